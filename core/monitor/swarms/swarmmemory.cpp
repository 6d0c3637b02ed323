// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/swarms/swarmmemory.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <bit>

namespace waggle::monitor {

namespace {

constexpr Time kMinute{60'000};

swarm::KeyedHash::Key randomKey()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return std::bit_cast<swarm::KeyedHash::Key>(words);
}

} // namespace

SwarmMemory::SwarmMemory()
    : m_swarms(0, Hasher{swarm::KeyedHash(randomKey())})
{
}

SwarmMemory::Gone SwarmMemory::update(const Snapshot& snapshot)
{
    Gone gone;
    ++m_round;
    for (const SwarmFigures& figures : snapshot.swarms) {
        const auto [at, isNew] = m_swarms.try_emplace(figures.row.infoHash);
        Memory& memory = at->second;
        // A swarm that counts fewer than before is another one under the same hash.
        if (isNew || figures.announces < memory.now.announces) {
            gone.movedDown += memory.movedDown;
            gone.movedUp += memory.movedUp;
            memory.earlier = memory.later = {figures.added, 0};
        }
        memory.now = {snapshot.at, figures.announces};
        if (snapshot.at - memory.later.at >= kMinute) {
            memory.earlier = memory.later;
            memory.later = memory.now;
        }
        memory.movedDown = figures.row.movedDown;
        memory.movedUp = figures.row.movedUp;
        memory.round = m_round;
    }
    std::erase_if(m_swarms, [&](const auto& entry) {
        const Memory& memory = entry.second;
        if (memory.round == m_round)
            return false;
        gone.movedDown += memory.movedDown;
        gone.movedUp += memory.movedUp;
        return true;
    });
    return gone;
}

double SwarmMemory::announcesPerMinute(const InfoHash& infoHash) const
{
    const auto at = m_swarms.find(infoHash);
    if (at == m_swarms.end())
        return 0;
    const Memory& memory = at->second;
    const Time measured = std::max(memory.now.at - memory.earlier.at, kMinute);
    const auto count = static_cast<double>(memory.now.announces - memory.earlier.announces);
    return count * static_cast<double>(kMinute.count()) / static_cast<double>(measured.count());
}

} // namespace waggle::monitor
