// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/remote/fakecore.h"

#include <QObject>
#include <QUdpSocket>

#include <chrono>
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

    FakeCore core;
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

    protocol::Family m_family;
    QUdpSocket m_socket, m_elsewhere;
    std::set<std::uint64_t> m_ids;
};

} // namespace waggle::test
