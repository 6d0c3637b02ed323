// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/traffic.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <string_view>

namespace waggle::bench {

namespace {

// SplitMix64: the next of a row of well mixed numbers.
std::uint64_t mixed(std::uint64_t& state)
{
    std::uint64_t z = state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

Hash scattered(std::uint64_t seed)
{
    Hash bytes;
    for (std::size_t i = 0; i < bytes.size(); i += 4) {
        const auto word = static_cast<std::uint32_t>(mixed(seed));
        std::memcpy(&bytes[i], &word, sizeof word);
    }
    return bytes;
}

// Running sums of 1 / rank^exponent: a torrent is found by a binary search for a random number.
std::vector<double> zipfSums(std::uint32_t count, double exponent)
{
    std::vector<double> sums(count);
    double sum = 0;
    for (std::uint32_t rank = 0; rank < count; ++rank)
        sums[rank] = sum += std::pow(rank + 1.0, -exponent);
    return sums;
}

void appendHex(std::string& text, std::uint8_t byte)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
}

Kind kindOf(double share, double wrong)
{
    if (share >= wrong)
        return Kind::Announce;
    if (share < wrong / 3)
        return Kind::WrongId;
    return share < wrong * 2 / 3 ? Kind::Short : Kind::Scrape;
}

} // namespace

Hash infoHashOf(std::uint32_t torrent)
{
    return scattered(0x746f7272656e7400 + (std::uint64_t(torrent) << 32));
}

Hash peerIdOf(std::uint32_t peer)
{
    Hash id = scattered(0x7065657200000000 + (std::uint64_t(peer) << 20));
    constexpr std::string_view kClient = "-qB4520-";
    std::copy(kClient.begin(), kClient.end(), id.begin());
    return id;
}

std::string escaped(const Hash& bytes)
{
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += '%';
        appendHex(text, byte);
    }
    return text;
}

std::uint32_t sourceAddress(std::uint32_t source)
{
    return 127u << 24 | (1 + source / 250 / 250) << 16 | (source / 250 % 250) << 8 | (1 + source % 250);
}

std::vector<Ask> makePeers(const TrafficOptions& options)
{
    std::mt19937_64 random(options.seed);
    const std::vector<double> sums = zipfSums(options.torrents, options.zipf);
    std::uniform_real_distribution<double> height(0, sums.back());
    std::uniform_real_distribution<double> share(0, 1);
    std::vector<Ask> peers(options.peers);
    for (std::uint32_t i = 0; i < options.peers; ++i) {
        Ask& peer = peers[i];
        const auto found = std::lower_bound(sums.begin(), sums.end(), height(random));
        peer.torrent = static_cast<std::uint32_t>(std::min(found, sums.end() - 1) - sums.begin());
        peer.v6 = share(random) < options.v6;
        peer.source = static_cast<std::uint32_t>(random() % options.sources);
        peer.peer = i;
        peer.port = static_cast<std::uint16_t>(1024 + random() % 64'000);
        peer.seed = share(random) < 0.5;
    }
    return peers;
}

std::vector<Ask> makeAsks(const TrafficOptions& options)
{
    const std::vector<Ask> peers = makePeers(options);
    std::mt19937_64 random(options.seed + options.turn);
    std::uniform_real_distribution<double> share(0, 1);
    std::vector<Ask> asks(options.asks);
    for (Ask& ask : asks) {
        ask = peers[random() % peers.size()];
        ask.kind = kindOf(share(random), options.wrong);
        const double event = share(random);
        if (event < options.started)
            ask.event = 2;
        else if (event < options.started + options.stopped)
            ask.event = 3;
    }
    return asks;
}

std::string whitelist(const TrafficOptions& options)
{
    std::string text;
    for (std::uint32_t torrent = 0; torrent < options.torrents; ++torrent) {
        for (const std::uint8_t byte : infoHashOf(torrent))
            appendHex(text, byte);
        text += '\n';
    }
    return text;
}

} // namespace waggle::bench
