// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QString>

#include <bitset>
#include <cstdint>
#include <optional>
#include <vector>

// The free text of a table's filter, parsed once for a query. All its words must match; each matches a state word, the
// beginning of an address or any of the row's texts, whichever is cheapest to find out first.
namespace waggle::monitor {

// The beginning of an address as people type it: "192.168.1." (whole parts), "10.0.0.1" (10.0.0.1, 10.0.0.10 …),
// "2001:db8".
class AddressPrefix {
public:
    [[nodiscard]] static std::optional<AddressPrefix> parse(const QString& text);
    [[nodiscard]] bool matches(const protocol::Address& address) const;

private:
    std::vector<std::uint8_t> m_whole; // IPv4: parts that must be equal
    std::bitset<256> m_last; // IPv4: what the part behind them may be
    std::string m_text; // IPv6: compared with the written form; empty for IPv4
};

// Words a row can answer to beside its texts. Bits of WordBits.
enum class Word : std::uint8_t {
    Sharing,
    EveryoneHasIt,
    NobodyHasAll,
    StuckSwarm,
    Quiet,
    Seed,
    Leecher,
    Stuck,
    PartialSeed,
    Paused,
    Overdue,
    Announce,
    Scrape,
    Connect,
    Other,
    Answered,
    Refused,
    Dropped,
    Http,
    Udp,
    V4,
    V6
};
using WordBits = std::uint32_t;
[[nodiscard]] constexpr WordBits wordBit(Word word)
{
    return 1u << static_cast<unsigned>(word);
}

class TextFilter {
public:
    static constexpr qsizetype kMaxWords = 16; // more are ignored

    TextFilter() = default; // lets everything pass
    explicit TextFilter(const QString& text);

    [[nodiscard]] bool isEmpty() const { return m_tokens.empty(); }

    // `hasAddress(prefix)` and `hasText(word)` are asked only where cheaper ways have not decided yet.
    template <typename HasAddress, typename HasText>
    [[nodiscard]] bool matches(WordBits words, const HasAddress& hasAddress, const HasText& hasText) const
    {
        for (const Token& token : m_tokens) {
            const bool here
                = (token.words & words) != 0 || (token.address && hasAddress(*token.address)) || hasText(token.text);
            if (!here)
                return false;
        }
        return true;
    }

private:
    struct Token {
        QString text;
        WordBits words = 0;
        std::optional<AddressPrefix> address;
    };
    std::vector<Token> m_tokens;
};

// Whether the infohash, in hex, begins or ends with `text`.
[[nodiscard]] bool hashMatches(const protocol::InfoHash& infoHash, const QString& text);

} // namespace waggle::monitor
