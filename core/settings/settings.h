// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"
#include "core/protocol/types.h"
#include "core/swarm/announcetiming.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

// Everything a person can set about the tracker. A value: read from settings.json, laid over by the command line,
// handed to those who apply it. What each may be and how it is called: descriptor.h.
namespace waggle::settings {

inline constexpr int kVersion = 1;
inline constexpr std::uint16_t kDefaultPort = 6969;

enum class Allow { Network, Anyone };
enum class Theme { System, Light, Dark };
enum class Families { Both, V4, V6 };

// One `--listen ADDR[:PORT]`. Without a port the transports' own ports hold.
struct ListenEntry {
    protocol::Address address;
    QString scope; // "eth0" of fe80::1%eth0
    std::optional<std::uint16_t> port; // 0: any free one, the same number for HTTP and UDP
    bool operator==(const ListenEntry&) const = default;

    // "192.168.1.20", "192.168.1.20:7000", "[::]:7000", "::1", "[fe80::1%eth0]:7000"
    [[nodiscard]] static protocol::Result<ListenEntry> parse(const QString& text);
    [[nodiscard]] QString text() const;
};

// How other people's trackers are checked.
struct Remote {
    int timeoutS = 10; // of each phase
    int jobs = 64; // at once
    Families families = Families::Both;
    // "socks5://[user:password@]host:port", "http://…"; empty: none. A wrong one is kept: nothing may go past it.
    QString proxy;
    QString caFile; // PEM; trusted beside the system's
    QString userAgent; // empty: Waggle's own
    bool operator==(const Remote&) const = default;
};

struct Settings {
    // Tracker
    bool trackerOn = true; // the window starts the tracker; a stop is remembered
    std::vector<ListenEntry> listen; // empty: every address, v4 and v6
    std::optional<std::uint16_t> httpPort = kDefaultPort; // unset: transport off
    std::optional<std::uint16_t> udpPort = kDefaultPort;
    int udpWorkers = 1;
    swarm::Policy policy;
    swarm::Caps caps;
    Allow allow = Allow::Network;
    std::vector<QString> trustedProxies; // CIDR; X-Forwarded-For is read only from these
    std::vector<QString> claimedIpNetworks; // CIDR; ip= and the IP field are honoured only from these
    bool answerBadConnectionIds = false; // an error packet for a bad or stale id instead of silence
    int httpConnections = 1000;

    // Window
    Theme theme = Theme::System;
    bool closeToTray = true;
    int tickMs = 1000;

    Remote remote;

    bool operator==(const Settings&) const = default;
};

// One wrong value: where ("tracker.interval"), and a sentence: what was wrong and what was used instead.
struct Problem {
    QString where;
    QString message;
    bool warning = false; // obeyed as it stands, but with a consequence that people should know
    bool operator==(const Problem&) const = default;
};

inline constexpr std::size_t kMaxListen = 64;
inline constexpr std::size_t kMaxNetworks = 256;
inline constexpr qsizetype kMaxUserAgent = 200;

struct Loaded {
    Settings settings;
    std::vector<Problem> problems; // wrong values replaced by defaults, one each, and warnings
    QString putAside; // where an unreadable file went; empty if none
};

// Reads `path`; a missing file gives the defaults; an unreadable one is renamed to settings.json.broken-N first.
[[nodiscard]] Loaded load(const QString& path);
// Atomic (QSaveFile). Keys that this version does not know are kept.
[[nodiscard]] protocol::Result<void> save(const QString& path, const Settings& settings);
// `wanted`, but with the values of `kept` for the settings named in `fixed` ("tracker.interval"): what the command line
// holds for this run goes neither into the file nor away by a change in the window.
[[nodiscard]] Settings keepFixed(const Settings& wanted, const Settings& kept, const QStringList& fixed);
// Puts defaults where a value is out of range, and says so; warns of what will surprise. Used by load, by the command
// line and by the Settings page.
[[nodiscard]] std::vector<Problem> validate(Settings& settings);

} // namespace waggle::settings
