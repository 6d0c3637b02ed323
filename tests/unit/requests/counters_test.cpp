// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/requests/counters.h"

#include <gtest/gtest.h>

namespace waggle::requests {
namespace {

using protocol::Address;
using protocol::Family;
using protocol::Transport;

constexpr auto kHttp = static_cast<std::size_t>(Transport::Http);
constexpr auto kUdp = static_cast<std::size_t>(Transport::Udp);
constexpr auto kV4 = static_cast<std::size_t>(Family::V4);
constexpr auto kV6 = static_cast<std::size_t>(Family::V6);

TEST(Counters, EachCombinationHasItsOwnCell)
{
    Counters counters;
    std::uint64_t times = 0;
    for (const auto transport : {Transport::Http, Transport::Udp}) {
        for (const char* from : {"10.0.0.1", "fd00::1"}) {
            for (std::size_t kind = 0; kind < kRequestKinds; ++kind) {
                for (std::size_t result = 0; result < kRequestResults; ++result) {
                    RequestRecord record;
                    record.transport = transport;
                    record.from = Address::parse(from).value();
                    record.kind = static_cast<RequestKind>(kind);
                    record.result = static_cast<RequestResult>(result);
                    ++times;
                    for (std::uint64_t i = 0; i < times; ++i)
                        counters.count(record);
                }
            }
        }
    }
    const CounterValues values = counters.read();
    std::uint64_t expected = 0;
    for (const auto transport : {kHttp, kUdp}) {
        for (const auto family : {kV4, kV6}) {
            for (const auto& kind : values.requests[transport][family]) {
                for (const std::uint64_t count : kind)
                    EXPECT_EQ(count, ++expected);
            }
        }
    }
}

TEST(Counters, BytesAndTheRest)
{
    Counters counters;
    counters.addBytes(Transport::Udp, Family::V6, 98, 38);
    counters.addBytes(Transport::Udp, Family::V6, 16, 16);
    counters.addBytes(Transport::Http, Family::V4, 300, 150);
    counters.addDroppedByKernel(3);
    counters.addDroppedByKernel(4);
    counters.setHttpConnections(9);
    counters.setHttpConnections(5);
    counters.refuseHttpConnection();
    const CounterValues values = counters.read();
    EXPECT_EQ(values.bytesIn[kUdp][kV6], 114u);
    EXPECT_EQ(values.bytesOut[kUdp][kV6], 54u);
    EXPECT_EQ(values.bytesIn[kHttp][kV4], 300u);
    EXPECT_EQ(values.bytesOut[kHttp][kV4], 150u);
    EXPECT_EQ(values.bytesIn[kUdp][kV4], 0u);
    EXPECT_EQ(values.droppedByKernel, 7u);
    EXPECT_EQ(values.httpConnections, 5u);
    EXPECT_EQ(values.httpConnectionsRefused, 1u);
}

TEST(Counters, WorkersAddUp)
{
    RequestRecord record;
    record.kind = RequestKind::Scrape;
    record.result = RequestResult::Dropped;
    Counters one;
    one.count(record);
    one.addBytes(Transport::Udp, Family::V4, 1, 2);
    one.addDroppedByKernel(5);
    one.setHttpConnections(2);
    one.refuseHttpConnection();
    CounterValues sum = one.read();
    sum += one.read();
    EXPECT_EQ(sum.requests[kUdp][kV4][static_cast<std::size_t>(RequestKind::Scrape)]
                          [static_cast<std::size_t>(RequestResult::Dropped)],
        2u);
    EXPECT_EQ(sum.bytesIn[kUdp][kV4], 2u);
    EXPECT_EQ(sum.bytesOut[kUdp][kV4], 4u);
    EXPECT_EQ(sum.droppedByKernel, 10u);
    EXPECT_EQ(sum.httpConnections, 4u);
    EXPECT_EQ(sum.httpConnectionsRefused, 2u);
}

} // namespace
} // namespace waggle::requests
