// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/tables/filter.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace waggle::monitor {

namespace {

struct Phrase {
    const char* text;
    WordBits words;
};

// Longer ones first, as they are cut out of the text before it is split into words.
constexpr std::array kPhrases{
    Phrase{"nobody has all of it", wordBit(Word::NobodyHasAll)},
    Phrase{"everyone has it", wordBit(Word::EveryoneHasIt)},
    Phrase{"partial seed", wordBit(Word::PartialSeed)},
};

constexpr std::array kWords{
    Phrase{"sharing", wordBit(Word::Sharing)},
    Phrase{"everyone", wordBit(Word::EveryoneHasIt)},
    Phrase{"nobody", wordBit(Word::NobodyHasAll)},
    Phrase{"stuck", wordBit(Word::StuckSwarm) | wordBit(Word::Stuck)},
    Phrase{"quiet", wordBit(Word::Quiet)},
    Phrase{"seed", wordBit(Word::Seed)},
    Phrase{"seeds", wordBit(Word::Seed)},
    Phrase{"leecher", wordBit(Word::Leecher)},
    Phrase{"leechers", wordBit(Word::Leecher)},
    Phrase{"partial", wordBit(Word::PartialSeed)},
    Phrase{"paused", wordBit(Word::Paused)},
    Phrase{"overdue", wordBit(Word::Overdue)},
    Phrase{"announce", wordBit(Word::Announce)},
    Phrase{"scrape", wordBit(Word::Scrape)},
    Phrase{"connect", wordBit(Word::Connect)},
    Phrase{"other", wordBit(Word::Other)},
    Phrase{"answered", wordBit(Word::Answered)},
    Phrase{"refused", wordBit(Word::Refused)},
    Phrase{"dropped", wordBit(Word::Dropped)},
    Phrase{"http", wordBit(Word::Http)},
    Phrase{"udp", wordBit(Word::Udp)},
    Phrase{"ipv4", wordBit(Word::V4)},
    Phrase{"v4", wordBit(Word::V4)},
    Phrase{"ipv6", wordBit(Word::V6)},
    Phrase{"v6", wordBit(Word::V6)},
};

WordBits wordsOf(const QString& text)
{
    for (const Phrase& word : kWords)
        if (text == QLatin1String(word.text))
            return word.words;
    return 0;
}

bool isHex(const QString& text)
{
    return std::all_of(
        text.begin(), text.end(), [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
}

QChar hexDigit(const protocol::InfoHash& infoHash, std::size_t place)
{
    const unsigned byte = infoHash.bytes[place / 2];
    return QLatin1Char("0123456789abcdef"[place % 2 == 0 ? byte >> 4 : byte & 15]);
}

} // namespace

std::optional<AddressPrefix> AddressPrefix::parse(const QString& text)
{
    AddressPrefix prefix;
    const QString bare = text.startsWith(u'[') ? text.mid(1).chopped(text.endsWith(u']') ? 1 : 0) : text;
    if (bare.contains(u':')) {
        const bool digits = std::all_of(
            bare.begin(), bare.end(), [](QChar c) { return c == u':' || c == u'.' || isHex(QString(c)); });
        if (!digits)
            return std::nullopt;
        prefix.m_text = bare.toStdString();
        return prefix;
    }
    const QStringList parts = bare.split(u'.');
    if (bare.isEmpty() || parts.size() > 4)
        return std::nullopt;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString& part = parts[i];
        const bool last = i + 1 == parts.size();
        const bool digits = std::all_of(part.begin(), part.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        if (!digits || part.size() > 3 || part.toInt() > 255 || (part.isEmpty() && (!last || i == 0)))
            return std::nullopt;
        if (!last) {
            prefix.m_whole.push_back(static_cast<std::uint8_t>(part.toInt()));
            continue;
        }
        // A fourth part is typed to its end more often than not, but "10.0.0.1" may still become "10.0.0.17".
        for (int value = 0; value < 256; ++value)
            prefix.m_last[static_cast<std::size_t>(value)] = QString::number(value).startsWith(part);
    }
    return prefix;
}

bool AddressPrefix::matches(const protocol::Address& address) const
{
    if (!m_text.empty())
        return address.family() == protocol::Family::V6 && address.text().compare(0, m_text.size(), m_text) == 0;
    if (address.family() != protocol::Family::V4)
        return false;
    const std::uint8_t* bytes = address.data();
    return std::equal(m_whole.begin(), m_whole.end(), bytes) && m_last[bytes[m_whole.size()]];
}

TextFilter::TextFilter(const QString& text)
{
    QString rest = text.toCaseFolded();
    for (const Phrase& phrase : kPhrases) {
        const QString words = QLatin1String(phrase.text);
        if (!rest.contains(words))
            continue;
        m_tokens.push_back({words, phrase.words, std::nullopt});
        rest.replace(words, QLatin1String(" "));
    }
    const QStringList words = rest.simplified().split(u' ', Qt::SkipEmptyParts).mid(0, kMaxWords);
    for (const QString& word : words)
        m_tokens.push_back({word, wordsOf(word), AddressPrefix::parse(word)});
}

bool hashMatches(const protocol::InfoHash& infoHash, const QString& text)
{
    if (text.size() < 2 || text.size() > 40)
        return false;
    // As the short form writes it: "4f1c…09ab".
    if (const qsizetype cut = text.indexOf(QChar(0x2026)); cut >= 0) {
        const QString hex = QString::fromStdString(infoHash.hex());
        return hex.startsWith(text.left(cut)) && hex.endsWith(text.mid(cut + 1));
    }
    if (!isHex(text))
        return false;
    const qsizetype size = text.size();
    const qsizetype end = 2 * static_cast<qsizetype>(infoHash.bytes.size()) - size;
    const auto standsAt = [&](qsizetype from) {
        for (qsizetype i = 0; i < size; ++i)
            if (hexDigit(infoHash, static_cast<std::size_t>(from + i)) != text[i])
                return false;
        return true;
    };
    return standsAt(0) || standsAt(end);
}

} // namespace waggle::monitor
