// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/swarms/peerrows.h"

#include "core/monitor/swarms/clienttexts.h"
#include "core/monitor/swarms/hostnames.h"

#include <algorithm>

namespace waggle::monitor {

namespace {

const swarm::PeerView& latest(const SeenClient& seen)
{
    return seen.client.front()->view;
}

SortKey textKey(const QString& text)
{
    return text.isEmpty() ? SortKey::none() : SortKey::of(text);
}

std::uint64_t bigEndian(const std::uint8_t* bytes, std::size_t count)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < count; ++i)
        number = number << 8 | bytes[i];
    return number;
}

// IPv4 before IPv6, each in numeric order. The lower half of an IPv6 address goes into the text.
SortKey addressKeyOf(const protocol::Address& address)
{
    if (address.family() == protocol::Family::V4)
        return SortKey::of(bigEndian(address.data(), 4));
    SortKey key = SortKey::of(std::max(bigEndian(address.data(), 8), std::uint64_t{1} << 32));
    for (std::size_t i = 8; i < 16; i += 2)
        key.text += QChar(static_cast<ushort>(bigEndian(address.data() + i, 2)));
    return key;
}

SortKey rawKey(const protocol::PeerId& peerId)
{
    SortKey key = SortKey::of(bigEndian(peerId.bytes.data(), 8));
    for (std::size_t i = 8; i < 20; ++i)
        key.text += QChar(peerId.bytes[i]);
    return key;
}

WordBits wordsOf(const SeenClient& seen)
{
    const ClientFigures& figures = seen.figures;
    WordBits words = wordBit(figures.seed ? Word::Seed : Word::Leecher);
    if (figures.partialSeed)
        words |= wordBit(Word::PartialSeed) | wordBit(Word::Paused);
    if (figures.stuck)
        words |= wordBit(Word::Stuck);
    if (figures.overdue)
        words |= wordBit(Word::Overdue);
    for (const Member* member : seen.client) {
        words |= wordBit(member->view.endpoint.address.family() == protocol::Family::V4 ? Word::V4 : Word::V6);
        words |= wordBit(member->view.transport == protocol::Transport::Http ? Word::Http : Word::Udp);
    }
    return words;
}

QString computerOf(const SeenClient& seen, const Sources& sources)
{
    for (const Member* member : seen.client)
        if (const QString name = sources.hostNames.nameOf(member->view.endpoint.address); !name.isEmpty())
            return name;
    return {};
}

// What the row of a client and those of its addresses have in common.
PeerRow commonRow(const SeenClient& seen, const Sources& sources, const swarm::PeerView& view)
{
    PeerRow row;
    row.infoHash = seen.swarm.infoHash;
    row.swarmName = swarmName(seen.swarm.known.get(), seen.swarm.infoHash);
    row.endpoint = view.endpoint;
    row.peerId = view.peerId;
    row.client = sources.clients.of(view.peerId).text;
    row.uploaded = view.uploaded;
    row.downloaded = view.downloaded;
    row.left = view.left;
    row.firstLeft = view.firstLeft;
    row.givenInterval = view.givenInterval;
    row.keptInterval = view.keptInterval;
    row.keyParameter = view.keyParameter;
    row.transport = view.transport;
    return row;
}

void setFigures(PeerRow& row, const ClientFigures& figures)
{
    row.state = figures.state;
    row.overdue = figures.overdue;
    row.completedHere = figures.completedHere;
    row.progress = figures.progress;
    row.progressEstimated = figures.progressEstimated;
    row.rateDown = figures.rateDown;
    row.rateUp = figures.rateUp;
    row.movedDown = figures.movedDown;
    row.movedUp = figures.movedUp;
    row.reportedAge = figures.reportedAge;
    row.firstAge = figures.firstAge;
    row.dueIn = figures.dueIn;
    row.announces = figures.announces;
}

std::vector<const Member*> inOrder(const Client& client)
{
    std::vector<const Member*> members(client.begin(), client.end());
    std::sort(members.begin(), members.end(), [](const Member* a, const Member* b) {
        return std::tie(a->view.endpoint, a->infoHash) < std::tie(b->view.endpoint, b->infoHash);
    });
    return members;
}

// Its other addresses; both swarms of a hybrid torrent know the same ones.
std::vector<protocol::Endpoint> othersOf(const Client& client)
{
    std::vector<protocol::Endpoint> others;
    for (const Member* member : inOrder(client)) {
        const protocol::Endpoint& endpoint = member->view.endpoint;
        if (endpoint != client.front()->view.endpoint && (others.empty() || others.back() != endpoint))
            others.push_back(endpoint);
    }
    return others;
}

} // namespace

