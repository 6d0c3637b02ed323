// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/announcing/connectionid.h"

#include <gtest/gtest.h>

#include <set>

namespace waggle::server {
namespace {

using protocol::Address;
using State = ConnectionIds::State;

const ConnectionIds::Key kOne{1};
const ConnectionIds::Key kTwo{2};
const ConnectionIds::Key kThree{3};
const Address kHost = Address::v4(0x0a000001);
constexpr std::int64_t kNow = 1'700'000'000;

TEST(ConnectionIds, HonouredForTwoMinutesAndNotMuchLonger)
{
    const ConnectionIds ids(kOne);
    const std::uint64_t id = ids.issue(kHost, kNow);
    EXPECT_EQ(ids.check(id, kHost, kNow).state, State::Good);
    EXPECT_EQ(ids.check(id, kHost, kNow + 120).state, State::Good);
    EXPECT_EQ(ids.check(id, kHost, kNow + 120).age, std::chrono::seconds(120));
    EXPECT_EQ(ids.check(id, kHost, kNow + 180).state, State::Stale);
    EXPECT_EQ(ids.check(id, kHost, kNow + 86'400).state, State::Stale);
    EXPECT_EQ(ids.check(id, kHost, kNow + 190).age, std::chrono::seconds(190));
}

TEST(ConnectionIds, StampsFromTheFutureAreWrong)
{
    const ConnectionIds ids(kOne);
    const std::uint64_t id = ids.issue(kHost, kNow + 1);
    EXPECT_EQ(ids.check(id, kHost, kNow).state, State::Wrong);
}

TEST(ConnectionIds, BelongToOneAddress)
{
    const ConnectionIds ids(kOne);
    const std::uint64_t id = ids.issue(kHost, kNow);
    EXPECT_EQ(ids.check(id, Address::v4(0x0a000002), kNow).state, State::Wrong);
    // The same leading bytes in the other family are another host.
    std::array<std::uint8_t, 16> v6{0x0a, 0, 0, 1};
    EXPECT_EQ(ids.check(id, Address::v6(v6.data()), kNow).state, State::Wrong);
    const std::uint64_t id6 = ids.issue(Address::v6(v6.data()), kNow);
    v6[15] = 1; // the last byte counts too
    EXPECT_EQ(ids.check(id6, Address::v6(v6.data()), kNow).state, State::Wrong);
}

TEST(ConnectionIds, NoBitCanBeChanged)
{
    const ConnectionIds ids(kOne);
    const std::uint64_t id = ids.issue(kHost, kNow);
    for (int bit = 0; bit < 64; ++bit)
        EXPECT_EQ(ids.check(id ^ (std::uint64_t{1} << bit), kHost, kNow).state, State::Wrong) << bit;
    EXPECT_EQ(ids.check(0, kHost, kNow).state, State::Wrong);
    EXPECT_EQ(ids.check(0x41727101980, kHost, kNow).state, State::Wrong);
}

TEST(ConnectionIds, ThePreviousKeyIsHonouredTheOneBeforeIsNot)
{
    ConnectionIds ids(kOne);
    const std::uint64_t id = ids.issue(kHost, kNow);
    ids.renew(kTwo);
    EXPECT_EQ(ids.check(id, kHost, kNow + 5).state, State::Good);
    EXPECT_NE(ids.issue(kHost, kNow), id) << "new ids come from the new key";
    ids.renew(kThree);
    EXPECT_EQ(ids.check(id, kHost, kNow + 5).state, State::Wrong);
}

TEST(ConnectionIds, DifferByHostAndSecond)
{
    const ConnectionIds ids(kOne);
    std::set<std::uint32_t> macs;
    for (std::uint32_t host = 0; host < 50; ++host) {
        for (std::int64_t second = 0; second < 20; ++second)
            macs.insert(static_cast<std::uint32_t>(ids.issue(Address::v4(0x0a000000 + host), kNow + second)));
    }
    EXPECT_EQ(macs.size(), 1000u);
}

} // namespace
} // namespace waggle::server
