// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/answers.h"
#include "core/remote/wire/bigendian.h"
#include "core/remote/wire/peers.h"

namespace waggle::remote::udpclient {

namespace {

enum Action : std::uint32_t { kConnect = 0, kAnnounce = 1, kScrape = 2, kError = 3 };
constexpr qsizetype kReplyHead = 8; // action, transaction
constexpr qsizetype kConnectReply = 16;
constexpr qsizetype kAnnounceReply = 20;
constexpr qsizetype kScrapeEntry = 12;
constexpr qsizetype kMaxOption = 255;
constexpr char kUrlData = 2; // BEP 41

QByteArray head(std::uint64_t connection, Action action, std::uint32_t transaction)
{
    QByteArray packet;
    appendBig(packet, connection);
    appendBig(packet, static_cast<std::uint32_t>(action));
    appendBig(packet, transaction);
    return packet;
}

std::uint32_t eventNumber(protocol::Event event)
{
    return event == protocol::Event::Paused ? 0 : static_cast<std::uint32_t>(event); // BEP 15 knows no `paused`
}

bool isReply(const QByteArray& packet, Action action, qsizetype size)
{
    const auto head = readHead(packet);
    return head && head->action == action && packet.size() >= size;
}

} // namespace

QByteArray connect(std::uint32_t transaction, std::uint64_t magic)
{
    return head(magic, kConnect, transaction);
}

QByteArray announce(
    std::uint32_t transaction, std::uint64_t connection, const Announcing& announcing, const QByteArray& urlData)
{
    QByteArray packet = head(connection, kAnnounce, transaction);
    appendArray(packet, announcing.hash.bytes);
    appendArray(packet, announcing.id.bytes);
    appendBig(packet, announcing.downloaded);
    appendBig(packet, announcing.left);
    appendBig(packet, announcing.uploaded);
    appendBig(packet, eventNumber(announcing.event));
    if (announcing.claimed && announcing.claimed->family() == protocol::Family::V4)
        packet.append(reinterpret_cast<const char*>(announcing.claimed->data()), 4);
    else
        appendBig(packet, std::uint32_t{0});
    appendBig(packet, announcing.key);
    appendBig(packet, static_cast<std::int32_t>(announcing.numwant));
    appendBig(packet, announcing.port);
    for (qsizetype at = 0; at < urlData.size(); at += kMaxOption) {
        const QByteArray piece = urlData.mid(at, kMaxOption);
        packet += kUrlData;
        packet += static_cast<char>(piece.size());
        packet += piece;
    }
    return packet;
}

QByteArray scrape(std::uint32_t transaction, std::uint64_t connection, const std::vector<protocol::InfoHash>& hashes)
{
    QByteArray packet = head(connection, kScrape, transaction);
    for (const auto& hash : hashes)
        appendArray(packet, hash.bytes);
    return packet;
}

std::optional<Head> readHead(const QByteArray& packet)
{
    if (packet.size() < kReplyHead)
        return std::nullopt;
    return Head{readBig<std::uint32_t>(packet, 0), readBig<std::uint32_t>(packet, 4)};
}

std::optional<std::uint64_t> readConnectionId(const QByteArray& packet)
{
    if (!isReply(packet, kConnect, kConnectReply))
        return std::nullopt;
    return readBig<std::uint64_t>(packet, kReplyHead);
}

std::optional<AnnounceAnswer> readAnnounce(const QByteArray& packet, protocol::Family family)
{
    if (!isReply(packet, kAnnounce, kAnnounceReply))
        return std::nullopt;
    AnnounceAnswer answer;
    answer.interval = readBig<std::int32_t>(packet, 8);
    answer.leechers = readBig<std::int32_t>(packet, 12);
    answer.seeders = readBig<std::int32_t>(packet, 16);
    const std::string_view all(packet.constData(), static_cast<std::size_t>(packet.size()));
    addCompactPeers(all.substr(kAnnounceReply), family, answer.peers);
    return answer;
}

std::optional<ScrapeAnswer> readScrape(const QByteArray& packet, const std::vector<protocol::InfoHash>& asked)
{
    if (!isReply(packet, kScrape, kReplyHead))
        return std::nullopt;
    ScrapeAnswer answer;
    qsizetype at = kReplyHead;
    for (const auto& hash : asked) {
        if (packet.size() - at < kScrapeEntry)
            break;
        answer.files.push_back({hash, readBig<std::int32_t>(packet, at), readBig<std::int32_t>(packet, at + 8),
            readBig<std::int32_t>(packet, at + 4)});
        at += kScrapeEntry;
    }
    return answer;
}

std::optional<QByteArray> readError(const QByteArray& packet)
{
    if (!isReply(packet, kError, kReplyHead))
        return std::nullopt;
    return packet.mid(kReplyHead);
}

} // namespace waggle::remote::udpclient
