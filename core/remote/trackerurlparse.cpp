// SPDX-License-Identifier: GPL-3.0-or-later
// Read by hand: QUrl would change bytes of path and query, and says nothing about which part is wrong.
#include "core/remote/hostname.h"
#include "core/remote/trackerurl.h"

#include "core/text/words.h"

#include <algorithm>
#include <array>

namespace waggle::remote {

using protocol::ErrorCode;
using protocol::fail;
using protocol::Result;

namespace {

constexpr qsizetype kMaxUrl = 4096;
constexpr qsizetype kMaxSchemeShown = 16;
constexpr std::array kSchemes{Scheme::Udp, Scheme::Http, Scheme::Https, Scheme::Ws, Scheme::Wss};

tl::unexpected<protocol::Error> wrong(ErrorCode code, const QString& message)
{
    return fail(code, message.toStdString());
}

std::optional<Scheme> schemeOf(const QString& lower)
{
    const auto found
        = std::find_if(kSchemes.begin(), kSchemes.end(), [&](Scheme scheme) { return schemeText(scheme) == lower; });
    return found == kSchemes.end() ? std::nullopt : std::optional(*found);
}

// One letter changed, left out, added, or two exchanged.
bool isTypoOf(const QString& typed, const QString& meant)
{
    const qsizetype difference = typed.size() - meant.size();
    if (difference < -1 || difference > 1 || typed == meant)
        return false;
    qsizetype front = 0;
    while (front < std::min(typed.size(), meant.size()) && typed[front] == meant[front])
        ++front;
    const QStringView restTyped = QStringView(typed).mid(front);
    const QStringView restMeant = QStringView(meant).mid(front);
    if (difference != 0)
        return difference > 0 ? restTyped.mid(1) == restMeant : restTyped == restMeant.mid(1);
    const bool swapped = restTyped.size() >= 2 && restTyped[0] == restMeant[1] && restTyped[1] == restMeant[0]
        && restTyped.mid(2) == restMeant.mid(2);
    return swapped || restTyped.mid(1) == restMeant.mid(1);
}

QString meantScheme(const QString& typed)
{
    for (const Scheme scheme : {Scheme::Https, Scheme::Http, Scheme::Udp, Scheme::Wss})
        if (isTypoOf(typed, schemeText(scheme)))
            return schemeText(scheme);
    return {};
}

tl::unexpected<protocol::Error> unknownScheme(const QString& typed)
{
    const QString start = Words::tr("The scheme \"%1\" is not one of trackers (udp, http, https, ws, wss)")
                              .arg(typed.left(kMaxSchemeShown));
    const QString meant = meantScheme(typed);
    return wrong(ErrorCode::Unsupported,
        meant.isEmpty() ? start + QLatin1Char('.') : start + Words::tr(": \"%1://\" was probably meant.").arg(meant));
}

// "udp//host", "udp:/host", "http:host": a known scheme whose "://" is broken.
std::optional<QString> brokenScheme(const QString& text)
{
    for (const Scheme scheme : {Scheme::Https, Scheme::Http, Scheme::Udp, Scheme::Wss, Scheme::Ws}) {
        const QString name = schemeText(scheme);
        if (!text.startsWith(name, Qt::CaseInsensitive) || text.size() == name.size())
            continue;
        const QStringView rest = QStringView(text).mid(name.size());
        if (rest.startsWith(u"//") || rest.startsWith(u":\\") || rest.startsWith(u";//"))
            return name;
        // "http:8080/…" is a host called http without its scheme.
        if (rest.startsWith(u':') && rest.size() > 1 && !rest[1].isDigit())
            return name;
    }
    return std::nullopt;
}

tl::unexpected<protocol::Error> noScheme(const QString& text)
{
    if (text.startsWith(QLatin1String("magnet:"), Qt::CaseInsensitive))
        return wrong(ErrorCode::Unsupported,
            Words::tr(
                "This is a magnet link, not a tracker's URL. Its trackers are found where whole lists are pasted."));
    if (const auto scheme = brokenScheme(text))
        return wrong(ErrorCode::Malformed,
            Words::tr("\"://\" is missing behind the scheme: \"%1://\" was probably meant.").arg(*scheme));
    return wrong(ErrorCode::Missing,
        Words::tr("The scheme is missing: write udp://, http://, https://, ws:// or wss:// in front of the host."));
}

bool isInvisible(char32_t c)
{
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Separator_Space:
        return c != U' ';
    default:
        return false;
    }
}

// Nothing of a URL may end a request line or hide what is asked.
std::optional<QString> badCharacter(const QString& part, const char* partName)
{
    if (std::all_of(part.begin(), part.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; }))
        return std::nullopt;
    const QString where = Words::tr(partName);
    for (const uint c : part.toUcs4()) {
        if (c == U' ')
            return Words::tr("There is a space in the %1: the URL was probably broken there, or two were joined.")
                .arg(where);
        if (c == QChar::ReplacementCharacter)
            return Words::tr("There is a character in the %1 that cannot be read as UTF-8.").arg(where);
        if (isInvisible(c))
            return Words::tr("There is an invisible character (U+%1) in the %2: it came along in copying.")
                .arg(QString::number(c, 16).toUpper().rightJustified(4, QLatin1Char('0')), where);
    }
    return std::nullopt;
}

