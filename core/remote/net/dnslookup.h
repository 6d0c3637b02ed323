// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/wire/dns.h"

#include <QElapsedTimer>
#include <QHostAddress>
#include <QObject>
#include <QTimer>

#include <memory>

class QTcpSocket;
class QUdpSocket;

namespace waggle::remote {

struct DnsServer {
    QHostAddress address;
    std::uint16_t port = 53;
    [[nodiscard]] QString text() const;
    [[nodiscard]] static std::optional<DnsServer> parse(const QString& text); // "192.0.2.53", "[2001:db8::53]:5353"
};

// One question to one or several DNS servers: the next one where one is silent or fails, TCP where the answer is cut.
// Probe thread.
class DnsLookup final : public QObject {
    Q_OBJECT
public:
    DnsLookup(
        QByteArray name, RecordType type, std::vector<DnsServer> servers, std::chrono::milliseconds timeout, int tries);
    ~DnsLookup() override;
    void start();

Q_SIGNALS:
    void done(const waggle::remote::Lookup& lookup); // once

private:
    void attempt();
    void read();
    void take(const QByteArray& message, const DnsServer& server);
    void refusedBy(const DnsServer& server, Cause cause);
    void askByTcp(const DnsServer& server);
    void readTcp(const DnsServer& server);
    void dropTcp();
    [[nodiscard]] const DnsServer& asked() const { return m_servers[(m_attempt - 1) % m_servers.size()]; }
    void finish(Cause cause, const QString& server);

    dns::Question m_question;
    std::vector<DnsServer> m_servers;
    std::chrono::milliseconds m_perTry;
    std::size_t m_attempt = 0;
    std::size_t m_attempts;
    std::unique_ptr<QUdpSocket> m_socket;
    std::unique_ptr<QTcpSocket> m_tcp;
    QByteArray m_tcpBytes;
    QTimer m_timer; // of one attempt
    QTimer m_deadline; // of all of them
    QElapsedTimer m_clock;
    Lookup m_lookup;
    Cause m_worst = Cause::ResolverTimeout;
    bool m_isDone = false;
};

} // namespace waggle::remote
