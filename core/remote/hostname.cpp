// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/hostname.h"

#include "core/protocol/types.h"
#include "core/text/words.h"
#include "core/torrent/safename.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace waggle::remote {

using protocol::ErrorCode;
using protocol::fail;
using protocol::Result;

namespace {

constexpr qsizetype kMaxHost = 253; // RFC 1035
constexpr qsizetype kMaxLabel = 63;
constexpr qsizetype kMaxShown = 80; // bytes of a label in an error

tl::unexpected<protocol::Error> malformed(const QString& message)
{
    return fail(ErrorCode::Malformed, message.toStdString());
}

bool isAscii(const QString& text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

bool isDigits(QStringView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

bool isLabelCharacter(QChar c)
{
    // No host name has '_', but names in the DNS do, and trackers answer there.
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-' || c == u'_';
}

Result<QString> readLiteral6(const QString& text)
{
    if (!text.endsWith(u']'))
        return malformed(
            Words::tr("The host's bracket is not closed: an IPv6 address is written as in udp://[2001:db8::1]:6969."));
    const QString inside = text.mid(1, text.size() - 2);
    if (inside.contains(u'%'))
        return fail(ErrorCode::Unsupported,
            Words::tr(
                "The host is an IPv6 address with a scope (what follows %): it means another network on each computer. "
                "Write the address without it.")
                .toStdString());
    const auto address = protocol::Address::parse(inside.toStdString());
    if (!inside.contains(u':') || !address)
        return malformed(Words::tr("The host in brackets is no IPv6 address."));
    return QString::fromStdString(address->text());
}

Result<QString> checkLabel(const QString& label)
{
    if (label.isEmpty())
        return malformed(Words::tr("The host has an empty part: two dots follow each other, or it begins with one."));
    const bool hyphened = label.startsWith(u'-') || label.endsWith(u'-');
    if (label.size() <= kMaxLabel && !hyphened && std::all_of(label.begin(), label.end(), isLabelCharacter))
        return label;
    const QString shown = torrent::safeText(label, kMaxShown);
    if (label.size() > kMaxLabel)
        return fail(ErrorCode::TooLarge,
            Words::tr("A part of the host is longer than 63 letters: %1.").arg(shown).toStdString());
    if (hyphened)
        return malformed(Words::tr("A part of the host begins or ends with a hyphen: %1.").arg(shown));
    return malformed(Words::tr("A part of the host has a character that no name has: %1.").arg(shown));
}

// Resolvers would read 1.2.3, 0x7f.1 or 010.0.0.1 as addresses, each in its own way.
bool looksLikeAddress(const QString& lastLabel)
{
    return isDigits(lastLabel) || (lastLabel.startsWith(QLatin1String("0x")) && lastLabel.size() > 2);
}

Result<QString> toAscii(const QString& text)
{
    if (isAscii(text))
        return text.toLower();
    const QString ascii = QString::fromLatin1(QUrl::toAce(text));
    if (ascii.isEmpty())
        return malformed(Words::tr("The host is no international name: it has characters that cannot stand there."));
    return ascii.toLower();
}

} // namespace

Result<QString> readHost(const QString& text)
{
    if (text.isEmpty())
        return fail(ErrorCode::Missing, Words::tr("The host is missing behind \"://\".").toStdString());
    if (text.startsWith(u'['))
        return readLiteral6(text);
    if (text.size() > 2 * kMaxHost)
        return fail(
            ErrorCode::TooLarge, Words::tr("The host is longer than the 253 letters a name can have.").toStdString());
    auto host = toAscii(text);
    if (!host)
        return host;
    if (host->endsWith(u'.'))
        host->chop(1); // the root: the same name
    if (host->size() > kMaxHost)
        return fail(
            ErrorCode::TooLarge, Words::tr("The host is longer than the 253 letters a name can have.").toStdString());
    const QStringList labels = host->split(u'.');
    for (const QString& label : labels)
        if (const auto checked = checkLabel(label); !checked)
            return checked;
    if (looksLikeAddress(labels.last()) && !protocol::Address::parse(host->toStdString()))
        return malformed(
            Words::tr("The host is no IPv4 address: that is four numbers from 0 to 255 with dots between them."));
    return host;
}

QString bracketed(const QString& host)
{
    return host.contains(QLatin1Char(':')) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
}

QByteArray authorityOf(const QString& host, std::uint16_t port, std::uint16_t usual)
{
    const QByteArray name = bracketed(host).toLatin1();
    return port == usual ? name : name + ':' + QByteArray::number(port);
}

} // namespace waggle::remote
