// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <array>
#include <chrono>
#include <cstdint>

namespace waggle::server {

// Connection ids of BEP 15 without state: a keyed hash (SipHash) over source address (not port) and a time stamp that
// is part of the id. Wall-clock seconds are a parameter, so that ids outlive a restart. Honoured for 120 s, refused
// from 180 s on at the latest; stamps from the future are refused.
class ConnectionIds {
public:
    using Key = std::array<std::uint8_t, 16>;
    explicit ConnectionIds(const Key& key)
        : m_key(key)
        , m_previous(key)
    {
    }

    void renew(const Key& key); // the old key goes on being honoured: its ids die of age

    [[nodiscard]] std::uint64_t issue(const protocol::Address& source, std::int64_t wallSeconds) const;

    enum class State : std::uint8_t { Good, Stale, Wrong };
    struct Check {
        State state = State::Wrong;
        std::chrono::seconds age{0}; // Good and Stale
    };
    [[nodiscard]] Check check(std::uint64_t id, const protocol::Address& source, std::int64_t wallSeconds) const;

private:
    Key m_key;
    Key m_previous;
};

} // namespace waggle::server
