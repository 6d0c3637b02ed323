// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/networks.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace waggle::access {

namespace {

using protocol::Address;
using protocol::ErrorCode;
using protocol::Family;

constexpr int kMappedBits = 96; // in front of the v4 address in ::ffff:a.b.c.d

int bitsOf(const Address& address)
{
    return static_cast<int>(address.size()) * 8;
}

// Compares the first `bits` bits.
bool samePrefix(const std::uint8_t* a, const std::uint8_t* b, int bits)
{
    const int whole = bits / 8;
    if (!std::equal(a, a + whole, b))
        return false;
    const int rest = bits % 8;
    return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

bool isZeroBehind(const Address& address, int bits)
{
    for (int bit = bits; bit < bitsOf(address); ++bit) {
        if ((address.data()[bit / 8] >> (7 - bit % 8)) & 1)
            return false;
    }
    return true;
}

std::optional<int> parsePrefix(std::string_view text)
{
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool plain = !text.empty() && text.size() <= 3 && text.front() >= '0' && text.front() <= '9';
    if (!plain || error != std::errc{} || end != text.data() + text.size() || (text.size() > 1 && text.front() == '0'))
        return {};
    return value;
}

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// "192.0.2.1", "2001:db8::1", "[2001:db8::1]", and the forms with a port that some proxies write.
std::optional<Address> parseHop(std::string_view text)
{
    text = trimmed(text);
    if (const auto address = Address::parse(text))
        return address;
    const auto colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return {};
    const auto host = text.substr(0, colon);
    const bool hostIsWhole = host.find(':') == std::string_view::npos || (host.starts_with('[') && host.ends_with(']'));
    return hostIsWhole ? Address::parse(host) : std::nullopt;
}

bool anyContains(const std::vector<Network>& networks, const Address& address)
{
    return std::any_of(networks.begin(), networks.end(), [&](const Network& n) { return n.contains(address); });
}

} // namespace

protocol::Result<Network> Network::parse(std::string_view text)
{
    const auto slash = text.find('/');
    const auto host = text.substr(0, slash);
    const auto address = host.starts_with('[') ? std::nullopt : Address::parse(host);
    if (!address) {
        return protocol::fail(ErrorCode::Malformed,
            "This is no network. Write an address and a prefix length, for example 192.168.1.0/24 or fd00::/8; for "
            "every address write two rules, 0.0.0.0/0 and ::/0.");
    }
    Network network{*address, bitsOf(*address)};
    if (slash != std::string_view::npos) {
        auto prefix = parsePrefix(text.substr(slash + 1));
        const bool mapped = address->family() == Family::V4 && host.find(':') != std::string_view::npos;
        if (prefix && mapped)
            *prefix -= kMappedBits;
        if (!prefix || *prefix < 0 || *prefix > bitsOf(*address)) {
            return protocol::fail(ErrorCode::OutOfRange,
                "The prefix length behind the / must be a number from 0 to " + std::to_string(bitsOf(*address)) + ".");
        }
        network.prefix = *prefix;
    }
    if (!isZeroBehind(network.base, network.prefix)) {
        return protocol::fail(ErrorCode::Malformed,
            "The address has bits set behind its prefix of " + std::to_string(network.prefix)
                + " bits. Write the first address of the network, or a longer prefix.");
    }
    return network;
}

bool Network::contains(const Address& address) const
{
    return address.family() == base.family() && samePrefix(address.data(), base.data(), prefix);
}

std::string Network::text() const
{
    return base.text() + '/' + std::to_string(prefix);
}

Admission AccessTable::admit(const Address& address) const
{
    if (!banned.empty() && std::binary_search(banned.begin(), banned.end(), address))
        return Admission::Banned;
    return anyone || isThisNetwork(address) ? Admission::Allowed : Admission::Stranger;
}

bool AccessTable::isThisNetwork(const Address& address) const
{
    return address.isLoopback() || address.isPrivate() || address.isLinkLocal() || anyContains(own, address);
}

bool AccessTable::isTrustedProxy(const Address& address) const
{
    return anyContains(trustedProxies, address);
}

bool AccessTable::mayClaimIp(const Address& address) const
{
    return anyContains(claimedIpNetworks, address);
}

Address clientBehindProxies(const AccessTable& table, const Address& peer, std::string_view forwardedFor)
{
    Address client = peer;
    while (table.isTrustedProxy(client) && !forwardedFor.empty()) {
        const auto comma = forwardedFor.rfind(',');
        const auto hop = parseHop(comma == std::string_view::npos ? forwardedFor : forwardedFor.substr(comma + 1));
        if (!hop)
            break; // a proxy that does not know ("unknown"): nothing left of it can be believed
        client = *hop;
        forwardedFor = comma == std::string_view::npos ? std::string_view{} : forwardedFor.substr(0, comma);
    }
    return client;
}

} // namespace waggle::access
