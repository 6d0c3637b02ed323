// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/types.h"

#include "core/protocol/hex.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>

namespace waggle::protocol {

namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

} // namespace

std::string InfoHash::hex() const
{
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string text;
    text.reserve(40);
    for (const std::uint8_t byte : bytes) {
        text += kDigits[byte >> 4];
        text += kDigits[byte & 15];
    }
    return text;
}

std::optional<InfoHash> InfoHash::fromHex(std::string_view hex)
{
    InfoHash hash;
    if (hex.size() != 2 * hash.bytes.size())
        return std::nullopt;
    for (std::size_t i = 0; i < hash.bytes.size(); ++i) {
        const int high = hexDigit(hex[2 * i]);
        const int low = hexDigit(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return std::nullopt;
        hash.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return hash;
}

Address Address::v4(std::uint32_t hostOrder)
{
    const std::array<std::uint8_t, 4> bytes{static_cast<std::uint8_t>(hostOrder >> 24),
        static_cast<std::uint8_t>(hostOrder >> 16), static_cast<std::uint8_t>(hostOrder >> 8),
        static_cast<std::uint8_t>(hostOrder)};
    return v4(bytes.data());
}

Address Address::v4(const std::uint8_t* fourBytes)
{
    Address address;
    std::memcpy(address.m_bytes.data(), fourBytes, 4);
    return address;
}

Address Address::v6(const std::uint8_t* sixteenBytes)
{
    if (std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), sixteenBytes))
        return v4(sixteenBytes + kMappedPrefix.size());
    Address address;
    address.m_family = Family::V6;
    std::memcpy(address.m_bytes.data(), sixteenBytes, 16);
    return address;
}

std::optional<Address> Address::parse(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']')
        text = text.substr(1, text.size() - 2);
    // A NUL inside would hide what follows it from inet_pton.
    if (text.size() >= INET6_ADDRSTRLEN || text.find('\0') != std::string_view::npos)
        return std::nullopt;
    std::array<char, INET6_ADDRSTRLEN> terminated{}; // no std::string: an announce is read without allocating
    std::copy(text.begin(), text.end(), terminated.begin());
    std::array<std::uint8_t, 16> bytes{};
    if (inet_pton(AF_INET, terminated.data(), bytes.data()) == 1)
        return v4(bytes.data());
    if (inet_pton(AF_INET6, terminated.data(), bytes.data()) == 1)
        return v6(bytes.data());
    return std::nullopt;
}

std::string Address::text() const
{
    char buffer[INET6_ADDRSTRLEN] = {};
    inet_ntop(m_family == Family::V4 ? AF_INET : AF_INET6, m_bytes.data(), buffer, sizeof buffer);
    return buffer;
}

bool Address::isLoopback() const
{
    if (m_family == Family::V4)
        return m_bytes[0] == 127;
    return m_bytes[15] == 1 && std::all_of(m_bytes.begin(), m_bytes.end() - 1, [](auto b) { return b == 0; });
}

bool Address::isLinkLocal() const
{
    if (m_family == Family::V4)
        return m_bytes[0] == 169 && m_bytes[1] == 254;
    return m_bytes[0] == 0xfe && (m_bytes[1] & 0xc0) == 0x80;
}

bool Address::isPrivate() const
{
    if (m_family == Family::V6)
        return (m_bytes[0] & 0xfe) == 0xfc;
    return m_bytes[0] == 10 || (m_bytes[0] == 172 && (m_bytes[1] & 0xf0) == 16)
        || (m_bytes[0] == 192 && m_bytes[1] == 168) || (m_bytes[0] == 100 && (m_bytes[1] & 0xc0) == 64);
}

bool Address::isUnspecified() const
{
    return std::all_of(m_bytes.begin(), m_bytes.end(), [](auto b) { return b == 0; });
}

bool Address::isMulticast() const
{
    return m_family == Family::V4 ? (m_bytes[0] & 0xf0) == 0xe0 : m_bytes[0] == 0xff;
}

std::string Endpoint::text() const
{
    const std::string host = address.text();
    const std::string suffix = ':' + std::to_string(port);
    return address.family() == Family::V4 ? host + suffix : '[' + host + ']' + suffix;
}

} // namespace waggle::protocol
