// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// The small values that everything in Waggle speaks in. Regular types, no allocation, any thread.
namespace waggle::protocol {

enum class Family : std::uint8_t { V4, V6 };
enum class Transport : std::uint8_t { Http, Udp };
inline constexpr std::size_t kFamilies = 2;
inline constexpr std::size_t kTransports = 2;

// BEP 3 events, and `paused` of BEP 21. An update is None.
enum class Event : std::uint8_t { None, Completed, Started, Stopped, Paused };

// 20 bytes: the SHA-1 of the info dictionary (BEP 3), or the truncated SHA-256 of a v2 torrent (BEP 52).
struct InfoHash {
    std::array<std::uint8_t, 20> bytes{};
    auto operator<=>(const InfoHash&) const = default;

    [[nodiscard]] std::string hex() const; // 40 lower-case digits
    [[nodiscard]] static std::optional<InfoHash> fromHex(std::string_view hex); // either case
};

// 20 bytes a client chooses for itself (BEP 3); clientName() reads the software out of it.
struct PeerId {
    std::array<std::uint8_t, 20> bytes{};
    auto operator<=>(const PeerId&) const = default;
};

// An IP address without port or scope. A v4 address lives in the first four bytes; a v4-mapped v6 address
// (::ffff:a.b.c.d) is always stored as v4, so equal hosts are equal values.
class Address {
public:
    Address() = default; // 0.0.0.0
    static Address v4(std::uint32_t hostOrder);
    static Address v4(const std::uint8_t* fourBytes);
    static Address v6(const std::uint8_t* sixteenBytes); // unmaps
    // "192.0.2.1", "2001:db8::1", also in brackets; no scope, no port.
    [[nodiscard]] static std::optional<Address> parse(std::string_view text);

    [[nodiscard]] Family family() const { return m_family; }
    [[nodiscard]] const std::uint8_t* data() const { return m_bytes.data(); }
    [[nodiscard]] std::size_t size() const { return m_family == Family::V4 ? 4 : 16; }
    [[nodiscard]] std::string text() const; // RFC 5952, without brackets

    [[nodiscard]] bool isLoopback() const; // 127/8, ::1
    [[nodiscard]] bool isLinkLocal() const; // 169.254/16, fe80::/10
    [[nodiscard]] bool isPrivate() const; // RFC 1918, 100.64/10, fc00::/7
    [[nodiscard]] bool isUnspecified() const;
    [[nodiscard]] bool isMulticast() const;

    auto operator<=>(const Address&) const = default;

private:
    Family m_family = Family::V4;
    std::array<std::uint8_t, 16> m_bytes{};
};

struct Endpoint {
    Address address;
    std::uint16_t port = 0;
    auto operator<=>(const Endpoint&) const = default;

    [[nodiscard]] std::string text() const; // "192.0.2.1:6881", "[2001:db8::1]:6881"
};

// Compact forms of BEP 23 and BEP 7: address, then port in network order.
inline constexpr std::size_t kWire4 = 6;
inline constexpr std::size_t kWire6 = 18;
[[nodiscard]] constexpr std::size_t wireSize(Family family)
{
    return family == Family::V4 ? kWire4 : kWire6;
}

} // namespace waggle::protocol
