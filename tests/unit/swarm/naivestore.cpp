// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/swarm/naivestore.h"

#include <algorithm>
#include <cstring>
#include <set>

namespace waggle::swarm {

using protocol::Event;
using protocol::Oddity;

namespace {

constexpr std::uint64_t kLargest = (std::uint64_t{1} << 48) - 1;

bool samePlace(const Announce& a, const Announce& b)
{
    return a.endpoint == b.endpoint && a.scope == b.scope;
}

std::uint64_t moved(std::uint64_t before, std::uint64_t after)
{
    return after > before ? after - before : 0;
}

std::optional<double> rate(std::uint64_t before, std::uint64_t after, Time span)
{
    if (after < before)
        return std::nullopt;
    return static_cast<double>(after - before) * 1000.0 / static_cast<double>(span.count());
}

} // namespace

Time NaiveStore::dueOf(const Peer& peer) const
{
    const Time exact = peer.last + m_policy.expiryFor(peer.given);
    return std::chrono::ceil<seconds>(exact);
}

NaiveStore::Swarm* NaiveStore::settled(const protocol::InfoHash& infoHash, Time now)
{
    const auto found = m_swarms.find(infoHash);
    if (found == m_swarms.end())
        return nullptr;
    Swarm& swarm = found->second;
    for (const Peer& peer : swarm.peers)
        if (dueOf(peer) <= now)
            swarm.emptySince = std::max(swarm.emptySince, dueOf(peer));
    std::erase_if(swarm.peers, [&](const Peer& peer) { return dueOf(peer) <= now; });
    const Time gone = std::chrono::ceil<seconds>(swarm.emptySince + 2 * m_policy.expiryFor(seconds(0)));
    if (!swarm.peers.empty() || swarm.pinned || gone > now)
        return &swarm;
    m_swarms.erase(found);
    return nullptr;
}

AnnounceResult NaiveStore::announce(const Announce& original, Time now, seconds interval)
{
    Announce request = original;
    request.uploaded = std::min(request.uploaded, kLargest);
    request.downloaded = std::min(request.downloaded, kLargest);
    request.left = std::min(request.left, kLargest);
    AnnounceResult result;
    const auto odd = [&](Oddity oddity) { result.oddities |= protocol::oddityBit(oddity); };

    Swarm* swarm = settled(request.infoHash, now);
    Peer* same = nullptr; // this endpoint and peer_id
    Peer* previous = nullptr; // the client's latest announce
    if (swarm) {
        const auto here = std::find_if(swarm->peers.begin(), swarm->peers.end(),
            [&](const Peer& peer) { return samePlace(peer.request, request); });
        result.known = here != swarm->peers.end();
        if (result.known && here->request.peerId != request.peerId) {
            odd(Oddity::PeerIdChanged);
            swarm->peers.erase(here);
            swarm->emptySince = std::max(swarm->emptySince, now);
        } else if (result.known) {
            same = &*here;
        }
        for (Peer& peer : swarm->peers)
            if (peer.request.peerId == request.peerId && (!previous || peer.order > previous->order))
                previous = &peer;
    }
    const bool stopped = request.event == Event::Stopped;
    if (!stopped && !result.known && swarm && tooMany(*swarm, request)) {
        result.verdict = Verdict::TooManyOfAddress;
        result.counts = counts(request.infoHash, now);
        return result;
    }

    if (stopped && !result.known)
        odd(Oddity::StoppedUnknown);
    if (request.event == Event::Completed && (request.left > 0 || !previous))
        odd(Oddity::CompletedAtOnce);
    if (same) {
        if (request.event == Event::Started)
            odd(Oddity::StartedTwice);
        if (same->request.key != request.key)
            odd(Oddity::KeyChanged);
        const bool update = request.event == Event::None || (request.event == Event::Paused && same->paused());
        if (update && 2 * (now - same->last) < same->given)
            odd(Oddity::Early);
        if (same->request.left > 0 && request.left == 0 && !stopped && request.event != Event::Completed)
            odd(Oddity::LeftWithoutCompleted);
    }

    std::optional<double> rateUp, rateDown;
    if (previous && (!stopped || same)) {
        const Announce& before = previous->request;
        result.span = now - previous->last;
        result.movedUp = moved(before.uploaded, request.uploaded);
        result.movedDown = moved(before.downloaded, request.downloaded);
        const bool fell = request.uploaded < before.uploaded || request.downloaded < before.downloaded;
        if (fell && request.event != Event::Started)
            odd(Oddity::CounterWentBack);
        rateUp = previous->rateUp;
        rateDown = previous->rateDown;
        const bool sibling = previous != same;
        const bool equal = request.uploaded == before.uploaded && request.downloaded == before.downloaded;
        if (result.span > Time(0) && !(sibling && (equal || result.span < seconds(10)))) {
            rateUp = rate(before.uploaded, request.uploaded, result.span);
            rateDown = rate(before.downloaded, request.downloaded, result.span);
        }
    }

    if (stopped) {
        if (same) {
            swarm->movedUp += result.movedUp;
            swarm->movedDown += result.movedDown;
            ++swarm->announces;
            std::erase_if(swarm->peers, [&](const Peer& peer) { return samePlace(peer.request, request); });
            swarm->emptySince = std::max(swarm->emptySince, now);
        }
        result.counts = counts(request.infoHash, now);
        return result;
    }

    if (!swarm) {
        swarm = &m_swarms[request.infoHash];
        swarm->emptySince = now;
    }
    if (same && same->request.left > 0 && request.left == 0 && !same->completedHere) {
        same->completedHere = true;
        ++swarm->completions;
        ++m_completions;
        result.completed = true;
    }
    if (!same) {
        same = &swarm->peers.emplace_back();
        same->first = now;
        same->firstLeft = request.left;
    } else {
        same->kept = std::chrono::round<seconds>(now - same->last);
    }
    same->movedUp += result.movedUp;
    same->movedDown += result.movedDown;
    same->rateUp = rateUp;
    same->rateDown = rateDown;
    swarm->movedUp += result.movedUp;
    swarm->movedDown += result.movedDown;
    ++swarm->announces;
    apply(*same, request, now, interval);
    result.counts = counts(request.infoHash, now);
    return result;
}

void NaiveStore::apply(Peer& peer, const Announce& request, Time now, seconds interval)
{
    peer.request = request;
    peer.last = now;
    peer.given = interval;
    peer.order = ++m_order;
    ++peer.announces;
}

bool NaiveStore::tooMany(const Swarm& swarm, const Announce& request) const
{
    const protocol::Address& address = request.endpoint.address;
    const std::size_t prefix = address.family() == protocol::Family::V4 ? 4 : 8;
    const auto count = std::count_if(swarm.peers.begin(), swarm.peers.end(), [&](const Peer& peer) {
        const protocol::Address& other = peer.request.endpoint.address;
        return other.family() == address.family() && std::memcmp(other.data(), address.data(), prefix) == 0;
    });
    return !address.isLoopback() && count >= static_cast<std::ptrdiff_t>(m_caps.peersPerAddress);
}

std::vector<protocol::Endpoint> NaiveStore::eligible(const Announce& request, protocol::Family family, Time now)
{
    std::vector<protocol::Endpoint> endpoints;
    const Swarm* swarm = settled(request.infoHash, now);
    if (!swarm || (!request.bothFamilies && request.endpoint.address.family() != family))
        return endpoints;
    for (const Peer& peer : swarm->peers) {
        const bool hidden = request.hidePeerId && peer.request.peerId == request.peerId;
        if (peer.request.endpoint.address.family() == family && !samePlace(peer.request, request)
            && !(request.left == 0 && peer.seed()) && !hidden)
            endpoints.push_back(peer.request.endpoint);
    }
    return endpoints;
}

protocol::SwarmCounts NaiveStore::counts(const protocol::InfoHash& infoHash, Time now)
{
    protocol::SwarmCounts counts;
    const Swarm* swarm = settled(infoHash, now);
    if (!swarm)
        return counts;
    counts.completions = swarm->completions;
    for (const Peer& peer : swarm->peers) {
        counts.seeds += peer.seed() ? 1 : 0;
        counts.leechers += peer.seed() ? 0 : 1;
        counts.downloaders += peer.seed() || peer.paused() ? 0 : 1;
    }
    return counts;
}

const NaiveStore::Swarm* NaiveStore::find(const protocol::InfoHash& infoHash, Time now)
{
    return settled(infoHash, now);
}

std::uint32_t NaiveStore::clients(const protocol::InfoHash& infoHash, Time now)
{
    std::set<protocol::PeerId> ids;
    if (const Swarm* swarm = settled(infoHash, now))
        for (const Peer& peer : swarm->peers)
            ids.insert(peer.request.peerId);
    return static_cast<std::uint32_t>(ids.size());
}

Totals NaiveStore::totals(Time now)
{
    std::vector<protocol::InfoHash> hashes;
    for (const auto& [infoHash, swarm] : m_swarms)
        hashes.push_back(infoHash);
    Totals totals;
    totals.completions = m_completions;
    for (const protocol::InfoHash& infoHash : hashes) {
        const protocol::SwarmCounts count = counts(infoHash, now);
        totals.swarms += settled(infoHash, now) ? 1 : 0;
        totals.peers += count.seeds + count.leechers;
        totals.seeds += count.seeds;
        totals.clients += clients(infoHash, now);
    }
    return totals;
}

void NaiveStore::setPinned(const protocol::InfoHash& infoHash, bool pinned, Time now)
{
    Swarm* swarm = settled(infoHash, now);
    if (!swarm && !pinned)
        return;
    if (!swarm) {
        swarm = &m_swarms[infoHash];
        swarm->emptySince = now;
    }
    if (swarm->pinned && !pinned)
        swarm->emptySince = now;
    swarm->pinned = pinned;
}

std::size_t NaiveStore::forgetAddress(const protocol::Address& address, Time now)
{
    std::size_t count = 0;
    std::vector<protocol::InfoHash> hashes;
    for (const auto& [infoHash, swarm] : m_swarms)
        hashes.push_back(infoHash);
    for (const protocol::InfoHash& infoHash : hashes) {
        Swarm* swarm = settled(infoHash, now);
        const std::size_t erased = !swarm
            ? 0
            : std::erase_if(swarm->peers, [&](const Peer& peer) { return peer.request.endpoint.address == address; });
        if (erased > 0)
            swarm->emptySince = std::max(swarm->emptySince, now);
        count += erased;
    }
    return count;
}

} // namespace waggle::swarm
