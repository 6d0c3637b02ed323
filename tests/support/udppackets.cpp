// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/udppackets.h"

namespace waggle::test {

namespace {

void put(Packet& out, std::uint64_t value, int bytes)
{
    for (int i = bytes - 1; i >= 0; --i)
        out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

void putHead(Packet& out, std::uint64_t connectionId, std::uint32_t action, std::uint32_t transactionId)
{
    put(out, connectionId, 8);
    put(out, action, 4);
    put(out, transactionId, 4);
}

} // namespace

Packet connectPacket(std::uint32_t transactionId, std::uint64_t magic)
{
    Packet out;
    putHead(out, magic, 0, transactionId);
    return out;
}

Packet announcePacket(const AnnouncePacket& fields)
{
    Packet out;
    putHead(out, fields.connectionId, 1, fields.transactionId);
    out.insert(out.end(), 20, static_cast<std::uint8_t>(fields.torrent));
    for (std::size_t i = 0; i < 20; ++i)
        out.push_back(i < fields.peerId.size() ? static_cast<std::uint8_t>(fields.peerId[i]) : 0);
    put(out, fields.downloaded, 8);
    put(out, fields.left, 8);
    put(out, fields.uploaded, 8);
    put(out, fields.event, 4);
    put(out, fields.ip, 4);
    put(out, fields.key, 4);
    put(out, static_cast<std::uint32_t>(fields.numwant), 4);
    put(out, fields.port, 2);
    out.insert(out.end(), fields.options.begin(), fields.options.end());
    return out;
}

Packet scrapePacket(std::uint64_t connectionId, std::uint32_t transactionId, const std::string& torrents)
{
    Packet out;
    putHead(out, connectionId, 2, transactionId);
    for (const char torrent : torrents)
        out.insert(out.end(), 20, static_cast<std::uint8_t>(torrent));
    return out;
}

protocol::InfoHash torrentHash(char torrent)
{
    protocol::InfoHash hash;
    hash.bytes.fill(static_cast<std::uint8_t>(torrent));
    return hash;
}

std::uint32_t word(std::span<const std::uint8_t> packet, std::size_t offset)
{
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | (offset + i < packet.size() ? packet[offset + i] : 0u);
    return value;
}

std::uint64_t longWord(std::span<const std::uint8_t> packet, std::size_t offset)
{
    return static_cast<std::uint64_t>(word(packet, offset)) << 32 | word(packet, offset + 4);
}

std::string errorText(std::span<const std::uint8_t> packet)
{
    if (packet.size() < 8 || word(packet, 0) != 3)
        return {};
    return {packet.begin() + 8, packet.end()};
}

std::vector<protocol::Endpoint> peersOf(std::span<const std::uint8_t> packet, protocol::Family family)
{
    std::vector<protocol::Endpoint> peers;
    const std::size_t size = family == protocol::Family::V4 ? 4 : 16;
    for (std::size_t at = 20; at + size + 2 <= packet.size(); at += size + 2) {
        const auto address = family == protocol::Family::V4 ? protocol::Address::v4(packet.data() + at)
                                                            : protocol::Address::v6(packet.data() + at);
        peers.push_back({address, static_cast<std::uint16_t>(packet[at + size] << 8 | packet[at + size + 1])});
    }
    return peers;
}

} // namespace waggle::test
