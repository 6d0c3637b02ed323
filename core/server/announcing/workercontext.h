// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access/networks.h"
#include "core/machine/clock.h"
#include "core/requests/capturescope.h"
#include "core/requests/workershare.h"
#include "core/server/announcing/connectionid.h"
#include "core/settings/settings.h"
#include "core/swarm/store.h"

#include <memory>
#include <span>

namespace waggle::server {

class HttpPool;

// One reading of the clocks: for as many requests as are answered in one go.
struct Moment {
    protocol::Time steady{0};
    std::int64_t wallSeconds = 0; // for connection ids
};

// What the front ends of one worker share. Made and used on that worker's thread only; the tables in it are swapped
// whole by queued calls, so that the hot path takes no lock for them.
struct WorkerContext {
    swarm::Store& store;
    requests::WorkerShare& share;
    machine::Clock clock;
    std::uint16_t worker = 0;
    std::shared_ptr<const access::AccessTable> access;
    settings::Settings settings;
    requests::CaptureScope capture;
    ConnectionIds connectionIds;
    swarm::PickedPeers picked; // scratch
    std::uint64_t nextRecord = 0;
    std::weak_ptr<HttpPool> httpPool = {}; // kept by the HTTP front ends: one cap on connections for all of them

    [[nodiscard]] Moment moment() const { return {clock.steady(), clock.wallMs() / 1000}; }
    // Counts a finished request and, where someone reads them, puts its record into the ring (its batch is flushed by
    // the front end). `reply` is kept only when Capture covers the record.
    void finish(
        requests::RequestRecord& record, std::span<const std::uint8_t> raw, std::span<const std::uint8_t> reply);
};

} // namespace waggle::server
