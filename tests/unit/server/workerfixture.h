// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/announcing/workercontext.h"

#include <gtest/gtest.h>

namespace waggle::server {

inline protocol::Address address(const char* text)
{
    const auto parsed = protocol::Address::parse(text);
    EXPECT_TRUE(parsed) << text;
    return parsed.value_or(protocol::Address());
}

// A worker's context without its sockets, on a clock that stands still until the test moves it.
struct WorkerFixture : ::testing::Test {
    protocol::Time now{1000};
    std::int64_t wallMs = 1'700'000'000'000;
    swarm::Store store{swarm::Store::Options{
        .policy = {}, .caps = {.swarms = 6, .peers = 50, .peersPerAddress = 3}, .shardBits = 2, .seed = 1}};
    requests::WorkerShare share;
    WorkerContext context{.store = store,
        .share = share,
        .clock = {[this] { return now; }, [this] { return wallMs; }},
        .worker = 3,
        .access = std::make_shared<const access::AccessTable>(),
        .settings = {},
        .capture = {},
        .connectionIds = ConnectionIds(ConnectionIds::Key{9}),
        .picked = {}};

    WorkerFixture()
    {
        context.settings.caps = {.swarms = 6, .peers = 50, .peersPerAddress = 3};
        share.ring.setWanted(true);
    }

    void setAccess(const access::AccessTable& table)
    {
        context.access = std::make_shared<const access::AccessTable>(table);
    }
    void advance(std::chrono::seconds time)
    {
        now += time;
        wallMs += protocol::Time(time).count();
    }
};

} // namespace waggle::server
