// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/interfaces.h"

#include "core/machine/hostaddress.h"

#include <QFileInfo>
#include <QNetworkInterface>
#include <QSysInfo>

#include <cstring>
#include <netinet/in.h>
#include <optional>
#include <sys/socket.h>
#include <unistd.h>

namespace waggle::machine {

namespace {

using protocol::Address;
using protocol::Family;

// The own address that a packet to the wide world would leave from. Connecting a UDP socket sends nothing.
template <typename Name>
std::optional<Address> routeAddress(int family, Name name)
{
    const int descriptor = ::socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return {};
    socklen_t size = sizeof name;
    auto* bytes = reinterpret_cast<sockaddr*>(&name);
    const bool known = ::connect(descriptor, bytes, size) == 0 && ::getsockname(descriptor, bytes, &size) == 0;
    ::close(descriptor);
    if (!known)
        return {};
    if constexpr (std::is_same_v<Name, sockaddr_in>)
        return Address::v4(ntohl(name.sin_addr.s_addr));
    else
        return Address::v6(name.sin6_addr.s6_addr);
}

std::vector<Address> routeAddresses()
{
    constexpr std::uint16_t kDiscard = 9;
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_port = htons(kDiscard);
    v4.sin_addr.s_addr = htonl(0xc6336401); // 198.51.100.1, of the documentation's network
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(kDiscard);
    const Address any = Address::parse("2001:db8::1").value_or(Address());
    std::memcpy(&v6.sin6_addr, any.data(), any.size());
    std::vector<Address> routes;
    for (const auto& address : {routeAddress(AF_INET, v4), routeAddress(AF_INET6, v6)}) {
        if (address && !address->isLoopback() && !address->isUnspecified())
            routes.push_back(*address);
    }
    return routes;
}

// Only where somebody answers for the name: a link that does not work is worse than none.
QString multicastName()
{
    const QString host = QSysInfo::machineHostName().section(u'.', 0, 0);
    const bool isAnswered = QFileInfo::exists(QStringLiteral("/run/avahi-daemon/socket"));
    return isAnswered && !host.isEmpty() ? host + QStringLiteral(".local") : QString();
}

} // namespace

Interfaces readInterfaces()
{
    Interfaces read;
    const auto interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface& interface : interfaces) {
        if (!interface.flags().testFlag(QNetworkInterface::IsUp))
            continue;
        const bool isWireless = interface.type() == QNetworkInterface::Wifi;
        const auto entries = interface.addressEntries();
        for (const QNetworkAddressEntry& entry : entries)
            read.addresses.push_back({addressOf(entry.ip()), interface.name(), isWireless, entry.prefixLength()});
    }
    read.routes = routeAddresses();
    read.multicastName = multicastName();
    return read;
}

} // namespace waggle::machine
