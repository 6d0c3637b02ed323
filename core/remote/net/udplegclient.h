// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/net/datagramchannel.h"
#include "core/remote/net/legclient.h"

#include <QElapsedTimer>
#include <QTimer>

#include <array>

namespace waggle::remote {

// BEP 15 and 41, with resends. Each identity has a handshake of its own once it connected by itself; until then both
// use the first one's. A handshake older than 60 s is renewed before it is used. Probe thread.
class UdpLegClient final : public LegClient {
    Q_OBJECT
public:
    explicit UdpLegClient(const LegContext& context);
    ~UdpLegClient() override;

    void ask(const Step& step, Done done) override;
    void cancel() override;
    void sendStopped(const Step& step) override;

private:
    using Goodbyes = std::vector<std::function<QByteArray(std::uint64_t id)>>;
    struct Handshake {
        std::unique_ptr<DatagramChannel> channel;
        std::optional<std::uint64_t> id;
        QElapsedTimer age;
        std::shared_ptr<Goodbyes> late; // after cancel(), of a channel on its own
    };
    // What is on its way: the handshake in front of the question, or the question itself.
    enum class Phase : std::uint8_t { Idle, Opening, Connecting, Asking };

    [[nodiscard]] Handshake& handshakeFor(const Step& step);
    static void renewAndSend(Handshake& handshake);
    void openChannel(Handshake& handshake, bool connected);
    void begin();
    void sendConnect();
    [[nodiscard]] bool isDouble(const QByteArray& packet) const;
    void sendQuestion();
    void transmit(const QByteArray& packet);
    void resend();
    void receive(const QByteArray& packet, const protocol::Endpoint& from);
    void receiveConnect(const QByteArray& packet);
    void receiveAnswer(const QByteArray& packet, std::uint32_t action);
    void timedOut();
    void fail(Cause cause, const QString& detail);
    void finish();
    [[nodiscard]] QByteArray packetFor(const Step& step, std::uint32_t transaction, std::uint64_t connection) const;

    LegContext m_context;
    std::array<Handshake, 2> m_handshakes;
    Handshake m_unconnected;
    Handshake* m_current = nullptr;
    Done m_done;
    Exchange m_exchange;
    Phase m_phase = Phase::Idle;
    QByteArray m_packet;
    std::uint32_t m_transaction = 0;
    struct Previous { // question: what comes for it now is a double
        std::uint32_t transaction = 0;
        int sent = 0;
    };
    std::optional<Previous> m_previous;
    bool m_cameTwice = false; // since the last answer
    int m_resends = 0;
    QTimer m_resend, m_deadline;
    QElapsedTimer m_sent, m_begun;
};

} // namespace waggle::remote
