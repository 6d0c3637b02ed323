// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"
#include "core/protocol/types.h"

#include <string>
#include <string_view>
#include <vector>

// Who may use the tracker, by address. Pure values; the tables are immutable and swapped whole.
namespace waggle::access {

// A CIDR block. Strict: "10." or "192.168" are errors, bits behind the mask too; "any" is two rules.
struct Network {
    protocol::Address base;
    int prefix = 0;
    bool operator==(const Network&) const = default;

    [[nodiscard]] static protocol::Result<Network> parse(
        std::string_view text); // "10.0.0.0/8", "fe80::/10", "10.1.2.3"
    [[nodiscard]] bool contains(const protocol::Address& address) const;
    [[nodiscard]] std::string text() const;
};

enum class Admission : std::uint8_t { Allowed, Stranger, Banned };

struct AccessTable {
    bool anyone = false;
    std::vector<Network> own; // prefixes of this machine's interfaces
    std::vector<protocol::Address> banned; // sorted; until the program ends
    std::vector<Network> trustedProxies;
    std::vector<Network> claimedIpNetworks; // from where ip= and the IP field are honoured

    // Loopback, private, link-local, 100.64/10 and `own` are *this network*. No allocation, no lock.
    [[nodiscard]] Admission admit(const protocol::Address& address) const;
    [[nodiscard]] bool isThisNetwork(const protocol::Address& address) const;
    [[nodiscard]] bool isTrustedProxy(const protocol::Address& address) const;
    [[nodiscard]] bool mayClaimIp(const protocol::Address& address) const;
};

// The right-most hop of X-Forwarded-For (and the peer itself) that is no listed proxy.
[[nodiscard]] protocol::Address clientBehindProxies(
    const AccessTable& table, const protocol::Address& peer, std::string_view forwardedFor);

} // namespace waggle::access
