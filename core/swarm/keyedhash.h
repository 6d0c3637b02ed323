// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace waggle::swarm {

// SipHash under a secret key: whoever chooses infohashes, ports or peer_ids cannot choose where they land in a table.
// Immutable, any thread.
class KeyedHash {
public:
    using Key = std::array<std::uint8_t, 16>;

    explicit KeyedHash(const Key& key)
        : m_key(key)
    {
    }

    [[nodiscard]] std::uint64_t operator()(std::span<const std::uint8_t> bytes) const;
    [[nodiscard]] std::uint32_t hash32(std::span<const std::uint8_t> bytes) const
    {
        return static_cast<std::uint32_t>((*this)(bytes));
    }

private:
    Key m_key;
};

} // namespace waggle::swarm
