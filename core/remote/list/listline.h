// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <string_view>
#include <vector>

// What in a line of pasted text is a tracker. Pure; time grows with the length of the line.
namespace waggle::remote {

struct ListItem {
    enum class Kind { Url, Bare, Magnet, Broken };
    Kind kind = Kind::Url;
    QByteArray
        text; // UTF-8, perhaps invalid; Bare: host:port[/path]; Broken: what was meant as a tracker and has no URL
};

// `prose`: http links count only where they look like an announce, even if they stand alone.
[[nodiscard]] std::vector<ListItem> readListLine(std::string_view line, bool prose = false);

// A magnet link's trackers (tr=, tr.1=) and hashes (xt=urn:btih, urn:btmh), escapes undone.
struct MagnetItems {
    std::vector<QByteArray> trackers;
    std::vector<QByteArray> topics; // "urn:btih:…"
};
[[nodiscard]] MagnetItems readMagnetLine(const QByteArray& link);

} // namespace waggle::remote
