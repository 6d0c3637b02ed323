// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"
#include "core/swarm/announcetiming.h"
#include "core/swarm/inside/packed.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>

// The record of one peer, and how peers are named inside a shard.
namespace waggle::swarm {

// A slot of a shard's pool, and in bit 31 the family.
using PeerRef = std::uint32_t;
inline constexpr PeerRef kNoPeer = std::numeric_limits<PeerRef>::max();
inline constexpr unsigned kSlotBits = 24;
inline constexpr std::uint32_t kMaxSlots = (1u << kSlotBits) - 1; // the last number means none

[[nodiscard]] constexpr PeerRef makeRef(protocol::Family family, std::uint32_t slot)
{
    return slot | (family == protocol::Family::V6 ? 1u << 31 : 0u);
}
[[nodiscard]] constexpr protocol::Family familyOf(PeerRef ref)
{
    return (ref >> 31) != 0 ? protocol::Family::V6 : protocol::Family::V4;
}
[[nodiscard]] constexpr std::uint32_t slotOf(PeerRef ref)
{
    return ref & ((1u << kSlotBits) - 1);
}

// A whole second of the store's time. Peers fall due on whole seconds: exactness costs one number per second, not per
// ms.
using Second = std::uint32_t;
[[nodiscard]] constexpr Second secondOf(Time now)
{
    return static_cast<Second>(now.count() / 1000);
}
[[nodiscard]] constexpr Second secondNotBefore(Time time)
{
    return static_cast<Second>((time.count() + 999) / 1000);
}
[[nodiscard]] constexpr Time startOf(Second second)
{
    return seconds(second);
}

// What makes a peer this peer: its wire form and, for v6, the link it is on (0 unless fe80::).
class EndpointKey {
public:
    static constexpr std::size_t kSize4 = protocol::kWire4;
    static constexpr std::size_t kSize6 = protocol::kWire6 + sizeof(std::uint32_t);
    [[nodiscard]] static constexpr std::size_t size(protocol::Family family)
    {
        return family == protocol::Family::V4 ? kSize4 : kSize6;
    }

    EndpointKey(const protocol::Endpoint& endpoint, std::uint32_t scope)
        : m_family(endpoint.address.family())
    {
        const std::size_t addressSize = endpoint.address.size();
        std::memcpy(m_bytes.data(), endpoint.address.data(), addressSize);
        m_bytes[addressSize] = static_cast<std::uint8_t>(endpoint.port >> 8);
        m_bytes[addressSize + 1] = static_cast<std::uint8_t>(endpoint.port);
        if (m_family == protocol::Family::V6)
            std::memcpy(m_bytes.data() + protocol::kWire6, &scope, sizeof scope);
    }

    [[nodiscard]] protocol::Family family() const { return m_family; }
    [[nodiscard]] std::span<const std::uint8_t> bytes() const { return {m_bytes.data(), size(m_family)}; }
    // Whether the key of that family at `other` is this one. A size known to the compiler needs no call.
    [[nodiscard]] bool standsAt(const std::uint8_t* other) const
    {
        return m_family == protocol::Family::V4 ? std::memcmp(m_bytes.data(), other, kSize4) == 0
                                                : std::memcmp(m_bytes.data(), other, kSize6) == 0;
    }

private:
    protocol::Family m_family;
    std::array<std::uint8_t, kSize6> m_bytes{};
};

// Its EndpointKey stands in the swarm's array beside its slot: answers are made from there without reading a record.
// Figures have 48 bits and stop there, announces 20; rates and firstLeft are right to 0.05 % (Float16).
struct Peer {
    protocol::PeerId id;
    std::uint32_t key = 0; // of the announce
    std::uint32_t lastLow = 0, lastHigh : 8 = 0; // ms of its last announce: 34 years
    std::uint32_t position : kSlotBits = 0; // in the swarm's array of its family; of a free slot: the next free one
    std::uint32_t firstTick = 0; // 0.1 s
    std::uint32_t announces : 20 = 0;
    std::uint32_t generation : 6 = 0; // of the slot
    std::uint32_t v6 : 1 = 0;
    std::uint32_t linked : 1 = 0; // its client has other addresses in the swarm: Siblings
    std::uint32_t seed : 1 = 0;
    std::uint32_t paused : 1 = 0;
    std::uint32_t completedHere : 1 = 0;
    std::uint32_t udp : 1 = 0;
    std::uint16_t given = 0, kept = 0; // intervals, s
    Float16 firstLeft;
    Float16 rateUp, rateDown; // bytes/s
    U48 left, uploaded, downloaded;
    U48 movedUp, movedDown;

    [[nodiscard]] Time last() const { return Time(Time::rep{lastHigh} << 32 | lastLow); }
    void setLast(Time time)
    {
        lastLow = static_cast<std::uint32_t>(time.count());
        lastHigh = static_cast<std::uint32_t>(time.count() >> 32) & 0xff;
    }
};
static_assert(sizeof(Peer) == 80);
inline constexpr std::uint32_t kMaxAnnounces = (1u << 20) - 1;
inline constexpr unsigned kGenerationBits = 6;

[[nodiscard]] inline std::uint32_t scopeOf(const std::uint8_t* wire6)
{
    std::uint32_t scope = 0;
    std::memcpy(&scope, wire6 + protocol::kWire6, sizeof scope);
    return scope;
}
[[nodiscard]] inline protocol::Address addressOf(protocol::Family family, const std::uint8_t* wire)
{
    return family == protocol::Family::V4 ? protocol::Address::v4(wire) : protocol::Address::v6(wire);
}
[[nodiscard]] inline std::uint16_t portOf(protocol::Family family, const std::uint8_t* wire)
{
    const std::uint8_t* port = wire + protocol::wireSize(family) - 2;
    return static_cast<std::uint16_t>(port[0] << 8 | port[1]);
}

} // namespace waggle::swarm
