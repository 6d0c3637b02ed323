// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

// What the load generators ask for: the same announces, in the same order, for each tracker that is measured.
namespace waggle::bench {

using Hash = std::array<std::uint8_t, 20>;

struct TrafficOptions {
    std::uint32_t torrents = 10'000;
    double zipf = 1.0; // the torrent of rank r is asked for 1 / r^zipf as often as the first
    std::uint32_t peers = 100'000;
    std::uint32_t sources = 4096; // loopback addresses
    double started = 0.1, stopped = 0.1; // shares of all announces
    double wrong = 0.05; // a third each: wrong connection id, too short, a scrape in place of an announce
    double v6 = 0; // share of the peers that ask over IPv6
    std::uint32_t numwant = 30;
    std::size_t asks = 1u << 17; // made beforehand, asked in a circle
    std::uint64_t seed = 1; // of the peers
    std::uint64_t turn = 1; // of the order in which they ask
};

enum class Kind : std::uint8_t { Announce, Scrape, WrongId, Short };
[[nodiscard]] inline bool isAnswered(Kind kind)
{
    return kind == Kind::Announce || kind == Kind::Scrape;
}

struct Ask {
    Kind kind = Kind::Announce;
    bool v6 = false;
    std::uint8_t event = 0; // of BEP 15: 0 none, 2 started, 3 stopped
    std::uint32_t torrent = 0;
    std::uint32_t source = 0;
    std::uint32_t peer = 0;
    std::uint16_t port = 0;
    bool seed = false;
};

[[nodiscard]] Hash infoHashOf(std::uint32_t torrent);
[[nodiscard]] Hash peerIdOf(std::uint32_t peer);
[[nodiscard]] std::string escaped(const Hash& bytes); // as a query has it: "%0A" for each byte
[[nodiscard]] std::uint32_t sourceAddress(std::uint32_t source); // 127.x.y.z in host order, never 127.0.0.1
[[nodiscard]] std::vector<Ask> makePeers(const TrafficOptions& options); // each peer once, an announce without event
[[nodiscard]] std::vector<Ask> makeAsks(const TrafficOptions& options);

// One "infohash in hex" a line: the whitelist of a tracker that wants one.
[[nodiscard]] std::string whitelist(const TrafficOptions& options);

} // namespace waggle::bench
