// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/bigendian.h"
#include "core/remote/wire/dns.h"

#include <algorithm>

namespace waggle::remote::dns {

namespace {

constexpr qsizetype kMaxLabel = 63;
constexpr qsizetype kMaxName = 253; // as text, without the trailing dot
constexpr std::uint16_t kRecursionDesired = 0x0100;
constexpr std::uint16_t kOpt = 41;
constexpr std::uint16_t kUdpSize = 1232; // what fits every path unfragmented; more comes cut, then over TCP

bool isPlain(char c)
{
    return c > ' ' && c < 0x7f && c != '\\'; // readers escape the rest, so that such a name never compares equal
}

// The name in labels; empty for one that cannot be asked.
QByteArray labels(const QByteArray& name)
{
    if (name.isEmpty() || name.size() > kMaxName || !std::all_of(name.begin(), name.end(), isPlain))
        return {};
    QByteArray wire;
    for (const QByteArray& label : name.split('.')) {
        if (label.isEmpty() || label.size() > kMaxLabel)
            return {};
        wire += static_cast<char>(label.size());
        wire += label;
    }
    return wire + '\0';
}

} // namespace

QByteArray writeQuery(const Question& question)
{
    const QByteArray name = labels(question.name);
    if (name.isEmpty())
        return {};
    QByteArray query;
    for (const std::uint16_t field : {question.id, kRecursionDesired, std::uint16_t{1}, std::uint16_t{0},
             std::uint16_t{0}, std::uint16_t{1}}) // one question, one additional record
        appendBig(query, field);
    query += name;
    appendBig(query, static_cast<std::uint16_t>(question.type));
    appendBig(query, kClassInternet);
    query += '\0'; // OPT of the root (RFC 6891): its class is our size, its TTL the extended flags, none set
    appendBig(query, kOpt);
    appendBig(query, kUdpSize);
    appendBig(query, std::uint32_t{0});
    appendBig(query, std::uint16_t{0});
    return query;
}

} // namespace waggle::remote::dns
