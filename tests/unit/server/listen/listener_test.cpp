// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/listen/listener.h"

#include <gtest/gtest.h>

namespace waggle::server {
namespace {

std::string url(protocol::Transport transport, const char* address, const char* scope, std::uint16_t port)
{
    ListenerState state;
    state.transport = transport;
    state.wanted = {protocol::Address::parse(address).value(), 0};
    state.scope = QString::fromLatin1(scope);
    state.port = port;
    return state.announceUrl().toStdString();
}

TEST(ListenerState, AnnounceUrl)
{
    EXPECT_EQ(url(protocol::Transport::Http, "127.0.0.1", "", 6969), "http://127.0.0.1:6969/announce");
    EXPECT_EQ(url(protocol::Transport::Udp, "::1", "", 7000), "udp://[::1]:7000/announce");
    EXPECT_EQ(url(protocol::Transport::Http, "fe80::1", "eth0", 80), "http://[fe80::1%25eth0]:80/announce");
}

TEST(ListenerState, AnnounceUrlOfAListenerNotBoundYet)
{
    ListenerState state;
    state.wanted = {protocol::Address::parse("10.0.0.1").value(), 6969};
    EXPECT_EQ(state.announceUrl().toStdString(), "http://10.0.0.1:6969/announce");
}

} // namespace
} // namespace waggle::server
