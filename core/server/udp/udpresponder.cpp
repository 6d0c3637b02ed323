// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/udp/udpresponder.h"

#include <algorithm>

namespace waggle::server {

namespace {

using namespace protocol::udp;
using protocol::Oddity;
using protocol::oddityBit;

constexpr std::size_t kHash = 20;
constexpr std::size_t kErrorHead = 8;
constexpr std::chrono::seconds kHonestReuse{60}; // BEP 15: a client uses an id for a minute

std::size_t drop(requests::RequestRecord& record, requests::Rule rule, std::size_t detail = 0)
{
    record.result = requests::RequestResult::Dropped;
    record.rule = rule;
    record.detail = static_cast<std::uint32_t>(detail);
    return 0;
}

std::size_t refuse(requests::RequestRecord& record, requests::Rule rule, std::uint32_t transactionId, Buffer out)
{
    record.result = requests::RequestResult::Refused;
    record.rule = rule;
    return writeError(out, transactionId, refusalText(rule));
}

// Who sent it can be read before the rest is judged: bad ids and ports are counted by client software.
void notePeer(requests::RequestRecord& record, Bytes packet)
{
    record.hasSwarm = true;
    record.hasPeer = true;
    std::copy_n(packet.begin() + 16, kHash, record.infoHash.bytes.begin());
    std::copy_n(packet.begin() + 36, kHash, record.peerId.bytes.begin());
}

} // namespace

struct UdpResponder::Question {
    Bytes packet;
    std::size_t trueLength;
    const Asker& asker;
    const Moment& now;
    Head head;
    Buffer out;
    requests::RequestRecord& record;
};

std::size_t UdpResponder::respond(Bytes packet, std::size_t trueLength, const Asker& asker, const Moment& now,
    Buffer out, requests::RequestRecord& record)
{
    record.transport = protocol::Transport::Udp;
    record.from = asker.source.address;
    record.sourcePort = asker.source.port;
    record.trueLength = static_cast<std::uint32_t>(trueLength);
    record.timeMs = now.steady.count();
    if (asker.source.port == 0)
        return drop(record, requests::Rule::SourcePortZero);
    const auto head = readHead(packet);
    if (!head) {
        record.oddities |= oddityBit(Oddity::BadLength);
        return drop(record, requests::Rule::TooShort, trueLength);
    }
    const Question q{packet, trueLength, asker, now, *head, out, record};
    switch (static_cast<Action>(head->action)) {
    case Action::Connect:
        return connect(q);
    case Action::Announce:
        return announce(q);
    case Action::Scrape:
        return scrape(q);
    case Action::Error:
        break;
    }
    return drop(record, requests::Rule::UnknownAction, head->action);
}

std::size_t UdpResponder::connect(const Question& q)
{
    q.record.kind = requests::RequestKind::Connect;
    if (q.trueLength != kHeadSize)
        q.record.oddities |= oddityBit(Oddity::BadLength);
    if (q.head.connectionId != kMagic)
        return drop(q.record, requests::Rule::WrongMagic);
    const auto id = m_context.connectionIds.issue(q.asker.source.address, q.now.wallSeconds);
    return writeConnect(q.out, q.head.transactionId, id);
}

std::size_t UdpResponder::announce(const Question& q)
{
    q.record.kind = requests::RequestKind::Announce;
    if (q.packet.size() < kAnnounceSize) {
        q.record.oddities |= oddityBit(Oddity::BadLength);
        return drop(q.record, requests::Rule::AnnounceTooShort, q.trueLength);
    }
    notePeer(q.record, q.packet);
    if (!isConnected(q))
        return disconnected(q);
    const auto request = readAnnounce(q.packet, q.asker.source.address.family());
    if (!request)
        return refuse(q.record, requests::Rule::PortZero, q.head.transactionId, q.out);

    const AnnounceOutcome outcome
        = runAnnounce(m_context, *request, q.asker, kMaxPeers4, static_cast<std::uint16_t>(kMaxPeers6), q.record);
    if (outcome.rule != requests::Rule::None)
        return writeError(q.out, q.head.transactionId, refusalText(outcome.rule));
    const bool v4 = q.asker.source.address.family() == protocol::Family::V4;
    return writeAnnounce(q.out, q.head.transactionId, static_cast<std::uint32_t>(outcome.result.interval.count()),
        outcome.result.counts, v4 ? m_context.picked.v4() : m_context.picked.v6());
}

std::size_t UdpResponder::scrape(const Question& q)
{
    q.record.kind = requests::RequestKind::Scrape;
    const std::size_t hashBytes = q.trueLength - kHeadSize;
    const auto hashes = readScrape(q.packet);
    if (hashes) {
        q.record.hasSwarm = true; // the first of them stands for all
        std::copy_n(hashes->begin(), kHash, q.record.infoHash.bytes.begin());
    }
    if (!isConnected(q))
        return disconnected(q);
    if (const requests::Rule rule = admissionRule(m_context, q.asker.source.address); rule != requests::Rule::None)
        return refuse(q.record, rule, q.head.transactionId, q.out);
    if (!hashes || hashBytes % kHash != 0) {
        q.record.oddities |= oddityBit(Oddity::BadLength);
        q.record.detail = static_cast<std::uint32_t>(hashBytes);
        return refuse(q.record, requests::Rule::ScrapeRagged, q.head.transactionId, q.out);
    }
    std::array<protocol::InfoHash, protocol::kMaxUdpScrape> wanted;
    std::array<protocol::SwarmCounts, protocol::kMaxUdpScrape> counts;
    const std::size_t count = hashes->size() / kHash;
    for (std::size_t i = 0; i < count; ++i)
        std::copy_n(hashes->begin() + static_cast<std::ptrdiff_t>(i * kHash), kHash, wanted[i].bytes.begin());
    m_context.store.scrape(
        std::span(wanted).first(count), protocol::Time(q.record.timeMs), std::span(counts).first(count));
    q.record.detail = static_cast<std::uint32_t>(count);
    return writeScrape(q.out, q.head.transactionId, std::span(counts).first(count));
}

bool UdpResponder::isConnected(const Question& q)
{
    const auto check = m_context.connectionIds.check(q.head.connectionId, q.asker.source.address, q.now.wallSeconds);
    if (check.state != ConnectionIds::State::Wrong && check.age > kHonestReuse)
        q.record.oddities |= oddityBit(Oddity::OldConnectionId);
    if (check.state == ConnectionIds::State::Good)
        return true;
    const bool stale = check.state == ConnectionIds::State::Stale;
    drop(q.record, stale ? requests::Rule::ConnectionIdStale : requests::Rule::ConnectionIdWrong,
        static_cast<std::size_t>(check.age.count()));
    return false;
}

std::size_t UdpResponder::disconnected(const Question& q)
{
    if (!m_context.settings.answerBadConnectionIds)
        return 0;
    // The source may be forged: whoever it names never gets more than was sent in its name.
    q.record.result = requests::RequestResult::Refused;
    const std::size_t room = q.packet.size() - kErrorHead;
    return writeError(q.out, q.head.transactionId, refusalText(q.record.rule).substr(0, room));
}

} // namespace waggle::server
