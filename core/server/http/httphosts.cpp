// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/httphosts.h"

#include <algorithm>
#include <array>

namespace waggle::server {

using protocol::Address;

Address HttpHosts::hostOf(const Address& address)
{
    constexpr std::size_t kPrefix = 8; // bytes of a /64
    if (address.family() == protocol::Family::V4)
        return address;
    std::array<std::uint8_t, 16> bytes{};
    std::copy_n(address.data(), kPrefix, bytes.begin());
    return Address::v6(bytes.data());
}

void HttpHosts::add(const Address& address)
{
    ++m_counts[hostOf(address)];
}

void HttpHosts::remove(const Address& address)
{
    const auto host = m_counts.find(hostOf(address));
    if (host != m_counts.end() && --host->second == 0)
        m_counts.erase(host);
}

std::size_t HttpHosts::count(const Address& address) const
{
    const auto host = m_counts.find(hostOf(address));
    return host == m_counts.end() ? 0 : host->second;
}

HttpHosts::Host HttpHosts::greediest() const
{
    const auto most = std::max_element(
        m_counts.begin(), m_counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == m_counts.end() ? Host{} : Host{most->first, most->second};
}

} // namespace waggle::server
