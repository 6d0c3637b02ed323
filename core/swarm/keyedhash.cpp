// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/swarm/keyedhash.h"

#include <cstring>
#include <sodium/crypto_shorthash.h>

namespace waggle::swarm {

static_assert(crypto_shorthash_KEYBYTES == sizeof(KeyedHash::Key));
static_assert(crypto_shorthash_BYTES == sizeof(std::uint64_t));

std::uint64_t KeyedHash::operator()(std::span<const std::uint8_t> bytes) const
{
    std::array<std::uint8_t, sizeof(std::uint64_t)> digest;
    crypto_shorthash(digest.data(), bytes.data(), bytes.size(), m_key.data());
    std::uint64_t value = 0;
    std::memcpy(&value, digest.data(), sizeof value);
    return value;
}

} // namespace waggle::swarm
