// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/socks.h"

#include "core/remote/wire/bigendian.h"

#include <QCoreApplication>

namespace waggle::remote::socks {

namespace {

using protocol::ErrorCode;
using protocol::fail;
using protocol::Result;

constexpr std::uint8_t kVersion = 5;
constexpr std::uint8_t kPasswordVersion = 1;
constexpr std::uint8_t kNoMethod = 0xff;
constexpr qsizetype kMaxText = 255;
constexpr qsizetype kHostAt = 3; // in requests, replies and datagrams alike
enum AddressType : std::uint8_t { kV4 = 1, kName = 3, kV6 = 4 };

std::uint8_t byteAt(const QByteArray& bytes, qsizetype at)
{
    return static_cast<std::uint8_t>(bytes[at]);
}

// Type, address and port; empty for a name that does not fit.
QByteArray writeHost(const Host& host)
{
    QByteArray out;
    if (host.address) {
        out += static_cast<char>(host.address->family() == protocol::Family::V4 ? kV4 : kV6);
        out.append(reinterpret_cast<const char*>(host.address->data()), static_cast<qsizetype>(host.address->size()));
    } else {
        if (host.name.isEmpty() || host.name.size() > kMaxText)
            return {};
        out += static_cast<char>(kName);
        out += static_cast<char>(host.name.size());
        out += host.name;
    }
    appendBig(out, host.port);
    return out;
}

// A host that begins at `at`: nothing while bytes are missing. `used` counts from the beginning of the bytes.
MaybeRead<Host> readHost(const QByteArray& bytes, qsizetype at)
{
    if (bytes.size() <= at)
        return std::nullopt;
    const std::uint8_t type = byteAt(bytes, at);
    if (type != kV4 && type != kV6 && type != kName)
        return fail(ErrorCode::Malformed, "The proxy names an address of an unknown kind.");
    qsizetype start = at + 1;
    qsizetype size = type == kV4 ? 4 : 16;
    if (type == kName) {
        if (bytes.size() <= start)
            return std::nullopt;
        size = byteAt(bytes, start++);
    }
    if (bytes.size() < start + size + 2)
        return std::nullopt;
    Host host;
    if (type == kName)
        host.name = bytes.mid(start, size);
    else
        host.address = type == kV4 ? protocol::Address::v4(rawBytes(bytes, start))
                                   : protocol::Address::v6(rawBytes(bytes, start));
    host.port = readBig<std::uint16_t>(bytes, start + size);
    return Read<Host>{std::move(host), start + size + 2};
}

Result<void> checkVersion(const QByteArray& bytes, std::uint8_t version)
{
    if (!bytes.isEmpty() && byteAt(bytes, 0) != version)
        return fail(ErrorCode::Unsupported, "The proxy does not speak SOCKS5.");
    return {};
}

} // namespace

QByteArray writeGreeting(bool withPassword)
{
    return withPassword ? QByteArray("\x05\x02\x00\x02", 4) : QByteArray("\x05\x01\x00", 3);
}

QByteArray writePassword(const QByteArray& user, const QByteArray& password)
{
    if (user.isEmpty() || user.size() > kMaxText || password.size() > kMaxText)
        return {};
    QByteArray out(1, static_cast<char>(kPasswordVersion));
    for (const QByteArray* text : {&user, &password}) {
        out += static_cast<char>(text->size());
        out += *text;
    }
    return out;
}

QByteArray writeRequest(Command command, const Host& host)
{
    const QByteArray where = writeHost(host);
    if (where.isEmpty())
        return {};
    const char head[kHostAt] = {static_cast<char>(kVersion), static_cast<char>(command), 0};
    return QByteArray(head, kHostAt) + where;
}

MaybeRead<std::uint8_t> readMethod(const QByteArray& bytes)
{
    if (auto spoken = checkVersion(bytes, kVersion); !spoken)
        return tl::unexpected(spoken.error());
    if (bytes.size() < 2)
        return std::nullopt;
    const std::uint8_t method = byteAt(bytes, 1);
    if (method == kNoMethod)
        return fail(ErrorCode::Unsupported, "The proxy accepts none of the ways to log in that it was offered.");
    if (method != 0 && method != 2)
        return fail(ErrorCode::Unsupported, "The proxy wants a way to log in that it was not offered.");
    return Read<std::uint8_t>{method, 2};
}

MaybeRead<bool> readPasswordReply(const QByteArray& bytes)
{
    if (auto spoken = checkVersion(bytes, kPasswordVersion); !spoken)
        return tl::unexpected(spoken.error());
    if (bytes.size() < 2)
        return std::nullopt;
    return Read<bool>{byteAt(bytes, 1) == 0, 2};
}

MaybeRead<Reply> readReply(const QByteArray& bytes)
{
    if (auto spoken = checkVersion(bytes, kVersion); !spoken)
        return tl::unexpected(spoken.error());
    if (bytes.size() <= kHostAt)
        return std::nullopt;
    Reply reply;
    reply.code = byteAt(bytes, 1);
    if (reply.code != 0 && byteAt(bytes, kHostAt) == 0)
        return Read<Reply>{std::move(reply), bytes.size()}; // a refusal padded with zeros: some proxies send that
    auto bound = readHost(bytes, kHostAt);
    if (!bound)
        return tl::unexpected(bound.error());
    if (!*bound)
        return std::nullopt;
    reply.bound = std::move((*bound)->value);
    return Read<Reply>{std::move(reply), (*bound)->used};
}

QString Reply::text() const
{
    const auto words = [](const char* text) { return QCoreApplication::translate("remote", text); };
    switch (code) {
    case 0:
        return words("done");
    case 1:
        return words("general failure");
    case 2:
        return words("connection not allowed by ruleset");
    case 3:
        return words("network unreachable");
    case 4:
        return words("host unreachable");
    case 5:
        return words("connection refused");
    case 6:
        return words("time to live expired");
    case 7:
        return words("command not supported");
    case 8:
        return words("address type not supported");
    default:
        return words("unknown error %1").arg(code);
    }
}

QByteArray wrapDatagram(const Host& to, const QByteArray& payload)
{
    const QByteArray where = writeHost(to);
    return where.isEmpty() ? QByteArray() : QByteArray(kHostAt, '\0') + where + payload;
}

Result<Datagram> unwrapDatagram(const QByteArray& datagram)
{
    if (datagram.size() < kHostAt)
        return fail(ErrorCode::Truncated, "The proxy's datagram has no head.");
    if (datagram[2] != 0)
        return fail(ErrorCode::Unsupported, "The proxy sends datagrams in fragments.");
    auto from = readHost(datagram, kHostAt);
    if (!from)
        return tl::unexpected(from.error());
    if (!*from)
        return fail(ErrorCode::Truncated, "The proxy's datagram ends in its head.");
    return Datagram{std::move((*from)->value), datagram.mid((*from)->used)};
}

} // namespace waggle::remote::socks
