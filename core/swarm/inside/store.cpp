// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/store.h"

#include "core/swarm/inside/atomictotals.h"
#include "core/swarm/inside/random.h"
#include "core/swarm/inside/shard.h"
#include "core/swarm/keyedhash.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <sodium/core.h>
#include <sodium/randombytes.h>

namespace waggle::swarm {

namespace {

std::uint64_t systemRandom()
{
    [[maybe_unused]] const int ready = sodium_init();
    assert(ready >= 0);
    std::uint64_t value = 0;
    randombytes_buf(&value, sizeof value);
    return value;
}

KeyedHash::Key makeKey(std::uint64_t seed)
{
    KeyedHash::Key key;
    if (seed == 0) { // a secret: all 128 bits of it from the system
        [[maybe_unused]] const int ready = sodium_init();
        assert(ready >= 0);
        randombytes_buf(key.data(), key.size());
        return key;
    }
    Random random(seed);
    const std::array<std::uint64_t, 2> words{random.next(), random.next()};
    std::memcpy(key.data(), words.data(), key.size());
    return key;
}

} // namespace

// What all shards share.
struct Store::Shared {
    explicit Shared(const KeyedHash::Key& key)
        : hash(key)
    {
    }

    KeyedHash hash;
    AtomicTotals totals;
};

Store::Store(const Options& options)
    : m_shardBits(std::min(options.shardBits, kMaxShardBits))
{
    const KeyedHash::Key key = makeKey(options.seed);
    m_shared = std::make_unique<Shared>(key);
    Random seeds(options.seed != 0 ? options.seed : systemRandom());
    for (std::uint32_t i = 0; i < (1u << m_shardBits); ++i)
        m_shards.push_back(std::make_unique<Shard>(i, key, seeds.next(), options, m_shared->totals));
}

Store::~Store() = default;

HashedInfoHash Store::hashed(const protocol::InfoHash& infoHash) const
{
    return {infoHash, m_shared->hash(infoHash.bytes)};
}

Shard& Store::shardOf(const HashedInfoHash& name) const
{
    // A shift by 64 is undefined: one shard takes none.
    return *m_shards[m_shardBits == 0 ? 0 : name.hash >> (64 - m_shardBits)];
}

AnnounceResult Store::announce(const Announce& request, Time now, PickedPeers& picked)
{
    const HashedInfoHash name = hashed(request.infoHash);
    return shardOf(name).announce(name, request, now, picked);
}

void Store::scrape(std::span<const protocol::InfoHash> hashes, Time now, std::span<protocol::SwarmCounts> counts)
{
    for (std::size_t i = 0; i < std::min(hashes.size(), counts.size()); ++i) {
        const HashedInfoHash name = hashed(hashes[i]);
        counts[i] = shardOf(name).counts(name, now);
    }
}

bool Store::expire(Time now, std::size_t limit)
{
    for (const auto& shard : m_shards) {
        bool more = false;
        limit -= shard->expire(now, limit, more);
        if (more)
            return true;
    }
    return false;
}

std::optional<Time> Store::nextDue() const
{
    std::optional<Second> next;
    for (const auto& shard : m_shards) {
        const std::optional<Second> due = shard->nextDue();
        if (due && (!next || *due < *next))
            next = due;
    }
    return next ? std::optional(startOf(*next)) : std::nullopt;
}

void Store::setPolicy(const Policy& policy)
{
    for (const auto& shard : m_shards)
        shard->setPolicy(policy);
}

void Store::setCaps(const Caps& caps)
{
    for (const auto& shard : m_shards)
        shard->setCaps(caps);
}

void Store::setPinned(const protocol::InfoHash& infoHash, bool pinned, Time now)
{
    const HashedInfoHash name = hashed(infoHash);
    shardOf(name).setPinned(name, pinned, now);
}

void Store::forget(const protocol::InfoHash& infoHash)
{
    const HashedInfoHash name = hashed(infoHash);
    shardOf(name).forget(name);
}

std::size_t Store::forgetAddress(const protocol::Address& address, Time now)
{
    std::size_t count = 0;
    for (const auto& shard : m_shards)
        count += shard->forgetAddress(address, now);
    return count;
}

Totals Store::totals() const
{
    return m_shared->totals.read();
}

void Store::visitSwarms(std::size_t shard, Time now, const SwarmVisitor& visit) const
{
    m_shards[shard]->visitSwarms(now, visit);
}

void Store::visitPeers(std::size_t shard, Time now, const SwarmPeerVisitor& visit) const
{
    m_shards[shard]->visitPeers(now, visit);
}

bool Store::visitSwarm(
    const protocol::InfoHash& infoHash, Time now, const SwarmVisitor& swarm, const PeerVisitor& peer) const
{
    const HashedInfoHash name = hashed(infoHash);
    return shardOf(name).visitSwarm(name, now, swarm, peer);
}

bool Store::visitPiece(std::size_t shard, Time now, std::size_t limit, VisitPlace& place, const SwarmVisitor& swarm,
    const PeerVisitor& peer) const
{
    return m_shards[shard]->visitPiece(now, limit, place, swarm, peer);
}

bool Store::visitSwarmPiece(const protocol::InfoHash& infoHash, Time now, std::size_t limit, VisitPlace& place,
    const SwarmVisitor& swarm, const PeerVisitor& peer) const
{
    const HashedInfoHash name = hashed(infoHash);
    return shardOf(name).visitSwarmPiece(name, now, limit, place, swarm, peer);
}

} // namespace waggle::swarm