SortKey keyOf(const SeenClient& seen, const Sources& sources, PeerColumn column)
{
    const swarm::PeerView& view = latest(seen);
    const ClientFigures& figures = seen.figures;
    switch (column) {
    case PeerColumn::Computer:
        return textKey(computerOf(seen, sources));
    case PeerColumn::Address:
        return addressKeyOf(view.endpoint.address);
    case PeerColumn::Client:
        return {0, sources.clients.of(view.peerId).folded, false};
    case PeerColumn::Progress:
        return SortKey::of(figures.progress);
    case PeerColumn::RateDown:
        return SortKey::of(figures.rateDown);
    case PeerColumn::RateUp:
        return SortKey::of(figures.rateUp);
    case PeerColumn::Port:
        return SortKey::of(std::uint64_t{view.endpoint.port});
    case PeerColumn::Reported:
        return SortKey::ofSigned(figures.reportedAge.count());
    case PeerColumn::Swarm:
        return SortKey::of(swarmName(seen.swarm.known.get(), seen.swarm.infoHash));
    case PeerColumn::State:
        return SortKey::of(static_cast<std::uint64_t>(figures.state));
    case PeerColumn::Left:
        return SortKey::of(view.left);
    case PeerColumn::Downloaded:
        return SortKey::of(view.downloaded);
    case PeerColumn::Uploaded:
        return SortKey::of(view.uploaded);
    case PeerColumn::MovedDown:
        return SortKey::of(figures.movedDown);
    case PeerColumn::MovedUp:
        return SortKey::of(figures.movedUp);
    case PeerColumn::FirstSeen:
        return SortKey::ofSigned(figures.firstAge.count());
    case PeerColumn::DueIn:
        return SortKey::ofSigned(figures.dueIn.count());
    case PeerColumn::Interval:
        return SortKey::ofSigned(view.givenInterval.count());
    case PeerColumn::Announces:
        return SortKey::of(std::uint64_t{figures.announces});
    case PeerColumn::Transport:
        return SortKey::of(static_cast<std::uint64_t>(view.transport));
    case PeerColumn::PeerId:
        return rawKey(view.peerId);
    case PeerColumn::Key:
        return SortKey::of(std::uint64_t{view.keyParameter});
    }
    return SortKey::none();
}

bool passes(const TextFilter& filter, const SeenClient& seen, const Sources& sources)
{
    if (filter.isEmpty())
        return true;
    const auto hasAddress = [&](const AddressPrefix& prefix) {
        return std::any_of(seen.client.begin(), seen.client.end(),
            [&](const Member* member) { return prefix.matches(member->view.endpoint.address); });
    };
    const auto hasText = [&](const QString& text) {
        if (sources.clients.of(latest(seen).peerId).folded.contains(text)) // the filter's words are folded too
            return true;
        if (seen.swarm.known && seen.swarm.known->name.contains(text, Qt::CaseInsensitive))
            return true;
        return hashMatches(seen.swarm.infoHash, text) || computerOf(seen, sources).contains(text, Qt::CaseInsensitive);
    };
    return filter.matches(wordsOf(seen), hasAddress, hasText);
}

PeerRow clientRow(const SeenClient& seen, const Sources& sources)
{
    PeerRow row = commonRow(seen, sources, latest(seen));
    setFigures(row, seen.figures);
    row.key = clientKey(seen.swarm.infoHash, row.peerId);
    row.expandable = seen.client.size() > 1;
    row.others = othersOf(seen.client);
    for (const Member* member : seen.client)
        row.firstLeft = std::max(row.firstLeft, member->view.firstLeft); // an address that came later lacked less
    row.computer = computerOf(seen, sources);
    return row;
}

std::vector<PeerRow> addressRows(const SeenClient& seen, const Sources& sources)
{
    const SwarmFacts facts = factsOf(seen.swarm);
    std::vector<PeerRow> rows;
    for (const Member* member : inOrder(seen.client)) {
        PeerRow row = commonRow(seen, sources, member->view);
        setFigures(row, figuresOf(Client(&member, 1), facts, sources.now));
        row.key = addressKey(member->view.key);
        row.isAddress = true;
        row.infoHash = member->infoHash;
        row.computer = sources.hostNames.nameOf(row.endpoint.address);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace waggle::monitor
