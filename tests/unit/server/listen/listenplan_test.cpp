// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/listen/listenplan.h"
#include "core/server/listen/listenproblem.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace waggle::server {
namespace {

using protocol::Transport;

settings::ListenEntry entry(const char* address, std::optional<std::uint16_t> port)
{
    return {protocol::Address::parse(address).value(), {}, port};
}

std::string textOf(const ListenPlan& plan)
{
    std::string text;
    for (const ListenSpec& spec : plan)
        text += (spec.transport == Transport::Http ? "http " : "udp ") + spec.wanted.text()
            + (spec.shared ? " shared; " : "; ");
    return text;
}

TEST(ListenPlan, EveryAddressByDefault)
{
    EXPECT_EQ(textOf(planListeners({}, false)), "http 0.0.0.0:6969; udp 0.0.0.0:6969; http [::]:6969; udp [::]:6969; ");
}

TEST(ListenPlan, EntriesTakeTheTransportsPortsUnlessTheyHaveTheirOwn)
{
    settings::Settings settings;
    settings.httpPort = 80;
    settings.udpPort = 7000;
    settings.listen = {entry("10.0.0.1", {}), entry("::1", 9000)};
    EXPECT_EQ(textOf(planListeners(settings, true)),
        "http 10.0.0.1:80; udp 10.0.0.1:7000 shared; http [::1]:9000; udp [::1]:9000 shared; ");
    settings.httpPort.reset();
    EXPECT_EQ(textOf(planListeners(settings, false)), "udp 10.0.0.1:7000; udp [::1]:9000; ");
}

TEST(ListenPlan, TheSameTwiceIsOnce)
{
    settings::Settings settings;
    settings.udpPort.reset();
    settings.listen = {entry("10.0.0.1", 80), entry("10.0.0.1", 80), entry("10.0.0.1", 81)};
    EXPECT_EQ(textOf(planListeners(settings, false)), "http 10.0.0.1:80; http 10.0.0.1:81; ");
}

TEST(ListenPlan, TwinsShareAnAddressAndAnyPort)
{
    const auto plan = [](std::uint16_t port) {
        settings::Settings settings;
        settings.listen = {entry("127.0.0.1", port), entry("::1", port)};
        return planListeners(settings, false);
    };
    const ListenPlan any = plan(0);
    EXPECT_TRUE(any[0].isTwinOf(any[1]));
    EXPECT_TRUE(any[1].isTwinOf(any[0]));
    EXPECT_FALSE(any[0].isTwinOf(any[0]));
    EXPECT_FALSE(any[0].isTwinOf(any[3]));
    const ListenPlan fixed = plan(5);
    EXPECT_FALSE(fixed[0].isTwinOf(fixed[1]));
}

TEST(ListenProblem, SaysWhatHappenedAndWhatToDo)
{
    const protocol::Endpoint endpoint{protocol::Address::parse("10.0.0.1").value(), 6969};
    const auto told
        = [&](int error, Transport transport) { return listenProblem(error, transport, endpoint, {}).toStdString(); };
    EXPECT_EQ(told(EADDRINUSE, Transport::Http),
        "Port 6969 (TCP) is in use by another program. Stop it or choose another port (Settings, or --http-port).");
    EXPECT_NE(told(EADDRINUSE, Transport::Udp).find("--udp-port"), std::string::npos);
    EXPECT_NE(told(EACCES, Transport::Udp).find("Permission denied"), std::string::npos);
    const protocol::Endpoint low{endpoint.address, 80};
    const std::string problem = listenProblem(EACCES, Transport::Http, low, {}).toStdString();
    EXPECT_NE(problem.find("below 1024"), std::string::npos) << problem;
    EXPECT_NE(told(EADDRNOTAVAIL, Transport::Udp).find("No interface has the address 10.0.0.1 now"), std::string::npos);
    EXPECT_NE(told(EIO, Transport::Udp).find("Input/output error"), std::string::npos);
}

} // namespace
} // namespace waggle::server
