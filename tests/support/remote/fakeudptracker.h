// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/remote/fakecore.h"

#include <QHostAddress>
#include <QObject>
#include <QUdpSocket>

#include <chrono>
#include <memory>
#include <random>

namespace waggle::test {

// What leaves for one question: honest until a test bends it.
struct UdpReply {
    struct Packet {
        QByteArray bytes;
        bool isFromElsewhere = false; // from another port
    };
    std::vector<Packet> packets;
    std::chrono::milliseconds delay{0};
};

// BEP 15 and 41 on loopback. Packets that are no questions are not answered. Needs an event loop.
class FakeUdpTracker final : public QObject {
public:
    explicit FakeUdpTracker(protocol::Family family = protocol::Family::V4);
    // Another address of a tracker: on `port` there (0: any), with a store of its own or another's.
    FakeUdpTracker(
        const char* address, std::uint16_t port, std::shared_ptr<FakeCore> shared = std::make_shared<FakeCore>());

    const std::shared_ptr<FakeCore> store;
    FakeCore& core = *store;
    std::function<void(const Ask&, UdpReply&)> bend;
    bool allowsAnyId = false;
    double loss = 0; // of each question with its answer
    std::mt19937 random{1};

    [[nodiscard]] bool isUp() const { return m_socket.state() == QAbstractSocket::BoundState; }
    [[nodiscard]] std::uint16_t port() const { return m_socket.localPort(); }
    [[nodiscard]] QString url(const char* path = "/announce") const;

    // An error packet that answers `question`.
    [[nodiscard]] static QByteArray error(const QByteArray& question, const QByteArray& text);

private:
    void read();
    void answer(const QByteArray& packet, const QHostAddress& host, std::uint16_t port);
    [[nodiscard]] QByteArray honest(Ask& ask);
    void send(const UdpReply& reply, const QHostAddress& host, std::uint16_t port);
    [[nodiscard]] bool isLost();

    QHostAddress m_address;
    QUdpSocket m_socket, m_elsewhere;
    std::set<std::uint64_t> m_ids;
};

} // namespace waggle::test
