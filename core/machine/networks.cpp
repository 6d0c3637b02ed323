// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/interfaces.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace waggle::machine {

using access::Network;
using protocol::Address;
using protocol::Family;

std::vector<Address> addressesOf(const Interfaces& interfaces)
{
    std::vector<Address> addresses;
    for (const LocalAddress& local : interfaces.addresses)
        addresses.push_back(local.address);
    return addresses;
}

Network networkAround(const Address& address, int prefix)
{
    std::array<std::uint8_t, 16> bytes{};
    std::copy_n(address.data(), address.size(), bytes.begin());
    for (int bit = prefix; bit < static_cast<int>(address.size()) * 8; ++bit)
        bytes[static_cast<std::size_t>(bit / 8)] &= static_cast<std::uint8_t>(~(0x80 >> (bit % 8)));
    const bool v4 = address.family() == Family::V4;
    return {v4 ? Address::v4(bytes.data()) : Address::v6(bytes.data()), prefix};
}

std::vector<Network> networksOf(const Interfaces& interfaces)
{
    std::vector<Network> networks;
    for (const LocalAddress& local : interfaces.addresses) {
        // A prefix of 0 bits (some tunnels) would make everybody "this network".
        if (local.address.isLoopback() || local.address.isLinkLocal() || local.prefix == 0)
            continue;
        const int bits = static_cast<int>(local.address.size()) * 8;
        networks.push_back(networkAround(local.address, local.prefix < 0 ? bits : local.prefix));
    }
    std::sort(networks.begin(), networks.end(),
        [](const Network& a, const Network& b) { return std::tie(a.base, a.prefix) < std::tie(b.base, b.prefix); });
    networks.erase(std::unique(networks.begin(), networks.end()), networks.end());
    return networks;
}

} // namespace waggle::machine
