// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httpacceptor.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QTcpSocket>

#include <cerrno>
#include <memory>
#include <vector>

#include <gtest/gtest.h>

namespace waggle::server {
namespace {

using protocol::Address;

protocol::Endpoint at(const char* address, std::uint16_t port = 0)
{
    return {*Address::parse(address), port};
}

TEST(HttpAcceptor, BindsAFreePort)
{
    HttpAcceptor acceptor(nullptr);
    const auto port = acceptor.listen(at("127.0.0.1"), {});
    ASSERT_TRUE(port) << port.error();
    EXPECT_GT(*port, 0);
}

TEST(HttpAcceptor, WildcardsOfBothFamiliesShareAPort)
{
    HttpAcceptor first(nullptr), second(nullptr);
    bool both = false;
    for (int i = 0; i < 10 && !both; ++i) { // the free port of one family may be taken in the other
        const auto port = first.listen(at("::"), {});
        ASSERT_TRUE(port) << port.error();
        both = second.listen(at("0.0.0.0", *port), {}).has_value();
    }
    EXPECT_TRUE(both);
}

TEST(HttpAcceptor, SaysWhatIsWrong)
{
    HttpAcceptor first(nullptr), second(nullptr);
    const auto port = first.listen(at("127.0.0.1"), {});
    ASSERT_TRUE(port);
    const auto taken = second.listen(at("127.0.0.1", *port), {});
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error(), EADDRINUSE);

    const auto elsewhere = second.listen(at("192.0.2.77"), {});
    ASSERT_FALSE(elsewhere);
    EXPECT_EQ(elsewhere.error(), EADDRNOTAVAIL);

    first.close();
    EXPECT_TRUE(second.listen(at("127.0.0.1", *port), {})); // tried again by the same one
}

TEST(HttpAcceptor, HandsConnectionsOut)
{
    HttpAcceptor acceptor(nullptr);
    const auto port = acceptor.listen(at("127.0.0.1"), {});
    ASSERT_TRUE(port);
    int count = 0;
    QObject::connect(&acceptor, &HttpAcceptor::accepted, &acceptor, [&](qintptr descriptor, const HttpPeer& peer) {
        QTcpSocket socket;
        EXPECT_TRUE(socket.setSocketDescriptor(descriptor));
        EXPECT_EQ(socket.state(), QAbstractSocket::ConnectedState);
        EXPECT_EQ(peer.remote.port, socket.peerPort());
        EXPECT_EQ(peer.local, at("127.0.0.1", *port));
        ++count;
    });
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (int i = 0; i < 100; ++i) { // more than are taken at once
        clients.push_back(std::make_unique<QTcpSocket>());
        clients.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), *port);
        ASSERT_TRUE(clients.back()->waitForConnected(10'000));
    }
    while (count < 100)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    EXPECT_EQ(count, 100);
}

} // namespace
} // namespace waggle::server
