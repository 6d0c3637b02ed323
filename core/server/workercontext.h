// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/networks.h"
#include "core/server/connectionid.h"
#include "core/server/trackerservice.h"
#include "core/swarm/store.h"

#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace waggle::server {

class HttpPool;

// One reading of the clocks: for as many requests as are answered in one go.
struct Moment {
    swarm::Time steady{0};
    std::int64_t wallSeconds = 0; // for connection ids
};

// What the front ends of one worker share. Made and used on that worker's thread only; the tables in it are swapped
// whole by queued calls, so that the hot path takes no lock for them.
struct WorkerContext {
    swarm::Store& store;
    WorkerShare& share;
    Clock clock;
    std::uint16_t worker = 0;
    std::shared_ptr<const access::AccessTable> access;
    settings::Settings settings;
    CaptureScope capture;
    ConnectionIds connectionIds;
    swarm::PickedPeers picked; // scratch
    std::uint64_t nextRecord = 0;
    std::weak_ptr<HttpPool> httpPool = {}; // kept by the HTTP front ends: one cap on connections for all of them

    [[nodiscard]] Moment moment() const { return {clock.steady(), clock.wallMs() / 1000}; }
    // Counts a finished request and, where someone reads them, puts its record into the ring (its batch is flushed by
    // the front end). `reply` is kept only when Capture covers the record.
    void finish(RequestRecord& record, std::span<const std::uint8_t> raw, std::span<const std::uint8_t> reply);
};

// Who asks, as the socket or a trusted proxy tells.
struct Asker {
    protocol::Endpoint source;
    std::uint32_t scope = 0; // interface of a link-local source
    protocol::Address reachedAt; // the tracker's address that was asked; unspecified: not known (behind a proxy)
    protocol::Transport transport = protocol::Transport::Udp;
};

// Access, store and selection for an announce, whatever the transport; fills the record (all but raw bytes, length and
// duration). On Rule::None the answer's peers are in context.picked.
struct AnnounceOutcome {
    Rule rule = Rule::None;
    swarm::AnnounceResult result;
};
[[nodiscard]] AnnounceOutcome runAnnounce(WorkerContext& context, const protocol::AnnounceRequest& request,
    const Asker& asker, std::uint16_t maxV4, std::uint16_t maxV6, RequestRecord& record);

// Rule::None, Stranger or Banned: for what is no announce (runAnnounce asks by itself).
[[nodiscard]] Rule admissionRule(const WorkerContext& context, const protocol::Address& address);

// The words of a failure answer, and `retry in` minutes (0: never) where BEP 31 has something to say.
[[nodiscard]] std::string_view refusalText(Rule rule);
[[nodiscard]] std::optional<unsigned> retryInMinutes(Rule rule);

} // namespace waggle::server
