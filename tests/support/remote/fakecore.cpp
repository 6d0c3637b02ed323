// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/remote/fakecore.h"

namespace waggle::test {

using protocol::Event;

FakeCounts FakeCore::countsOf(const Swarm& swarm)
{
    FakeCounts counts;
    counts.completed = swarm.completed;
    for (const auto& [id, peer] : swarm.peers)
        ++(peer.isSeeder ? counts.seeders : counts.leechers);
    return counts;
}

void FakeCore::note(Ask& ask)
{
    ask.number = static_cast<int>(m_asked.size()) + 1;
    m_asked.push_back(ask);
    if (!ask.isAnnounce() || ask.hashes.empty())
        return;
    const std::pair who{ask.hashes.front(), ask.id};
    if (ask.event == Event::Stopped)
        m_present.erase(who);
    else
        m_present.insert(who);
}

FakeAnswer FakeCore::take(Ask ask)
{
    FakeAnswer answer;
    const Ask said = ask;
    if (hear)
        hear(ask);
    if (ask.isAnnounce()) {
        announce(ask, answer);
    } else if (ask.isScrape()) {
        if (ask.hashes.empty())
            answer.failure = "info_hash is missing";
        for (const auto& hash : ask.hashes) {
            const auto found = m_swarms.find(hash);
            answer.files.emplace_back(
                hash, found == m_swarms.end() ? std::nullopt : std::optional(countsOf(found->second)));
        }
    }
    if (say)
        say(said, answer);
    return answer;
}

void FakeCore::announce(const Ask& ask, FakeAnswer& answer)
{
    if (ask.hashes.empty()) {
        answer.failure = "info_hash is missing";
        return;
    }
    Swarm& swarm = m_swarms[ask.hashes.front()];
    if (ask.event == Event::Stopped) {
        swarm.peers.erase(ask.id);
        answer.counts = countsOf(swarm);
        return;
    }
    Peer& mine = swarm.peers[ask.id];
    mine.endpoint = {ask.from, ask.port};
    mine.isSeeder = ask.left == 0;
    if (ask.event == Event::Completed && !std::exchange(mine.hasCompleted, true))
        ++swarm.completed;
    answer.counts = countsOf(swarm);
    for (const auto& [id, peer] : swarm.peers) {
        if (id != ask.id && static_cast<int>(answer.peers.size()) < ask.numwant
            && peer.endpoint.address.family() == ask.from.family())
            answer.peers.push_back({peer.endpoint, id});
    }
}

} // namespace waggle::test
