// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/udp.h"
#include "core/server/announcing/announcing.h"

namespace waggle::server {

// What a tracker says to one datagram (BEP 15 and docs/protocol.md, "UDP"): bytes and where they came from in, bytes
// out. No socket. Worker thread; at most one shard lock an announce, one a hash of a scrape.
class UdpResponder {
public:
    explicit UdpResponder(WorkerContext& context)
        : m_context(context)
    {
    }

    // Writes the answer into `out` (kMaxReply bytes at least) and returns its length; 0 is silence. `trueLength` is the
    // datagram's, of which `packet` may be a beginning only. Fills `record` except for what WorkerContext::finish()
    // adds and the duration.
    [[nodiscard]] std::size_t respond(protocol::udp::Bytes packet, std::size_t trueLength, const Asker& asker,
        const Moment& now, protocol::udp::Buffer out, requests::RequestRecord& record);

private:
    struct Question; // one datagram on its way through

    std::size_t connect(const Question& q);
    std::size_t announce(const Question& q);
    std::size_t scrape(const Question& q);
    [[nodiscard]] bool isConnected(const Question& q); // fills the record's rule if not
    std::size_t disconnected(const Question& q); // the answer to a bad id: none, or a short error

    WorkerContext& m_context;
};

} // namespace waggle::server
