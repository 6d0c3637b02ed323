// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/udp.h"
#include "tests/fuzz/driver.h"

#include <algorithm>
#include <array>

using namespace waggle;
using namespace waggle::protocol;

namespace {

std::string bytes(std::initializer_list<int> values)
{
    std::string out;
    for (const int value : values)
        out += static_cast<char>(value);
    return out;
}

std::string head(int action)
{
    return bytes({0, 0, 4, 0x17, 0x27, 0x10, 0x19, 0x80, 0, 0, 0, action, 1, 2, 3, 4});
}

std::string announcePacket(int event, const std::string& options)
{
    return head(1) + std::string(20, 'h') + "-LT2080-abcdefghijkl" + std::string(24, '\1')
        + bytes({0, 0, 0, event, 0, 0, 0, 0}) + bytes({9, 9, 9, 9, 0xff, 0xff, 0xff, 0xff, 0x1a, 0xe1}) + options;
}

std::vector<std::string> seeds()
{
    return {head(0), announcePacket(2, ""), announcePacket(3, bytes({2, 5}) + "/a?b=" + bytes({0})),
        announcePacket(0, bytes({1, 1, 2, 2}) + "/a" + bytes({2, 1}) + "b" + bytes({7, 2, 0, 0, 0})),
        announcePacket(1, bytes({2, 255}) + std::string(255, 'u') + bytes({2, 255}) + std::string(255, 'v')),
        head(2) + std::string(20, 'h'), head(2) + std::string(74 * 20, 'h'), head(2) + std::string(75 * 20, 'h')};
}

void checkOptions(fuzz::Bytes tail)
{
    const udp::Options options = udp::readOptions(tail);
    fuzz::require(
        options.urlData.size() <= udp::kMaxUrlData && options.urlData.size() <= tail.size(), "URLData is bounded");
    // Every byte in front of a cut means what it meant before.
    const udp::Options cut = udp::readOptions(tail.first(tail.size() / 2));
    fuzz::require(options.urlData.starts_with(cut.urlData), "a cut takes from the end only");
}

bool checkAnnounce(fuzz::Bytes packet, Family family)
{
    const auto request = udp::readAnnounce(packet, family);
    if (!request) {
        const bool isShort = packet.size() < udp::kAnnounceSize;
        fuzz::require(
            (request.error().code == ErrorCode::Truncated) == isShort, "short is Truncated, and nothing else is");
        fuzz::require(!request.error().message.empty(), "an error has words");
        return false;
    }
    fuzz::require(packet.size() >= udp::kAnnounceSize, "an announce has 98 bytes");
    fuzz::require(request->numwant <= kMaxNumwant, "numwant is capped");
    fuzz::require(request->port != 0 || request->event == Event::Stopped, "port 0 with stopped only");
    fuzz::require(std::equal(request->infoHash.bytes.begin(), request->infoHash.bytes.end(), packet.begin() + 16),
        "the infohash is that of the packet");
    fuzz::require(std::equal(request->peerId.bytes.begin(), request->peerId.bytes.end(), packet.begin() + 36),
        "the peer_id is that of the packet");
    fuzz::require(!request->claimed6 && (family == Family::V4 || !request->claimed4), "v6 claims nothing");
    const udp::Options options = udp::readOptions(packet.subspan(udp::kAnnounceSize));
    const bool odd = (request->oddities & oddityBit(Oddity::UnknownOption)) != 0;
    fuzz::require(!options.unknown || odd, "an unknown option is odd");
    return true;
}

void checkWriters(fuzz::Bytes packet)
{
    const std::size_t size = std::min(packet.size(), udp::kMaxReply);
    std::array<std::uint8_t, udp::kMaxReply> out{};
    fuzz::require(
        udp::writeAnnounce(out, 1, 2, {}, packet.first(size / kWire4 * kWire4)) <= out.size(), "an answer fits");
    fuzz::require(udp::writeError(out, 1, fuzz::text(packet)) <= out.size(), "an error fits");
    const std::size_t length = udp::writeError(out, 1, fuzz::text(packet));
    const auto end = out.begin() + static_cast<std::ptrdiff_t>(length);
    fuzz::require(std::find(out.begin() + 8, end, 0) == end, "an error's text has no NUL");
}

bool readOne(fuzz::Bytes packet)
{
    const auto head = udp::readHead(packet);
    fuzz::require(head.has_value() == (packet.size() >= udp::kHeadSize), "16 bytes are a head");
    const auto hashes = udp::readScrape(packet);
    if (hashes) {
        fuzz::require(!hashes->empty() && hashes->size() % 20 == 0, "whole hashes");
        fuzz::require(hashes->size() <= kMaxUdpScrape * 20 && hashes->data() == packet.data() + udp::kHeadSize,
            "at most 74, from the front");
    }
    checkOptions(packet);
    if (packet.size() > udp::kAnnounceSize)
        checkOptions(packet.subspan(udp::kAnnounceSize));
    checkWriters(packet);
    const bool v4 = checkAnnounce(packet, Family::V4);
    const bool v6 = checkAnnounce(packet, Family::V6);
    fuzz::require(v4 == v6, "acceptance does not depend on the family");
    return v4 || hashes;
}

} // namespace

int main(int argc, char** argv)
{
    const fuzz::Plan plan{.name = "udp",
        .seeds = seeds(),
        .words = {bytes({0}), bytes({1}), bytes({2, 1, 'x'}), bytes({2, 255}), bytes({3, 2, 0, 0}), bytes({2}),
            std::string(20, 'h')},
        .maxSize = 2048};
    return fuzz::run(argc, argv, plan, readOne);
}
