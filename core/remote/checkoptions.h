// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/record.h"
#include "core/settings/proxy.h"

#include <chrono>

namespace waggle::remote {

using settings::Proxy;

// How to look at trackers. A value.
struct CheckOptions {
    Mode mode = Mode::Quick;
    std::chrono::milliseconds timeout{10'000}; // of each phase: lookup, connect, TLS, answer
    int resends = 3; // of a UDP datagram, after firstResend, twice and four times that … within the timeout; 0: none
    std::chrono::milliseconds firstResend{1000};
    std::chrono::milliseconds quiet{5000}; // of a WebSocket before it is pinged (W4)
    int jobs = 64; // legs under way at once
    int jobsPerHost = 2;
    std::chrono::milliseconds gap{250}; // between two requests to one host; loopback: none
    bool v4 = true, v6 = true;
    Proxy proxy;
    QString caFile; // trusted beside the system's; empty: none
    QString userAgent; // empty: Waggle's own
    QByteArray peerIdPrefix; // 8 bytes "-WA0100-"; empty: Waggle's own
    QStringList resolvers; // "192.0.2.53[:port]"; empty: the system's
    bool claimSpoof = false; // B15, opt-in
    std::optional<SlowTests> slow; // U7 and B16, opt-in, with Mode::Full
    std::optional<protocol::InfoHash> hash; // compare this swarm in place of a random one
    std::vector<protocol::InfoHash> scrapeHashes; // Mode::ScrapeOnly
    std::optional<AnnounceWish> wish; // Mode::AnnounceOnly
    std::uint64_t seed = 0; // of identities and hashes; 0: from the system

    [[nodiscard]] QByteArray agent() const; // as it is sent
};

} // namespace waggle::remote
