// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httphosts.h"

#include <gtest/gtest.h>

namespace waggle::server {
namespace {

using protocol::Address;

Address at(const char* text)
{
    return *Address::parse(text);
}

TEST(HttpHosts, CountsByAddressAndBy64)
{
    HttpHosts hosts;
    EXPECT_EQ(hosts.greediest().count, 0u);
    for (const char* address : {"10.0.0.1", "10.0.0.2", "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1"})
        hosts.add(at(address));
    EXPECT_EQ(hosts.count(at("10.0.0.1")), 1u);
    EXPECT_EQ(hosts.count(at("10.0.0.3")), 0u);
    EXPECT_EQ(hosts.count(at("2001:db8::77")), 2u);
    EXPECT_EQ(hosts.greediest().count, 2u);
    EXPECT_EQ(hosts.greediest().host, HttpHosts::hostOf(at("2001:db8::1")));
    EXPECT_NE(HttpHosts::hostOf(at("2001:db8:0:1::1")), HttpHosts::hostOf(at("2001:db8::1")));

    hosts.remove(at("2001:db8::2"));
    hosts.remove(at("2001:db8::1"));
    EXPECT_EQ(hosts.count(at("2001:db8::1")), 0u);
    EXPECT_EQ(hosts.greediest().count, 1u);
}

} // namespace
} // namespace waggle::server
