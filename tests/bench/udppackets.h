// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/traffic.h"

#include <cstring>
#include <span>

// The datagrams of BEP 15 as a load generator sends them: made once, then only the transaction id changes.
namespace waggle::bench {

inline constexpr std::size_t kAnnounceSize = 98;
inline constexpr std::size_t kConnectSize = 16;

inline void put32(std::uint8_t* at, std::uint32_t value)
{
    for (int i = 0; i < 4; ++i)
        at[i] = static_cast<std::uint8_t>(value >> (24 - 8 * i));
}
inline void put64(std::uint8_t* at, std::uint64_t value)
{
    put32(at, static_cast<std::uint32_t>(value >> 32));
    put32(at + 4, static_cast<std::uint32_t>(value));
}
[[nodiscard]] inline std::uint32_t get32(const std::uint8_t* at)
{
    return static_cast<std::uint32_t>(at[0]) << 24 | static_cast<std::uint32_t>(at[1]) << 16
        | static_cast<std::uint32_t>(at[2]) << 8 | at[3];
}
[[nodiscard]] inline std::uint64_t get64(const std::uint8_t* at)
{
    return static_cast<std::uint64_t>(get32(at)) << 32 | get32(at + 4);
}

struct Packet {
    std::array<std::uint8_t, kAnnounceSize> bytes;
    std::uint16_t size;
};

[[nodiscard]] inline Packet connectPacket(std::uint32_t transactionId)
{
    Packet packet{{}, kConnectSize};
    put64(packet.bytes.data(), 0x41727101980);
    put32(&packet.bytes[12], transactionId);
    return packet;
}

[[nodiscard]] inline Packet packetOf(const Ask& ask, std::uint64_t connectionId, std::uint32_t numwant)
{
    Packet packet{{}, kAnnounceSize};
    std::uint8_t* at = packet.bytes.data();
    const Hash infoHash = infoHashOf(ask.torrent);
    const Hash peerId = peerIdOf(ask.peer);
    put64(at, ask.kind == Kind::WrongId ? ~connectionId : connectionId);
    put32(at + 8, ask.kind == Kind::Scrape ? 2 : 1);
    std::memcpy(at + 16, infoHash.data(), infoHash.size());
    if (ask.kind == Kind::Scrape) {
        packet.size = 36;
        return packet;
    }
    std::memcpy(at + 36, peerId.data(), peerId.size());
    put64(at + 64, ask.seed ? 0 : 1'000'000);
    put32(at + 80, ask.event);
    put32(at + 88, ask.peer);
    put32(at + 92, numwant);
    at[96] = static_cast<std::uint8_t>(ask.port >> 8);
    at[97] = static_cast<std::uint8_t>(ask.port);
    if (ask.kind == Kind::Short)
        packet.size = 50;
    return packet;
}

} // namespace waggle::bench
