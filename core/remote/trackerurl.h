// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"
#include "core/protocol/types.h"

#include <QByteArray>
#include <QString>

#include <compare>
#include <cstdint>
#include <optional>

namespace waggle::remote {

enum class Scheme : std::uint8_t { Udp, Http, Https, Ws, Wss };
[[nodiscard]] QString schemeText(Scheme scheme); // "udp"
[[nodiscard]] constexpr bool isTls(Scheme scheme)
{
    return scheme == Scheme::Https || scheme == Scheme::Wss;
}
[[nodiscard]] std::uint16_t defaultPort(Scheme scheme); // 0 for udp: it has none
[[nodiscard]] constexpr bool isWebSocket(Scheme scheme)
{
    return scheme == Scheme::Ws || scheme == Scheme::Wss;
}

// The announce URL of somebody's tracker. A value; equal URLs are equal values. Bytes of path and query stay as given
// (`+` and escapes mean what the tracker's operator wrote).
struct TrackerUrl {
    Scheme scheme = Scheme::Udp;
    QString host; // lower case, ASCII (IDN as xn--…); an IPv6 literal without brackets
    std::uint16_t port = 0; // never 0 in a parsed one: the scheme's own where none was given
    QByteArray path; // "/announce"; "" only for udp
    QByteArray query; // behind '?', without it; often holds a key
    bool operator==(const TrackerUrl&) const = default;
    std::strong_ordering operator<=>(const TrackerUrl& other) const;

    // One URL. The error says which part is wrong and what was meant. A text without scheme is an error here; see
    // parseTrackerList(), which asks it over udp and http.
    [[nodiscard]] static protocol::Result<TrackerUrl> parse(const QString& text);
    [[nodiscard]] QString origin() const; // "udp://tracker.example:6969", "http://[2001:db8::1]"; never a key
    [[nodiscard]] QString text() const; // whole, with its keys: for asking and for the clipboard of good ones only
    // For reports, titles, logs and file names: what may be a passkey in path or query is "…" (each path part but the
    // verb that has 16 letters and digits or more, and every query value).
    [[nodiscard]] QString shown() const;
    [[nodiscard]] bool hasKey() const { return shown() != text(); }
    [[nodiscard]] std::optional<protocol::Address> literal() const; // of a host that is an address
    [[nodiscard]] QByteArray target() const; // path and query for a request line, before the announce's own query
    // BEP 48: the last path part that begins with "announce" turned to "scrape"; nothing where there is none.
    [[nodiscard]] std::optional<QByteArray> scrapeTarget() const;
    [[nodiscard]] QString hint() const; // what is right, but was perhaps not meant (no path); empty: nothing
};

// The same for any text in which `url`'s keys may stand (a failure reason, a redirect, raw bytes).
[[nodiscard]] QString withoutKeys(const TrackerUrl& url, QString text);
// Bytes to be shown or stored: as long as before, a '*' for each byte of a key.
[[nodiscard]] QByteArray maskKeys(const TrackerUrl& url, QByteArray bytes);

} // namespace waggle::remote
