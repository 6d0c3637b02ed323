// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <cstddef>
#include <map>

namespace waggle::server {

// How many connections each host has: an IPv4 address, or an IPv6 /64, of which one machine commands every address.
class HttpHosts {
public:
    [[nodiscard]] static protocol::Address hostOf(const protocol::Address& address);

    void add(const protocol::Address& address);
    void remove(const protocol::Address& address); // added before
    [[nodiscard]] std::size_t count(const protocol::Address& address) const;

    struct Host {
        protocol::Address host; // as hostOf() gives it
        std::size_t count = 0;
    };
    [[nodiscard]] Host greediest() const; // O(hosts)

private:
    std::map<protocol::Address, std::size_t> m_counts;
};

} // namespace waggle::server
