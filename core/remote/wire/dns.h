// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/record.h"

// DNS messages (RFC 1035, 3596, 6891) as far as a tracker's name needs them, and BEP 34 records. Pure, total, bounded:
// compression loops, lengths past the end and answers to other questions give an error.
namespace waggle::remote::dns {

inline constexpr std::uint16_t kClassInternet = 1; // IN, the only class asked

struct Question {
    std::uint16_t id = 0;
    QByteArray name; // ASCII, no trailing dot
    RecordType type = RecordType::A;
};
// Empty for a name that cannot be asked (a part over 63 bytes, over 253 in all, empty).
[[nodiscard]] QByteArray writeQuery(const Question& question);

struct Answer {
    Cause cause = Cause::None; // NxDomain, ServFail, NoData
    bool cut = false; // ask again over TCP
    std::vector<protocol::Address> addresses;
    QStringList aliases;
    std::vector<std::vector<QByteArray>> texts;
    std::optional<std::uint32_t> ttl;
};
// Follows the CNAME chain inside the message. An error for what does not answer `question`.
[[nodiscard]] protocol::Result<Answer> readAnswer(const QByteArray& message, const Question& question);

// BEP 34: the TXT records of a host, each in its strings. Strings of one record are joined first; ports of several
// records add up. A word that is nearly a port ("udp:6969") is malformed and no port, but does not mean that the host
// is denied.
[[nodiscard]] Bep34 readBep34(const std::vector<std::vector<QByteArray>>& texts);

// hosts(5): addresses of a name in the text of a hosts file.
[[nodiscard]] std::vector<protocol::Address> readHosts(const QByteArray& file, const QByteArray& name);
// resolv.conf(5): its servers, in order.
[[nodiscard]] QStringList readResolvConf(const QByteArray& file);

} // namespace waggle::remote::dns
