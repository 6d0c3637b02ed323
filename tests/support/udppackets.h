// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/request.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

// Packets as a client of BEP 15 writes them, and what they mean when they come back; written apart from the tracker's
// own codec, so that the two check each other.
namespace waggle::test {

using Packet = std::vector<std::uint8_t>;

struct AnnouncePacket {
    std::uint64_t connectionId = 0;
    std::uint32_t transactionId = 1;
    char torrent = 'a'; // the infohash is twenty of these
    std::string peerId = "-TR3000-peerpeerpeer";
    std::uint64_t downloaded = 0;
    std::uint64_t left = 1000;
    std::uint64_t uploaded = 0;
    std::uint32_t event = 0;
    std::uint32_t ip = 0;
    std::uint32_t key = 7;
    std::int32_t numwant = -1;
    std::uint16_t port = 6881;
    Packet options = {};
};

[[nodiscard]] Packet connectPacket(std::uint32_t transactionId, std::uint64_t magic = 0x41727101980);
[[nodiscard]] Packet announcePacket(const AnnouncePacket& fields);
[[nodiscard]] Packet scrapePacket(std::uint64_t connectionId, std::uint32_t transactionId, const std::string& torrents);
[[nodiscard]] protocol::InfoHash torrentHash(char torrent);

// Big-endian, at an offset; 0 past the end.
[[nodiscard]] std::uint32_t word(std::span<const std::uint8_t> packet, std::size_t offset);
[[nodiscard]] std::uint64_t longWord(std::span<const std::uint8_t> packet, std::size_t offset);
[[nodiscard]] std::string errorText(std::span<const std::uint8_t> packet); // of an error packet; else empty
// Of an announce's answer, by the stride of that family.
[[nodiscard]] std::vector<protocol::Endpoint> peersOf(std::span<const std::uint8_t> packet, protocol::Family family);

} // namespace waggle::test
