// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/listen/announceurls.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace waggle::server {
namespace {

using protocol::Address;
using protocol::Transport;

Address address(const char* text)
{
    return Address::parse(text).value_or(Address());
}

ListenerState listening(Transport transport, const char* at, std::uint16_t port)
{
    ListenerState state;
    state.transport = transport;
    state.wanted = {address(at), port};
    state.wildcard = state.wanted.address.isUnspecified();
    state.port = port;
    state.state = ListenerState::State::Listening;
    return state;
}

machine::Interfaces laptop()
{
    machine::Interfaces view;
    view.addresses = {{address("127.0.0.1"), QStringLiteral("lo"), false},
        {address("::1"), QStringLiteral("lo"), false}, {address("172.17.0.1"), QStringLiteral("docker0"), false},
        {address("10.8.0.2"), QStringLiteral("tun0"), false}, {address("192.168.1.20"), QStringLiteral("wlan0"), true},
        {address("fe80::5"), QStringLiteral("wlan0"), true}, {address("fd00::20"), QStringLiteral("wlan0"), true}};
    view.routes = {address("192.168.1.20"), address("fd00::20")};
    view.multicastName = QStringLiteral("laptop.local");
    return view;
}

std::string textOf(const std::vector<AnnounceUrl>& urls)
{
    std::string text;
    for (const AnnounceUrl& url : urls) {
        text += (url.primary ? "*" : "") + url.url.toStdString() + " [" + url.interface.toStdString() + "]"
            + (url.othersCanReach ? "\n" : " -\n");
    }
    return text;
}

TEST(AnnounceUrls, OfEveryAddressTheOneOnTheDefaultRouteFirst)
{
    EXPECT_EQ(
        textOf(announceUrls({listening(Transport::Udp, "0.0.0.0", 6969), listening(Transport::Http, "0.0.0.0", 6969),
                                listening(Transport::Http, "::", 6969)},
            laptop())),
        "*http://192.168.1.20:6969/announce [Wi-Fi wlan0]\n"
        "udp://192.168.1.20:6969/announce [Wi-Fi wlan0]\n"
        "http://[fd00::20]:6969/announce [Wi-Fi wlan0]\n"
        "http://10.8.0.2:6969/announce [VPN tun0]\n"
        "udp://10.8.0.2:6969/announce [VPN tun0]\n"
        "http://laptop.local:6969/announce [by name, in the same network]\n"
        "udp://laptop.local:6969/announce [by name, in the same network]\n"
        "http://172.17.0.1:6969/announce [Docker docker0 – others cannot reach it] -\n"
        "udp://172.17.0.1:6969/announce [Docker docker0 – others cannot reach it] -\n"
        "http://127.0.0.1:6969/announce [this computer only] -\n"
        "udp://127.0.0.1:6969/announce [this computer only] -\n"
        "http://[::1]:6969/announce [this computer only] -\n");
}

TEST(AnnounceUrls, HttpIsWhatCopyGivesEvenAtAnotherAddress)
{
    EXPECT_EQ(textOf(announceUrls(
                  {listening(Transport::Udp, "192.168.1.20", 1), listening(Transport::Http, "10.8.0.2", 2)}, laptop())),
        "*http://10.8.0.2:2/announce [VPN tun0]\n"
        "udp://192.168.1.20:1/announce [Wi-Fi wlan0]\n");
    EXPECT_EQ(textOf(announceUrls(
                  {listening(Transport::Udp, "127.0.0.1", 1), listening(Transport::Http, "127.0.0.1", 2)}, laptop())),
        "*http://127.0.0.1:2/announce [this computer only] -\n"
        "udp://127.0.0.1:1/announce [this computer only] -\n");
}

TEST(AnnounceUrls, OnlyOfWhatListens)
{
    ListenerState broken = listening(Transport::Http, "192.168.1.20", 80);
    broken.state = ListenerState::State::Retrying;
    EXPECT_TRUE(announceUrls({broken}, laptop()).empty());
    EXPECT_TRUE(announceUrls({}, laptop()).empty());
}

} // namespace
} // namespace waggle::server
