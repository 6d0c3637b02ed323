// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/list/listline.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace waggle::remote {

namespace {

constexpr std::string_view kMagnet = "magnet:?";
constexpr std::size_t kMaxScheme = 16; // letters looked at in front of "://"

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isSpace(char c)
{
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7f';
}

bool startsWithNoCase(std::string_view text, std::string_view lower)
{
    return text.size() >= lower.size() && std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) {
        return a == (isLetter(b) ? b | 0x20 : b);
    });
}

bool containsNoCase(std::string_view text, std::string_view lower)
{
    for (std::size_t at = 0; at + lower.size() <= text.size(); ++at)
        if (startsWithNoCase(text.substr(at), lower))
            return true;
    return false;
}

bool isSchemeLetter(char c)
{
    return isLetter(c) || isDigit(c) || c == '+' || c == '-' || c == '.';
}

// "udp" of "udp://…" at the front of `text`; empty: it does not begin with a scheme.
std::string_view schemeAt(std::string_view text)
{
    std::size_t end = 0;
    while (end < std::min(text.size(), kMaxScheme) && isSchemeLetter(text[end]))
        ++end;
    return end > 0 && text.substr(end, 3) == "://" ? text.substr(0, end) : std::string_view();
}

bool isWebScheme(std::string_view scheme)
{
    return startsWithNoCase(scheme, "http");
}

bool isTrackerScheme(std::string_view scheme)
{
    constexpr std::array<std::string_view, 5> kSchemes{"udp", "http", "https", "ws", "wss"};
    return std::any_of(kSchemes.begin(), kSchemes.end(),
        [&](std::string_view known) { return scheme.size() == known.size() && startsWithNoCase(scheme, known); });
}

bool isEntityEnd(std::string_view text)
{
    constexpr std::array<std::string_view, 7> kEnds{"&quot;", "&#34;", "&#39;", "&apos;", "&lt;", "&gt;", "&nbsp;"};
    return std::any_of(kEnds.begin(), kEnds.end(), [&](std::string_view end) { return startsWithNoCase(text, end); });
}

// Separators can stand in URLs too: they end one only where another begins or nothing follows.
bool isListSeparator(std::string_view rest)
{
    if (rest[0] != ',' && rest[0] != ';')
        return false;
    return rest.size() == 1 || isSpace(rest[1]) || !schemeAt(rest.substr(1)).empty()
        || startsWithNoCase(rest.substr(1), kMagnet);
}

// "…/announcehttp://…": the line break between two URLs was lost.
bool isGlued(std::string_view token, std::string_view rest)
{
    return token.size() >= 8 && startsWithNoCase(token.substr(token.size() - 8), "announce")
        && isTrackerScheme(schemeAt(rest));
}

class Brackets {
public:
    // True at a closing one that was not opened in this URL: it belongs to the text around.
    bool closesOuter(char c)
    {
        constexpr std::string_view kOpen = "([{";
        constexpr std::string_view kClose = ")]}";
        if (const auto open = kOpen.find(c); open != std::string_view::npos)
            ++m_open[open];
        const auto close = kClose.find(c);
        return close != std::string_view::npos && m_open[close]-- == 0;
    }

private:
    std::array<int, 3> m_open{};
};

std::size_t urlLength(std::string_view text)
{
    Brackets brackets;
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        const std::string_view rest = text.substr(at);
        if (isSpace(c) || c == '"' || c == '<' || c == '>' || c == '`' || c == '\'' || c == '|'
            || brackets.closesOuter(c))
            break;
        if ((c == '&' && isEntityEnd(rest)) || isListSeparator(rest) || isGlued(text.substr(0, at), rest))
            break;
    }
    while (at > 0 && std::string_view(".,;:!?*").find(text[at - 1]) != std::string_view::npos)
        --at;
    return at;
}

QByteArray withoutEntities(std::string_view text)
{
    QByteArray out(text.data(), static_cast<qsizetype>(text.size()));
    if (!out.contains('&'))
        return out;
    for (const auto& [entity, character] :
        {std::pair("&#38;", "&"), {"&#x26;", "&"}, {"&#X26;", "&"}, {"&#47;", "/"}, {"&#x2F;", "/"}, {"&#x2f;", "/"},
            {"&#58;", ":"}, {"&#x3A;", ":"}, {"&#x3a;", ":"}, {"&#61;", "="}, {"&#x3D;", "="}, {"&amp;", "&"}})
        out.replace(entity, character);
    return out;
}

