// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/ownnetworks.h"

#include <QNetworkInterface>

#include <algorithm>
#include <array>
#include <tuple>

namespace waggle::server {

using access::Network;
using protocol::Address;
using protocol::Family;

Network networkAround(const Address& address, int prefix)
{
    std::array<std::uint8_t, 16> bytes{};
    std::copy_n(address.data(), address.size(), bytes.begin());
    for (int bit = prefix; bit < static_cast<int>(address.size()) * 8; ++bit)
        bytes[static_cast<std::size_t>(bit / 8)] &= static_cast<std::uint8_t>(~(0x80 >> (bit % 8)));
    const bool v4 = address.family() == Family::V4;
    return {v4 ? Address::v4(bytes.data()) : Address::v6(bytes.data()), prefix};
}

std::vector<Network> ownNetworks()
{
    std::vector<Network> networks;
    const auto interfaces = QNetworkInterface::allInterfaces();
    for (const QNetworkInterface& interface : interfaces) {
        if (!interface.flags().testFlag(QNetworkInterface::IsUp))
            continue;
        const auto entries = interface.addressEntries();
        for (const QNetworkAddressEntry& entry : entries) {
            const auto address = Address::parse(entry.ip().toString().section(u'%', 0, 0).toStdString());
            // A prefix of 0 bits (some tunnels) would make everybody "this network".
            if (!address || address->isLoopback() || address->isLinkLocal() || entry.prefixLength() == 0)
                continue;
            const int bits = static_cast<int>(address->size()) * 8;
            networks.push_back(networkAround(*address, entry.prefixLength() < 0 ? bits : entry.prefixLength()));
        }
    }
    std::sort(networks.begin(), networks.end(),
        [](const Network& a, const Network& b) { return std::tie(a.base, a.prefix) < std::tie(b.base, b.prefix); });
    networks.erase(std::unique(networks.begin(), networks.end()), networks.end());
    return networks;
}

} // namespace waggle::server
