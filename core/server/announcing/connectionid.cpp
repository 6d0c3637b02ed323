// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/announcing/connectionid.h"

#include <algorithm>
#include <sodium.h>

namespace waggle::server {

namespace {

static_assert(std::tuple_size_v<ConnectionIds::Key> == crypto_shorthash_KEYBYTES);

constexpr std::chrono::seconds kHonoured{120};

// The upper half of an id is the time it was issued at, the lower half vouches for it.
std::uint32_t mac(const ConnectionIds::Key& key, const protocol::Address& source, std::uint32_t stamp)
{
    std::array<std::uint8_t, 21> message{};
    message[0] = static_cast<std::uint8_t>(source.family());
    std::copy_n(source.data(), source.size(), message.begin() + 1);
    for (std::size_t i = 0; i < 4; ++i)
        message[17 + i] = static_cast<std::uint8_t>(stamp >> (24 - 8 * i));
    std::array<std::uint8_t, crypto_shorthash_BYTES> hash;
    crypto_shorthash(hash.data(), message.data(), message.size(), key.data());
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8 | hash[i];
    return value;
}

} // namespace

void ConnectionIds::renew(const Key& key)
{
    m_previous = m_key;
    m_key = key;
}

std::uint64_t ConnectionIds::issue(const protocol::Address& source, std::int64_t wallSeconds) const
{
    const auto stamp = static_cast<std::uint32_t>(wallSeconds);
    return static_cast<std::uint64_t>(stamp) << 32 | mac(m_key, source, stamp);
}

ConnectionIds::Check ConnectionIds::check(
    std::uint64_t id, const protocol::Address& source, std::int64_t wallSeconds) const
{
    const auto stamp = static_cast<std::uint32_t>(id >> 32);
    const auto given = static_cast<std::uint32_t>(id);
    if (mac(m_key, source, stamp) != given && mac(m_previous, source, stamp) != given)
        return {};
    // Modular, so that it goes on working when 32 bits of seconds wrap in 2106; a negative age is the future.
    const auto age = static_cast<std::int32_t>(static_cast<std::uint32_t>(wallSeconds) - stamp);
    if (age < 0)
        return {};
    return {std::chrono::seconds(age) <= kHonoured ? State::Good : State::Stale, std::chrono::seconds(age)};
}

} // namespace waggle::server
