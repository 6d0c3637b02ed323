// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

#include <algorithm>

namespace waggle::settings {

using protocol::Address;
using protocol::ErrorCode;
using protocol::fail;
using protocol::Result;

namespace {

constexpr qsizetype kMaxText = 128;
constexpr qsizetype kMaxScope = 15; // IFNAMSIZ without its NUL

struct Parts {
    QString host;
    QString scope;
    std::optional<QString> port;
    bool bracketed = false;
};

// One colon parts an IPv4 address from its port; an IPv6 address has more of them and needs brackets for a port.
std::optional<Parts> split(const QString& text)
{
    Parts parts;
    qsizetype portAt = -1;
    if (text.startsWith(u'[')) {
        const qsizetype end = text.indexOf(u']');
        if (end < 0 || (end + 1 < text.size() && text[end + 1] != u':'))
            return std::nullopt;
        parts.bracketed = true;
        parts.host = text.mid(1, end - 1);
        portAt = end + 1 < text.size() ? end + 2 : -1;
    } else {
        const bool onlyOne = text.count(u':') == 1;
        parts.host = onlyOne ? text.section(u':', 0, 0) : text;
        portAt = onlyOne ? text.indexOf(u':') + 1 : -1;
    }
    if (portAt >= 0)
        parts.port = text.mid(portAt);
    if (const qsizetype percent = parts.host.indexOf(u'%'); percent >= 0) {
        parts.scope = parts.host.mid(percent + 1);
        if (parts.scope.isEmpty())
            return std::nullopt;
        parts.host.truncate(percent);
    }
    return parts;
}

bool isInterfaceName(const QString& scope)
{
    return scope.size() <= kMaxScope && std::all_of(scope.begin(), scope.end(), [](QChar c) {
        return c.unicode() > 0x20 && c.unicode() < 0x7f && c != u'/' && c != u'%' && c != u'[' && c != u']';
    });
}

std::optional<std::uint16_t> parsePort(const QString& text)
{
    const bool digits
        = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool ok = false;
    const uint value = text.toUInt(&ok);
    if (!digits || !ok || value > 65'535)
        return std::nullopt;
    return static_cast<std::uint16_t>(value);
}

Result<void> checkScope(const Address& address, const QString& scope)
{
    const bool needs = address.family() == protocol::Family::V6 && address.isLinkLocal();
    if (needs && scope.isEmpty())
        return fail(ErrorCode::Missing,
            "An address in fe80::/10 is another one on each interface: write the interface behind it, "
            "as in [fe80::1%eth0]:6969.");
    if (!needs && !scope.isEmpty())
        return fail(ErrorCode::Malformed, "An interface (%eth0) belongs behind an fe80:: address only.");
    if (!isInterfaceName(scope))
        return fail(ErrorCode::Malformed, "What follows the % is no interface name.");
    return {};
}

} // namespace

Result<ListenEntry> ListenEntry::parse(const QString& text)
{
    static constexpr const char* kForms = "Write an IP address, and a port if you like: 192.168.1.20, "
                                          "192.168.1.20:7000, ::1 or [2001:db8::1]:7000.";
    const QString trimmed = text.trimmed();
    if (trimmed.size() > kMaxText)
        return fail(ErrorCode::TooLarge, std::string("That is too long for an address. ") + kForms);
    const std::optional<Parts> parts = split(trimmed);
    const std::optional<Address> address = parts ? Address::parse(parts->host.toStdString()) : std::nullopt;
    if (!address || parts->host.contains(u'[') || (parts->bracketed && !parts->host.contains(u':')))
        return fail(ErrorCode::Malformed, std::string("That is no IP address. ") + kForms);
    if (address->isMulticast())
        return fail(ErrorCode::OutOfRange, "That is a multicast address: nothing can listen for clients on it.");
    if (const Result<void> scope = checkScope(*address, parts->scope); !scope)
        return tl::unexpected(scope.error());
    ListenEntry entry{*address, parts->scope, std::nullopt};
    if (parts->port) {
        entry.port = parsePort(*parts->port);
        if (!entry.port)
            return fail(ErrorCode::OutOfRange, "The port must be a number from 0 (any free one) to 65535.");
    }
    return entry;
}

QString ListenEntry::text() const
{
    QString host = QString::fromStdString(address.text());
    if (!scope.isEmpty())
        host += u'%' + scope;
    if (!port)
        return host;
    const bool v6 = address.family() == protocol::Family::V6;
    return (v6 ? u'[' + host + u']' : host) + u':' + QString::number(*port);
}

} // namespace waggle::settings
