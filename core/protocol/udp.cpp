// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/udp.h"

#include <algorithm>
#include <cstring>

namespace waggle::protocol::udp {

namespace {

constexpr std::size_t kAnnounceReplyHead = 20;
constexpr std::size_t kScrapeEntry = 12;

template <typename T>
T readBig(Bytes packet, std::size_t offset)
{
    T value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value = static_cast<T>(value << 8 | packet[offset + i]);
    return value;
}

// Appends to a buffer that was measured before.
class Writer {
public:
    explicit Writer(Buffer out)
        : m_out(out)
    {
    }

    template <typename T>
    Writer& big(T value)
    {
        for (std::size_t i = sizeof(T); i-- > 0;)
            m_out[m_used++] = static_cast<std::uint8_t>(value >> (8 * i));
        return *this;
    }
    Writer& action(Action action) { return big(static_cast<std::uint32_t>(action)); }
    Writer& bytes(const void* data, std::size_t size)
    {
        if (size > 0)
            std::memcpy(m_out.data() + m_used, data, size);
        m_used += size;
        return *this;
    }
    [[nodiscard]] std::size_t used() const { return m_used; }

private:
    Buffer m_out;
    std::size_t m_used = 0;
};

std::size_t room(Buffer out, std::size_t head)
{
    return std::min(out.size(), kMaxReply) - head;
}

// Walks options up to their end and calls `onUrl` for each piece of URLData, which says whether it took it.
struct Walk {
    bool malformed = false;
    bool unknown = false;
};
template <typename OnUrl>
Walk walkOptions(Bytes tail, OnUrl onUrl)
{
    constexpr std::uint8_t kEnd = 0, kNop = 1, kUrlData = 2;
    Walk walk;
    std::size_t at = 0;
    while (at < tail.size() && tail[at] != kEnd) {
        const std::uint8_t type = tail[at++];
        if (type == kNop)
            continue;
        const bool hasLength = at < tail.size();
        const std::size_t length = hasLength ? tail[at++] : 0;
        if (!hasLength || length > tail.size() - at) {
            walk.malformed = true;
            break;
        }
        if (type != kUrlData)
            walk.unknown = true;
        else if (!onUrl(tail.subspan(at, length))) {
            walk.malformed = true;
            break;
        }
        at += length;
    }
    return walk;
}

void readNumwant(AnnounceRequest& request, std::uint32_t raw)
{
    const auto numwant = static_cast<std::int32_t>(raw);
    if (numwant > static_cast<std::int32_t>(kMaxNumwant))
        request.oddities |= oddityBit(Oddity::NoNumwantRespect);
    request.numwant = numwant < 0 ? kDefaultNumwant : std::min(raw, kMaxNumwant);
}

void readEvent(AnnounceRequest& request, std::uint32_t raw)
{
    constexpr std::array kEvents{Event::None, Event::Completed, Event::Started, Event::Stopped};
    if (raw < kEvents.size())
        request.event = kEvents[raw];
    else
        request.oddities |= oddityBit(Oddity::UnknownEvent);
    if (request.event == Event::Completed && request.left > 0)
        request.oddities |= oddityBit(Oddity::CompletedAtOnce);
}

} // namespace

std::optional<Head> readHead(Bytes packet)
{
    if (packet.size() < kHeadSize)
        return std::nullopt;
    return Head{
        readBig<std::uint64_t>(packet, 0), readBig<std::uint32_t>(packet, 8), readBig<std::uint32_t>(packet, 12)};
}

Result<AnnounceRequest> readAnnounce(Bytes packet, Family source)
{
    if (packet.size() < kAnnounceSize) {
        return fail(ErrorCode::Truncated,
            "The announce has " + std::to_string(packet.size()) + " bytes, an announce has "
                + std::to_string(kAnnounceSize) + '.');
    }
    AnnounceRequest request;
    std::copy_n(packet.begin() + 16, 20, request.infoHash.bytes.begin());
    std::copy_n(packet.begin() + 36, 20, request.peerId.bytes.begin());
    request.downloaded = readBig<std::uint64_t>(packet, 56);
    request.left = readBig<std::uint64_t>(packet, 64);
    request.uploaded = readBig<std::uint64_t>(packet, 72);
    readEvent(request, readBig<std::uint32_t>(packet, 80));
    // The field has room for a v4 address only; from v6 it says nothing.
    if (const auto address = readBig<std::uint32_t>(packet, 84); address != 0 && source == Family::V4)
        request.claimed4 = Address::v4(address);
    request.key = readBig<std::uint32_t>(packet, 88);
    readNumwant(request, readBig<std::uint32_t>(packet, 92));
    request.port = readBig<std::uint16_t>(packet, 96);
    if (request.port == 0 && request.event != Event::Stopped)
        return fail(
            ErrorCode::OutOfRange, "The port is 0, nobody could reach this peer: announce a port from 1 to 65535.");

    const Walk options = walkOptions(packet.subspan(kAnnounceSize), [](Bytes) { return true; });
    if (options.malformed || options.unknown)
        request.oddities |= oddityBit(Oddity::UnknownOption);
    return request;
}

Options readOptions(Bytes tail)
{
    Options options;
    const Walk walk = walkOptions(tail, [&options](Bytes piece) {
        if (piece.size() > kMaxUrlData - options.urlData.size())
            return false;
        options.urlData.append(piece.begin(), piece.end());
        return true;
    });
    options.malformed = walk.malformed;
    options.unknown = walk.unknown;
    return options;
}

std::optional<Bytes> readScrape(Bytes packet)
{
    constexpr std::size_t kHash = sizeof(InfoHash::bytes);
    if (packet.size() <= kHeadSize || (packet.size() - kHeadSize) % kHash != 0)
        return std::nullopt;
    return packet.subspan(kHeadSize, std::min(packet.size() - kHeadSize, kMaxUdpScrape * kHash));
}

std::size_t writeConnect(Buffer out, std::uint32_t transactionId, std::uint64_t connectionId)
{
    return Writer(out).action(Action::Connect).big(transactionId).big(connectionId).used();
}

std::size_t writeAnnounce(
    Buffer out, std::uint32_t transactionId, std::uint32_t interval, const SwarmCounts& counts, Bytes wires)
{
    // Whole peers only: 18 is a multiple of 6, so that a cut at it fits both strides.
    const std::size_t fits = room(out, kAnnounceReplyHead) / kWire6 * kWire6;
    return Writer(out)
        .action(Action::Announce)
        .big(transactionId)
        .big(interval)
        .big(counts.leechers)
        .big(counts.seeds)
        .bytes(wires.data(), std::min(wires.size(), fits))
        .used();
}

std::size_t writeScrape(Buffer out, std::uint32_t transactionId, std::span<const SwarmCounts> counts)
{
    Writer writer(out);
    writer.action(Action::Scrape).big(transactionId);
    const std::size_t fits = std::min(kMaxUdpScrape, room(out, 8) / kScrapeEntry);
    for (const SwarmCounts& swarm : counts.first(std::min(counts.size(), fits)))
        writer.big(swarm.seeds).big(swarm.completions).big(swarm.leechers);
    return writer.used();
}

std::size_t writeError(Buffer out, std::uint32_t transactionId, std::string_view message)
{
    message = message.substr(0, message.find('\0'));
    if (std::size_t fits = room(out, 8); message.size() > fits) {
        while (fits > 0 && (static_cast<std::uint8_t>(message[fits]) & 0xc0) == 0x80) // never half a UTF-8 character
            --fits;
        message = message.substr(0, fits);
    }
    return Writer(out).action(Action::Error).big(transactionId).bytes(message.data(), message.size()).used();
}

} // namespace waggle::protocol::udp
