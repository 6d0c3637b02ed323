// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/net/legclient.h"
#include "core/remote/net/stream.h"
#include "core/remote/wire/httpreader.h"

#include <QElapsedTimer>
#include <QTimer>

namespace waggle::remote {

// HTTP and HTTPS by address, with one connection kept for all steps as long as the tracker keeps it. Probe thread.
class HttpLegClient final : public LegClient {
    Q_OBJECT
public:
    explicit HttpLegClient(const LegContext& context);
    ~HttpLegClient() override;

    void ask(const Step& step, Done done) override;
    void cancel() override;
    void sendStopped(const Step& step) override;

private:
    struct Place { // where a request goes
        StreamTarget stream;
        QByteArray target; // path and query
        QByteArray hostField;
        QByteArray absolute; // scheme and authority, for a proxy
    };
    [[nodiscard]] Place placeOf(const Step& step) const;
    [[nodiscard]] std::optional<Place> redirectPlace(const Step& step) const;
    [[nodiscard]] QByteArray queryOf(const Step& step) const;
    [[nodiscard]] QByteArray requestFor(const Place& place) const;

    void openStream();
    void opened(const Stream::Opened& opened);
    void send();
    void receive(const QByteArray& bytes);
    void ended(Cause cause, const QString& detail);
    void answered(bool isCut = false);
    void understand();
    [[nodiscard]] std::chrono::milliseconds answerWait() const;
    [[nodiscard]] Cause silence() const;
    [[nodiscard]] bool isOfProxy(const HttpFacts& facts) const;
    void fail(Cause cause, const QString& detail);
    void finish();
    void dropStream();
    [[nodiscard]] bool wantsOnlyBeginning() const; // of a scrape of everything

    LegContext m_context;
    std::unique_ptr<Stream> m_stream;
    QByteArray m_streamHost; // whom it leads to
    bool m_streamTls = false;
    Place m_place;
    Done m_done;
    Exchange m_exchange;
    std::unique_ptr<HttpReader> m_reader;
    QTimer m_deadline;
    QElapsedTimer m_clock; // since the request was sent
    QElapsedTimer m_begun;
    bool m_isReused = false;
    bool m_hasBytes = false;
};

} // namespace waggle::remote
