// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/dns.h"

#include <algorithm>

namespace waggle::remote::dns {

namespace {

constexpr qsizetype kMaxServers = 3; // of resolv.conf(5): further ones are ignored by everybody

QList<QByteArray> words(const QByteArray& line)
{
    return line.simplified().split(' ');
}

QByteArray upTo(const QByteArray& line, char mark)
{
    const auto end = line.indexOf(mark);
    return end < 0 ? line : line.left(end);
}

std::optional<protocol::Address> readAddress(const QByteArray& text)
{
    return protocol::Address::parse({text.constData(), static_cast<std::size_t>(text.size())});
}

} // namespace

std::vector<protocol::Address> readHosts(const QByteArray& file, const QByteArray& name)
{
    std::vector<protocol::Address> addresses;
    for (const QByteArray& line : file.split('\n')) {
        const auto parts = words(upTo(line, '#'));
        const auto isName = [&](const QByteArray& part) { return part.compare(name, Qt::CaseInsensitive) == 0; };
        if (name.isEmpty() || std::none_of(parts.begin() + 1, parts.end(), isName))
            continue;
        if (const auto address = readAddress(parts.front()))
            addresses.push_back(*address);
    }
    return addresses;
}

QStringList readResolvConf(const QByteArray& file)
{
    QStringList servers;
    for (const QByteArray& line : file.split('\n')) {
        const auto parts = words(upTo(upTo(line, '#'), ';'));
        // The keyword begins its line. A scope ("fe80::1%eth0") belongs to the address.
        if (!line.startsWith("nameserver") || parts.size() < 2 || parts[0] != "nameserver")
            continue;
        if (servers.size() < kMaxServers && readAddress(upTo(parts[1], '%')))
            servers << QString::fromLatin1(parts[1]);
    }
    return servers;
}

} // namespace waggle::remote::dns