// The beginning of a line that is no content: numbering, bullets, quotes and the like.
std::size_t decoration(std::string_view line)
{
    std::size_t at = 0;
    const auto skip = [&](std::string_view characters) {
        while (at < line.size() && (isSpace(line[at]) || characters.find(line[at]) != std::string_view::npos))
            ++at;
    };
    skip("-*+>|([{\"'`,;=~");
    std::size_t number = at;
    while (number < line.size() && isDigit(line[number]))
        ++number;
    if (number > at && number < line.size()
        && (line[number] == ')' || line[number] == '.' || line[number] == ':' || isSpace(line[number]))) {
        const bool isNumbering
            = line[number] == ')' || isSpace(line[number]) || number + 1 == line.size() || isSpace(line[number + 1]);
        if (isNumbering) {
            at = number + 1;
            skip("-*\"'`[(");
        }
    }
    // "[::1]:80": that bracket belongs to the host.
    if (at > 0 && line[at - 1] == '[' && line.find("]:", at) != std::string_view::npos
        && line.substr(at, line.find("]:", at) - at).find(':') != std::string_view::npos)
        --at;
    return at;
}

bool isHostCharacter(char c)
{
    return isLetter(c) || isDigit(c) || c == '.' || c == '-' || c == '_' || (c & 0x80) != 0;
}

// Where a host at the front ends; 0: there is none. A name has a dot, or is localhost.
std::size_t hostLength(std::string_view token)
{
    if (token.starts_with('[')) {
        const std::size_t end = token.find(']');
        return end == std::string_view::npos || token.substr(0, end).find(':') == std::string_view::npos ? 0 : end + 1;
    }
    std::size_t at = 0;
    while (at < token.size() && isHostCharacter(token[at]))
        ++at;
    const std::string_view host = token.substr(0, at);
    const bool named = host.find('.') != std::string_view::npos && host.front() != '.' && host.back() != '.';
    return named || startsWithNoCase(host, "localhost") ? at : 0;
}

bool isBare(std::string_view token)
{
    const std::size_t host = hostLength(token);
    if (host == 0 || host + 1 >= token.size() || token[host] != ':' || !isDigit(token[host + 1]))
        return false;
    std::size_t at = host + 1;
    while (at < token.size() && isDigit(token[at]))
        ++at;
    return at == token.size() || token[at] == '/' || token[at] == '?';
}

// A host without a port, or a scheme that is not quite one.
bool isMeantAsTracker(std::string_view token)
{
    for (const std::string_view name : {"udp", "http", "https", "ws", "wss"}) {
        const std::string_view rest = token.substr(std::min(name.size(), token.size()));
        if (startsWithNoCase(token, name) && rest.size() > 2
            && (rest.starts_with("//") || rest.starts_with(":/") || rest.starts_with(":\\") || rest.starts_with(";//")))
            return true;
        if (startsWithNoCase(token, name) && rest.starts_with(':') && hostLength(rest.substr(1)) > 0)
            return true;
    }
    const std::size_t host = hostLength(token);
    return host > 0 && (host == token.size() || token[host] == '/' || token[host] == ':')
        && std::any_of(token.begin(), token.begin() + static_cast<std::ptrdiff_t>(host), isLetter);
}

std::vector<std::string_view> words(std::string_view line)
{
    std::vector<std::string_view> out;
    constexpr std::string_view kEnds = ",;\"'`<>|";
    std::size_t at = 0;
    while (at < line.size()) {
        const std::size_t from = at;
        while (at < line.size() && !isSpace(line[at]) && kEnds.find(line[at]) == std::string_view::npos)
            ++at;
        if (at > from)
            out.push_back(line.substr(from, at - from));
        ++at;
    }
    return out;
}

ListItem item(ListItem::Kind kind, std::string_view text)
{
    return {kind, withoutEntities(text)};
}

std::vector<ListItem> readBareLine(std::string_view line)
{
    const std::vector<std::string_view> tokens = words(line.substr(decoration(line)));
    std::vector<ListItem> items;
    const bool all = std::all_of(tokens.begin(), tokens.end(), isBare);
    for (const std::string_view token : tokens)
        if (isBare(token) && (all || token.data() == tokens.front().data()))
            items.push_back(item(ListItem::Kind::Bare, token));
    if (items.empty() && (tokens.size() == 1 || (tokens.size() == 2 && tokens[1].starts_with('#')))
        && isMeantAsTracker(tokens[0]))
        items.push_back(item(ListItem::Kind::Broken, tokens[0]));
    return items;
}