// Bytes as given; only what no request line can carry is escaped.
QByteArray escaped(const QString& part)
{
    QByteArray out;
    for (const char c : part.toUtf8()) {
        if (static_cast<unsigned char>(c) < 0x80)
            out += c;
        else
            out += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return out;
}

Result<std::uint16_t> readPort(const QString& digits)
{
    if (digits.isEmpty())
        return wrong(ErrorCode::Missing, Words::tr("The port is missing behind the host's colon."));
    if (!std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; })) {
        const bool joined = digits.contains(QLatin1String("announce"), Qt::CaseInsensitive);
        return wrong(ErrorCode::Malformed,
            joined ? Words::tr("The port is no number: a \"/\" is missing between it and \"announce\".")
                   : Words::tr("The port is no number from 1 to 65535."));
    }
    const uint port = digits.size() > 9 ? 0 : digits.toUInt();
    if (port < 1 || port > 65535)
        return wrong(ErrorCode::OutOfRange, Words::tr("The port is out of range: ports go from 1 to 65535."));
    return static_cast<std::uint16_t>(port);
}

struct Authority {
    QString host, port;
    bool hasPort = false;
};

Result<Authority> splitAuthority(const QString& text)
{
    if (text.contains(u'@'))
        return wrong(ErrorCode::Unsupported,
            Words::tr(
                "There is a user name in front of the host (user@host): trackers are not asked with one. Their keys "
                "stand "
                "in the path or the query."));
    if (text.contains(u'\\'))
        return wrong(ErrorCode::Malformed, Words::tr("There is a backslash in the host: \"/\" was probably meant."));
    const bool bracketed = text.startsWith(u'[');
    if (!bracketed && text.count(u':') > 1)
        return wrong(ErrorCode::Malformed,
            Words::tr("There are several colons in the host: an IPv6 address is written in brackets, as in "
                      "udp://[2001:db8::1]:6969."));
    const qsizetype colon = text.indexOf(u':', bracketed ? std::max<qsizetype>(text.indexOf(u']'), 0) : 0);
    if (colon < 0 || (bracketed && !text.contains(u']')))
        return Authority{text, {}, false};
    return Authority{text.left(colon), text.mid(colon + 1), true};
}

Result<TrackerUrl> withAuthority(TrackerUrl url, const QString& text)
{
    const auto parts = splitAuthority(text);
    if (!parts)
        return tl::unexpected(parts.error());
    const auto host = readHost(parts->host);
    if (!host)
        return tl::unexpected(host.error());
    url.host = *host;
    url.port = defaultPort(url.scheme);
    if (!parts->hasPort && url.port == 0)
        return wrong(ErrorCode::Missing,
            Words::tr("The port is missing: udp has no usual one. Write it behind the host, as in "
                      "udp://tracker.example:6969."));
    if (parts->hasPort) {
        const auto port = readPort(parts->port);
        if (!port)
            return tl::unexpected(port.error());
        url.port = *port;
    }
    return url;
}

struct Parts {
    QString authority, path, query;
};

Parts split(const QString& behindScheme)
{
    const auto find = [](const QString& text, QChar c) {
        const qsizetype at = text.indexOf(c);
        return at < 0 ? text.size() : at;
    };
    const QString whole = behindScheme.left(find(behindScheme, u'#')); // a fragment is never sent
    const qsizetype question = find(whole, u'?');
    const QString front = whole.left(question);
    const qsizetype slash = find(front, u'/');
    return {front.left(slash), front.mid(slash), whole.mid(question + 1)};
}

bool isSchemeAgain(const Parts& parts)
{
    QString first = parts.authority.toLower();
    if (first.endsWith(u':'))
        first.chop(1);
    return schemeOf(first) && parts.path.startsWith(QLatin1String("//"));
}

bool looksLikeScheme(const QString& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'+' || c == u'-' || c == u'.';
    });
}

} // namespace

Result<TrackerUrl> TrackerUrl::parse(const QString& given)
{
    const QString text = given.trimmed();
    if (text.isEmpty())
        return wrong(ErrorCode::Missing, Words::tr("There is no URL."));
    const qsizetype mark = text.left(kMaxUrl).indexOf(QLatin1String("://"));
    const QString scheme = text.left(std::max<qsizetype>(mark, 0)).toLower();
    if (!looksLikeScheme(scheme))
        return noScheme(text);
    const auto known = schemeOf(scheme);
    if (!known)
        return unknownScheme(scheme);
    if (text.size() > kMaxUrl)
        return wrong(ErrorCode::TooLarge, Words::tr("The URL is longer than 4096 letters."));
    const Parts parts = split(text.mid(mark + 3));
    if (isSchemeAgain(parts))
        return wrong(ErrorCode::Malformed, Words::tr("The scheme stands twice."));
    for (const auto& [part, where] : {std::pair(&parts.authority, QT_TRANSLATE_NOOP("remote", "host")),
             {&parts.path, QT_TRANSLATE_NOOP("remote", "path")}, {&parts.query, QT_TRANSLATE_NOOP("remote", "query")}})
        if (const auto bad = badCharacter(*part, where))
            return wrong(ErrorCode::Malformed, *bad);
    TrackerUrl url{*known, {}, 0, escaped(parts.path), escaped(parts.query)};
    if (url.path.isEmpty() && *known != Scheme::Udp)
        url.path = "/";
    return withAuthority(std::move(url), parts.authority);
}

} // namespace waggle::remote
