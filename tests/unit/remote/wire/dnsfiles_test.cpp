// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/dns.h"
#include "tests/unit/remote/wire/wirebytes.h"

#include <gtest/gtest.h>

using namespace waggle::remote;
using namespace waggle::remote::test;

namespace {

const QByteArray kHosts = "127.0.0.1\tlocalhost\n"
                          "::1 localhost ip6-localhost # and no tracker\n"
                          "  192.0.2.7   Tracker.Lan\ttracker  \r\n"
                          "# 192.0.2.8 tracker\n"
                          "2001:db8::7 other tracker#lan\n"
                          "fe80::1%lo0 tracker\n"
                          "999.0.0.1 tracker\n"
                          "tracker\n"
                          "\n"
                          "10.0.0.1 last";

TEST(Hosts, GivesEveryAddressOfAName)
{
    using Addresses = std::vector<waggle::protocol::Address>;
    EXPECT_EQ(dns::readHosts(kHosts, "tracker"), (Addresses{ip("192.0.2.7"), ip("2001:db8::7")}));
    EXPECT_EQ(dns::readHosts(kHosts, "TRACKER.lan"), Addresses{ip("192.0.2.7")});
    EXPECT_EQ(dns::readHosts(kHosts, "localhost"), (Addresses{ip("127.0.0.1"), ip("::1")}));
    EXPECT_EQ(dns::readHosts(kHosts, "last"), Addresses{ip("10.0.0.1")});
}

TEST(Hosts, KnowsNeitherPartsNorAddressesNorComments)
{
    for (const char* name : {"track", "192.0.2.7", "and", "#", "", "lan"})
        EXPECT_TRUE(dns::readHosts(kHosts, name).empty()) << name;
    EXPECT_TRUE(dns::readHosts("", "tracker").empty());
}

TEST(ResolvConf, GivesItsServersInOrder)
{
    const auto servers = dns::readResolvConf("# made by hand\n"
                                             "search lan\n"
                                             "nameserver 192.0.2.53\n"
                                             "nameserver\t2001:db8::53 ; the other one\r\n"
                                             "options edns0\n"
                                             "nameserver fe80::1%eth0");
    EXPECT_EQ(servers.join(QLatin1Char(' ')).toStdString(), "192.0.2.53 2001:db8::53 fe80::1%eth0");
}

TEST(ResolvConf, SkipsWhatIsNoServer)
{
    const auto servers = dns::readResolvConf("nameserver\n nameserver 192.0.2.1\nnameservers 192.0.2.2\n"
                                             "#nameserver 192.0.2.3\n;nameserver 192.0.2.4\nnameserver dns.lan\n"
                                             "nameserver 192.0.2.5\nnameserver 192.0.2.6\nnameserver 192.0.2.7\n"
                                             "nameserver 192.0.2.8\n");
    EXPECT_EQ(servers.join(QLatin1Char(' ')).toStdString(), "192.0.2.5 192.0.2.6 192.0.2.7");
    EXPECT_TRUE(dns::readResolvConf("").isEmpty());
}

} // namespace
