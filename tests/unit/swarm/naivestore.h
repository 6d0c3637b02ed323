// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/store.h"

#include <map>
#include <optional>
#include <vector>

namespace waggle::swarm {

// Store's contract written down as plainly as possible: lists, and a search through them for every question. It never
// forgets to forget, since before each answer it throws out whoever is due. Jitter and picks are chance: it takes the
// interval from the store and says only whether a pick is a valid one.
class NaiveStore {
public:
    struct Peer {
        Announce request; // its last one
        Time first{0}, last{0};
        std::uint64_t order = 0; // of its last announce among all
        seconds given{0}, kept{0};
        std::uint64_t firstLeft = 0, movedUp = 0, movedDown = 0;
        std::optional<double> rateUp, rateDown;
        std::uint32_t announces = 0;
        bool completedHere = false;

        [[nodiscard]] bool seed() const { return request.left == 0; }
        [[nodiscard]] bool paused() const { return request.event == protocol::Event::Paused; }
    };
    struct Swarm {
        std::vector<Peer> peers;
        std::uint32_t completions = 0;
        std::uint64_t movedUp = 0, movedDown = 0, announces = 0;
        bool pinned = false;
        Time emptySince{0};
    };

    NaiveStore(const Policy& policy, const Caps& caps)
        : m_policy(policy)
        , m_caps(caps)
    {
    }

    // `interval` is what the real store gave.
    AnnounceResult announce(const Announce& request, Time now, seconds interval);
    // The peers that an answer to `request` may hold, after it was applied.
    [[nodiscard]] std::vector<protocol::Endpoint> eligible(const Announce& request, protocol::Family family, Time now);
    [[nodiscard]] protocol::SwarmCounts counts(const protocol::InfoHash& infoHash, Time now);
    [[nodiscard]] const Swarm* find(const protocol::InfoHash& infoHash, Time now);
    [[nodiscard]] std::uint32_t clients(const protocol::InfoHash& infoHash, Time now);
    [[nodiscard]] Totals totals(Time now);
    [[nodiscard]] Time dueOf(const Peer& peer) const;

    void setPolicy(const Policy& policy) { m_policy = policy; }
    void setPinned(const protocol::InfoHash& infoHash, bool pinned, Time now);
    void forget(const protocol::InfoHash& infoHash) { m_swarms.erase(infoHash); }
    std::size_t forgetAddress(const protocol::Address& address, Time now);

private:
    [[nodiscard]] Swarm* settled(const protocol::InfoHash& infoHash, Time now);
    [[nodiscard]] bool tooMany(const Swarm& swarm, const Announce& request) const;
    void apply(Peer& peer, const Announce& request, Time now, seconds interval);

    Policy m_policy;
    Caps m_caps;
    std::map<protocol::InfoHash, Swarm> m_swarms;
    std::uint64_t m_order = 0;
    std::uint64_t m_completions = 0;
};

} // namespace waggle::swarm
