// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/swarm/inside/peer.h"

namespace waggle::swarm {

// Peers by what a scrape tells of them.
struct Tally {
    std::uint32_t seeds = 0;
    std::uint32_t leechers = 0; // paused ones too
    std::uint32_t paused = 0; // leechers that are no downloaders (BEP 21)

    [[nodiscard]] static Tally of(const Peer& peer)
    {
        return {peer.seed ? 1u : 0u, peer.seed ? 0u : 1u, !peer.seed && peer.paused ? 1u : 0u};
    }
    [[nodiscard]] std::uint32_t peers() const { return seeds + leechers; }

    Tally& operator+=(const Tally& other)
    {
        seeds += other.seeds;
        leechers += other.leechers;
        paused += other.paused;
        return *this;
    }
    Tally& operator-=(const Tally& other)
    {
        seeds -= other.seeds;
        leechers -= other.leechers;
        paused -= other.paused;
        return *this;
    }
    friend Tally operator-(Tally a, const Tally& b) { return a -= b; }
    bool operator==(const Tally&) const = default;
};

} // namespace waggle::swarm
