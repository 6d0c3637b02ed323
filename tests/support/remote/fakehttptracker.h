// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/remote/fakecore.h"

#include <QHostAddress>
#include <QSslConfiguration>
#include <QTcpServer>

#include <chrono>
#include <memory>

class QSslSocket;

namespace waggle::test {

// One answer: honest until a test bends it. The body is the dictionary of `entries`, in their order.
struct HttpReply {
    using Entries = std::vector<std::pair<QByteArray, QByteArray>>; // key, bencoded value

    int status = 200;
    std::vector<std::pair<QByteArray, QByteArray>> fields{{"Content-Type", "text/plain"}};
    Entries entries;
    std::optional<QByteArray> body; // in place of the entries
    bool hasLength = true; // a Content-Length that is right
    bool closes = false; // behind the answer, without a word
    bool isSilent = false;
    std::chrono::milliseconds delay{0}; // before the first byte
    qsizetype piece = 0; // bytes at once; 0: all
    std::chrono::milliseconds gap{0}; // between two pieces
    std::function<void(QSslSocket&)> write; // in place of all that

    void set(const QByteArray& key, const QByteArray& bencoded); // replaces, or adds in order
    void remove(const QByteArray& key);
    [[nodiscard]] bool has(const QByteArray& key) const;
    [[nodiscard]] QByteArray bytes() const; // as they go over the wire
};

[[nodiscard]] QByteArray bencoded(qint64 number);
[[nodiscard]] QByteArray bencoded(const QByteArray& string);

// HTTP and HTTPS on loopback, bytes written by hand. Needs an event loop.
class FakeHttpTracker final : public QTcpServer {
public:
    explicit FakeHttpTracker(protocol::Family family = protocol::Family::V4);
    // Another address of a tracker: on `port` there (0: any), with a store of its own or another's.
    FakeHttpTracker(
        const char* address, std::uint16_t port, std::shared_ptr<FakeCore> shared = std::make_shared<FakeCore>());

    const std::shared_ptr<FakeCore> store;
    FakeCore& core = *store;
    std::function<void(const Ask&, HttpReply&)> bend;
    std::optional<QSslConfiguration> tls;
    std::chrono::milliseconds tlsDelay{0};
    std::optional<std::chrono::milliseconds> socksDelay; // first speaks SOCKS5, then itself is the target
    int connections = 0;

    [[nodiscard]] QString url(const char* path = "/announce") const;

protected:
    void incomingConnection(qintptr handle) override;

private:
    void read(QSslSocket& socket, QByteArray& bytes);
    [[nodiscard]] bool readSocks(QSslSocket& socket, QByteArray& bytes);
    void answer(QSslSocket& socket, const QByteArray& target);
    void send(QSslSocket& socket, const HttpReply& reply);
    [[nodiscard]] HttpReply honest(const Ask& ask);

    QHostAddress m_address;
};

} // namespace waggle::test
