// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/trackerurl.h"

#include "core/remote/hostname.h"

#include <QCoreApplication>

#include <array>

namespace waggle::remote {

namespace {

constexpr QByteArrayView kVerb = "announce";

bool isLiteral6(const QString& host)
{
    return host.contains(QLatin1Char(':'));
}

} // namespace

QString schemeText(Scheme scheme)
{
    static constexpr std::array kNames{"udp", "http", "https", "ws", "wss"};
    return QString::fromLatin1(kNames.at(static_cast<std::size_t>(scheme)));
}

std::uint16_t defaultPort(Scheme scheme)
{
    if (scheme == Scheme::Udp)
        return 0;
    return isTls(scheme) ? 443 : 80;
}

std::strong_ordering TrackerUrl::operator<=>(const TrackerUrl& other) const
{
    // Qt's strings have no <=> of their own yet.
    if (const auto order = scheme <=> other.scheme; order != 0)
        return order;
    if (const int order = host.compare(other.host); order != 0)
        return order <=> 0;
    if (const auto order = port <=> other.port; order != 0)
        return order;
    if (const int order = path.compare(other.path); order != 0)
        return order <=> 0;
    return query.compare(other.query) <=> 0;
}

QString TrackerUrl::origin() const
{
    QString text = schemeText(scheme) + QLatin1String("://");
    text += isLiteral6(host) ? QLatin1Char('[') + host + QLatin1Char(']') : host;
    if (port != defaultPort(scheme))
        text += QLatin1Char(':') + QString::number(port);
    return text;
}

QString TrackerUrl::text() const
{
    return origin() + QString::fromUtf8(target());
}

std::optional<protocol::Address> TrackerUrl::literal() const
{
    return protocol::Address::parse(host.toStdString());
}

QByteArray TrackerUrl::target() const
{
    return query.isEmpty() ? path : path + '?' + query;
}

std::optional<QByteArray> TrackerUrl::scrapeTarget() const
{
    // BEP 48 looks behind the last '/' of the whole URL: one in the query means that there is no scrape.
    const qsizetype slash = path.lastIndexOf('/');
    if (slash < 0 || query.contains('/') || !QByteArrayView(path).sliced(slash + 1).startsWith(kVerb))
        return std::nullopt;
    return target().replace(slash + 1, kVerb.size(), "scrape");
}

QString TrackerUrl::hint() const
{
    if ((scheme == Scheme::Http || scheme == Scheme::Https) && path == "/" && query.isEmpty())
        return QCoreApplication::translate("remote",
            "The URL ends with its host, so \"/\" is asked. Most trackers answer at \"/announce\": that was perhaps "
            "meant.");
    return {};
}

} // namespace waggle::remote
