// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/trackerurl.h"

#include <QStringList>

#include <vector>

namespace waggle::remote {

// What was found in something pasted, dropped or read.
struct TrackerList {
    std::vector<TrackerUrl> trackers; // in order, each once (keys and all; the default port is the same as none)
    std::vector<protocol::InfoHash> hashes; // of magnet links
    std::size_t duplicates = 0;
    QStringList problems; // lines that were meant as a tracker and are none: which part is wrong; at most 100
    std::size_t problemCount = 0; // all of them
};

inline constexpr qsizetype kMaxListBytes = 16 << 20;
inline constexpr std::size_t kMaxTrackers = 20'000;

// Any bytes: lists with or without empty lines, comments (#) and numbering, magnet links (tr=), HTML or Markdown text
// with URLs in it, JSON arrays, bare `host:port[/announce]` (asked as udp and http). 10,000 lines take well under 150
// ms.
[[nodiscard]] TrackerList parseTrackerList(const QByteArray& bytes);
// A .torrent's bytes: announce and announce-list (BEP 12), and its hash; else like parseTrackerList().
[[nodiscard]] TrackerList readTrackers(const QByteArray& bytes);

} // namespace waggle::remote