// One pass over a line that has URLs or magnets in it.
class LineScanner {
public:
    LineScanner(std::string_view line, bool prose)
        : m_line(line)
        , m_prose(prose)
        , m_start(decoration(line))
    {
    }

    std::vector<ListItem> read()
    {
        for (std::size_t at = 0; at < m_line.size();)
            at = step(at);
        std::vector<ListItem> items;
        for (Found& found : m_found)
            if (counts(found))
                items.push_back(std::move(found.item));
        return items;
    }

private:
    struct Found {
        ListItem item;
        bool inTag = false;
        bool first = false; // nothing but decoration in front
    };

    std::size_t step(std::size_t at)
    {
        const std::string_view rest = m_line.substr(at);
        const char before = at == 0 ? ' ' : m_line[at - 1];
        // "1.udp://…" begins at its scheme, "x-y://…" is a scheme of its own.
        const bool wordBegins
            = !isSchemeLetter(before) || m_glued || (!isLetter(before) && isTrackerScheme(schemeAt(rest)));
        m_glued = false;
        if (wordBegins && startsWithNoCase(rest, kMagnet))
            return take(at, ListItem::Kind::Magnet);
        if (wordBegins && isLetter(rest[0]) && !schemeAt(rest).empty())
            return take(at, ListItem::Kind::Url);
        if (rest[0] == '<' && rest.size() > 1 && (isLetter(rest[1]) || rest[1] == '/' || rest[1] == '!')
            && schemeAt(rest.substr(1)).empty())
            m_inTag = true;
        else if (rest[0] == '>')
            m_inTag = false;
        else if (rest[0] == '#' && (at == 0 || isSpace(m_line[at - 1])) && !m_found.empty())
            return m_line.size(); // a comment behind
        else if (!m_inTag && (isLetter(rest[0]) || (rest[0] & 0x80) != 0))
            m_words = true;
        return at + 1;
    }

    std::size_t take(std::size_t at, ListItem::Kind kind)
    {
        const std::size_t length = std::max<std::size_t>(urlLength(m_line.substr(at)), 1);
        m_found.push_back({item(kind, m_line.substr(at, length)), m_inTag, at <= m_start});
        m_glued = true; // what follows may be a URL without a space between
        return at + length;
    }

    bool counts(const Found& found) const
    {
        if (found.item.kind == ListItem::Kind::Magnet)
            return true;
        const std::string_view url(found.item.text.constData(), static_cast<std::size_t>(found.item.text.size()));
        const std::string_view scheme = schemeAt(url);
        const bool alone = !m_prose && !found.inTag && (!m_words || found.first);
        if (!isTrackerScheme(scheme))
            return alone && !found.inTag;
        return !isWebScheme(scheme) || alone || containsNoCase(url, "/announce");
    }

    std::string_view m_line;
    bool m_prose = false;
    std::size_t m_start = 0;
    bool m_inTag = false;
    bool m_words = false; // there is text beside the URLs
    bool m_glued = false;
    std::vector<Found> m_found;
};

QByteArray unescaped(QByteArray value)
{
    return QByteArray::fromPercentEncoding(value.replace('+', "%2B"));
}

} // namespace

std::vector<ListItem> readListLine(std::string_view line, bool prose)
{
    while (!line.empty() && isSpace(line.front()))
        line.remove_prefix(1);
    while (!line.empty() && isSpace(line.back()))
        line.remove_suffix(1);
    if (line.empty() || line.front() == '#' || line.starts_with("//"))
        return {};
    if (line.find("://") == std::string_view::npos && !containsNoCase(line, kMagnet))
        return prose ? std::vector<ListItem>() : readBareLine(line);
    return LineScanner(line, prose).read();
}

MagnetItems readMagnetLine(const QByteArray& link)
{
    MagnetItems items;
    qsizetype at = static_cast<qsizetype>(kMagnet.size());
    while (at < link.size()) {
        const qsizetype found = link.indexOf('&', at);
        const qsizetype end = found < 0 ? link.size() : found;
        const QByteArray piece = link.mid(at, end - at);
        at = end + 1;
        const qsizetype equals = piece.indexOf('=');
        if (equals <= 0)
            continue;
        const QByteArray name = piece.left(equals).toLower();
        if (name == "tr" || name.startsWith("tr."))
            items.trackers.push_back(unescaped(piece.mid(equals + 1)));
        else if (name == "xt" || name.startsWith("xt."))
            items.topics.push_back(unescaped(piece.mid(equals + 1)));
    }
    return items;
}

} // namespace waggle::remote
