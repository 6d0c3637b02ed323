// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/trackerurl.h"

#include <QByteArrayList>

#include <algorithm>
#include <vector>

// Keys in URLs: which parts they are, and how they are found again in what a tracker sends back.
namespace waggle::remote {

namespace {

constexpr qsizetype kKeyLetters = 16; // letters and digits of a path part that may be a key
constexpr qsizetype kWorthHiding = 6; // shorter query values are hidden with their name only
constexpr qsizetype kPrefix = 8; // of a key cut short
constexpr char kHidden[] = "\xe2\x80\xa6"; // "…"

bool isLetterOrDigit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool mayBeKey(QByteArrayView part)
{
    return std::count_if(part.begin(), part.end(), isLetterOrDigit) >= kKeyLetters;
}

QByteArray shownPath(const QByteArray& path)
{
    QList<QByteArray> parts = path.split('/');
    for (QByteArray& part : parts)
        if (mayBeKey(part))
            part = kHidden;
    return parts.join('/');
}

QByteArray shownQuery(const QByteArray& query)
{
    QList<QByteArray> pieces = query.split('&');
    for (QByteArray& piece : pieces) {
        const qsizetype equals = piece.indexOf('=');
        if (equals < 0 || mayBeKey(QByteArrayView(piece).first(equals)))
            piece = piece.isEmpty() ? piece : QByteArray(kHidden);
        else if (equals + 1 < piece.size())
            piece = piece.left(equals + 1) + kHidden;
    }
    return pieces.join('&');
}

// What must not be seen: its bytes, of which the first `kept` are no secret but must be there ("pin=" of "pin=12").
struct Secret {
    QByteArray bytes; // escapes undone, lower case
    qsizetype kept = 0;
};

// One byte of text or one escape (%aa).
struct Unit {
    char byte = 0;
    qsizetype length = 1;
};

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

char lowerCase(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

Unit unitAt(QByteArrayView text, qsizetype at)
{
    if (text[at] == '%' && at + 2 < text.size()) {
        const int high = hexValue(text[at + 1]);
        const int low = hexValue(text[at + 2]);
        if (high >= 0 && low >= 0)
            return {lowerCase(static_cast<char>(high * 16 + low)), 3};
    }
    return {lowerCase(text[at]), 1};
}

QByteArray undone(QByteArrayView text)
{
    QByteArray out;
    for (qsizetype at = 0; at < text.size();) {
        const Unit unit = unitAt(text, at);
        out += unit.byte;
        at += unit.length;
    }
    return out;
}

std::vector<Secret> secretsOf(const TrackerUrl& url)
{
    std::vector<Secret> secrets;
    for (const QByteArray& part : url.path.split('/')) {
        if (mayBeKey(part))
            secrets.push_back({undone(part), 0});
        const QByteArray inner = part.mid(part.lastIndexOf('=') + 1); // "announce;key=…"
        if (inner.size() < part.size() && mayBeKey(inner))
            secrets.push_back({undone(inner), 0});
    }
    for (const QByteArray& piece : url.query.split('&')) {
        const qsizetype equals = piece.indexOf('=');
        const bool isNameKey = equals >= 0 && mayBeKey(QByteArrayView(piece).first(equals));
        if (isNameKey)
            secrets.push_back({undone(QByteArrayView(piece).first(equals)), 0});
        const QByteArray value = undone(QByteArrayView(piece).sliced(equals + 1));
        if (value.size() >= kWorthHiding)
            secrets.push_back({value, 0});
        else if (!value.isEmpty() && equals > 0 && !isNameKey)
            secrets.push_back({undone(piece), undone(QByteArrayView(piece).first(equals + 1)).size()});
    }
    // The longest first: a shorter one may be a part of it.
    std::stable_sort(secrets.begin(), secrets.end(),
        [](const Secret& a, const Secret& b) { return a.bytes.size() > b.bytes.size(); });
    return secrets;
}

bool same(char text, char secret)
{
    return text == secret || (text == ' ' && secret == '+') || (text == '+' && secret == ' ');
}

struct Match {
    qsizetype from = 0, to = 0; // of what is hidden
};

// At `at`: the whole secret, or so much of its beginning that it must be a key cut short.
std::optional<Match> matchAt(QByteArrayView text, qsizetype at, const Secret& secret)
{
    qsizetype matched = 0;
    Match match{at, at};
    while (matched < secret.bytes.size() && match.to < text.size()) {
        const Unit unit = unitAt(text, match.to);
        if (!same(unit.byte, secret.bytes[matched]))
            break;
        match.to += unit.length;
        if (++matched == secret.kept)
            match.from = match.to;
    }
    const bool whole = matched == secret.bytes.size();
    const bool cut = secret.kept == 0 && secret.bytes.size() >= kKeyLetters && matched >= kPrefix;
    return whole || cut ? std::optional(match) : std::nullopt;
}

template <typename Hide> // what stands in place of so many bytes
QByteArray hidden(const TrackerUrl& url, const QByteArray& text, Hide hide)
{
    const std::vector<Secret> secrets = secretsOf(url);
    if (secrets.empty())
        return text;
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        std::optional<Match> found;
        const char first = unitAt(text, at).byte;
        for (const Secret& secret : secrets)
            if (same(first, secret.bytes[0]) && (found = matchAt(text, at, secret)))
                break;
        if (!found) {
            out += text[at++];
            continue;
        }
        out += text.mid(at, found->from - at) + hide(found->to - found->from);
        at = found->to;
    }
    return out;
}

} // namespace

QString TrackerUrl::shown() const
{
    const QByteArray target = query.isEmpty() ? shownPath(path) : shownPath(path) + '?' + shownQuery(query);
    return origin() + QString::fromUtf8(target);
}

QString withoutKeys(const TrackerUrl& url, QString text)
{
    const QByteArray bytes = text.toUtf8();
    const QByteArray out = hidden(url, bytes, [](qsizetype) { return QByteArray(kHidden); });
    return out == bytes ? text : QString::fromUtf8(out);
}

QByteArray maskKeys(const TrackerUrl& url, QByteArray bytes)
{
    return hidden(url, bytes, [](qsizetype count) { return QByteArray(count, '*'); });
}

} // namespace waggle::remote
