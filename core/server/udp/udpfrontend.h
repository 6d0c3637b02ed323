// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/udp/udpresponder.h"

#include <QObject>

#include <array>
#include <chrono>
#include <memory>
#include <tl/expected.hpp>
#include <vector>

class QSocketNotifier;
class QUdpSocket;

namespace waggle::server {

class UdpBatch;

// One UDP listener. Worker thread. A QUdpSocket binds; on Linux its descriptor is then read and answered 64 datagrams
// at a time, elsewhere (and on demand) the QUdpSocket carries them one by one.
class UdpFrontEnd final : public QObject {
    Q_OBJECT
public:
    enum class Path { Batched, Portable };
    UdpFrontEnd(WorkerContext& context, Path path, QObject* parent);
    ~UdpFrontEnd() override;

    // The bound port, or an errno for listenProblem(). An IPv6 wildcard takes IPv6 only. `shared`: several workers
    // listen on this port (SO_REUSEPORT).
    [[nodiscard]] tl::expected<std::uint16_t, int> listen(
        const protocol::Endpoint& endpoint, const QString& scope, bool shared);
    void close();

private:
    [[nodiscard]] bool bind(const protocol::Endpoint& endpoint, const QString& scope, bool shared);
#ifdef Q_OS_LINUX
    void takeDescriptor(const protocol::Address& boundTo);
    void readBatches();
    void answerBatch(std::size_t count);
#endif
    void readPortable();
    void answerPortable();
    std::size_t respond(protocol::udp::Bytes packet, std::size_t trueLength, const Asker& asker, const Moment& now,
        protocol::udp::Buffer out, requests::RequestRecord& record);
    void finish(
        requests::RequestRecord& record, protocol::udp::Bytes packet, protocol::udp::Bytes reply, int sendError);

    WorkerContext& m_context;
    [[maybe_unused]] const Path m_path; // only Linux has the choice
    UdpResponder m_responder;
    protocol::Family m_family = protocol::Family::V4;
    std::unique_ptr<QUdpSocket> m_socket; // Portable, or until the descriptor is taken
#ifdef Q_OS_LINUX
    int m_descriptor = -1; // Batched
    std::unique_ptr<QSocketNotifier> m_notifier; // Batched
    std::unique_ptr<UdpBatch> m_batch; // Batched
    std::vector<requests::RequestRecord> m_records; // of a batch; its memory is used again
    std::uint32_t m_droppedSeen = 0;
#endif
};

} // namespace waggle::server
