// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QTcpServer>
#include <QUdpSocket>

#include <chrono>
#include <functional>
#include <vector>

namespace waggle::test {

// A DNS server on loopback that says what a test wants, over UDP and TCP on one port. Needs an event loop.
class FakeDns final : public QObject {
public:
    enum Type : quint16 { A = 1, Cname = 5, Txt = 16, Aaaa = 28 };
    struct Question {
        quint16 id = 0;
        QByteArray name;
        quint16 type = 0;
        bool overTcp = false;
        int number = 0; // of this server, from 1
    };
    struct Record {
        QByteArray name; // empty: as asked
        quint16 type = 0;
        QByteArray data;
        quint32 ttl = 300;
    };
    struct Reply {
        int code = 0; // 2 SERVFAIL, 3 NXDOMAIN
        bool isCut = false;
        bool isSilent = false;
        bool isFromElsewhere = false; // another port
        quint16 idShift = 0;
        QByteArray question; // in place of the name asked for
        std::vector<Record> records;
        std::chrono::milliseconds delay{0};
        int times = 1;
    };

    FakeDns();

    std::function<Reply(const Question&)> answer;
    [[nodiscard]] const std::vector<Question>& asked() const { return m_asked; }
    [[nodiscard]] QString text() const; // "127.0.0.1:5353"
    void stopTcp() { m_tcp.close(); }

    [[nodiscard]] static Record address(const char* text);
    [[nodiscard]] static Record alias(const QByteArray& to);
    [[nodiscard]] static Record strings(const std::vector<QByteArray>& strings);

private:
    void readUdp();
    void readTcp(QTcpSocket& socket, QByteArray& bytes);
    [[nodiscard]] Reply replyTo(Question& question);

    QUdpSocket m_udp, m_elsewhere;
    QTcpServer m_tcp;
    std::vector<Question> m_asked;
};

} // namespace waggle::test
