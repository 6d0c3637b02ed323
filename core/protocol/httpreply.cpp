// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/bencode.h"
#include "core/protocol/http.h"

#include <algorithm>
#include <numeric>

namespace waggle::protocol::http {

namespace {

using bencode::writeInteger;
using bencode::writeString;

std::string_view text(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void writeEntry(std::string& out, std::string_view key, std::int64_t value)
{
    writeString(out, key);
    writeInteger(out, value);
}

// The list of dictionaries of BEP 3, both families in it.
void writePeerDicts(std::string& out, const AnnounceReply& reply, Family family)
{
    const auto wires = family == Family::V4 ? reply.peers4 : reply.peers6;
    const auto ids = family == Family::V4 ? reply.ids4 : reply.ids6;
    const std::size_t stride = wireSize(family);
    for (std::size_t i = 0; (i + 1) * stride <= wires.size(); ++i) {
        const std::uint8_t* wire = wires.data() + i * stride;
        const Address address = family == Family::V4 ? Address::v4(wire) : Address::v6(wire);
        out += 'd';
        writeString(out, "ip");
        writeString(out, address.text());
        if (!reply.noPeerId && i < ids.size()) {
            writeString(out, "peer id");
            writeString(out, text(ids[i].bytes));
        }
        writeEntry(out, "port", wire[stride - 2] << 8 | wire[stride - 1]);
        out += 'e';
    }
}

void writePeers(std::string& out, const AnnounceReply& reply)
{
    writeString(out, "peers");
    if (!reply.compact) {
        out += 'l';
        writePeerDicts(out, reply, Family::V4);
        writePeerDicts(out, reply, Family::V6);
        out += 'e';
        return;
    }
    writeString(out, text(reply.peers4));
    if (!reply.peers6.empty()) {
        writeString(out, "peers6");
        writeString(out, text(reply.peers6));
    }
}

} // namespace

void writeAnnounce(std::string& out, const AnnounceReply& reply)
{
    out += 'd';
    writeEntry(out, "complete", reply.counts.seeds);
    writeEntry(out, "downloaded", reply.counts.completions);
    if (!reply.external.isUnspecified()) {
        writeString(out, "external ip");
        writeString(out, text({reply.external.data(), reply.external.size()}));
    }
    writeEntry(out, "incomplete", reply.counts.leechers);
    writeEntry(out, "interval", reply.interval);
    writeEntry(out, "min interval", reply.minInterval);
    writePeers(out, reply);
    out += 'e';
}

void writeScrape(std::string& out, std::span<const InfoHash> hashes, std::span<const SwarmCounts> counts)
{
    std::vector<std::size_t> order(std::min(hashes.size(), counts.size()));
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return hashes[a] < hashes[b]; });
    order.erase(
        std::unique(order.begin(), order.end(), [&](auto a, auto b) { return hashes[a] == hashes[b]; }), order.end());

    out += "d5:filesd";
    for (const std::size_t i : order) {
        writeString(out, text(hashes[i].bytes));
        out += 'd';
        writeEntry(out, "complete", counts[i].seeds);
        writeEntry(out, "downloaded", counts[i].completions);
        writeEntry(out, "downloaders", std::min(counts[i].downloaders, counts[i].leechers));
        writeEntry(out, "incomplete", counts[i].leechers);
        out += 'e';
    }
    out += "ee";
}

void writeFailure(std::string& out, std::string_view reason, std::optional<unsigned> retryInMinutes)
{
    out += 'd';
    writeString(out, "failure reason");
    writeString(out, reason);
    if (retryInMinutes == 0u) {
        writeString(out, "retry in");
        writeString(out, "never");
    } else if (retryInMinutes) {
        writeEntry(out, "retry in", *retryInMinutes);
    }
    out += 'e';
}

} // namespace waggle::protocol::http
