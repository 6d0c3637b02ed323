// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <cstdint>

// Waggle's own log: what the program did and what went wrong with it (not what clients asked: that is Requests).
namespace waggle::log {

enum class Level : std::uint8_t { Debug, Info, Warning, Error };

struct Line {
    std::uint64_t number = 0; // grows by one
    std::int64_t wallMs = 0;
    Level level = Level::Info;
    QString category; // "listener", "settings", "torrent", …
    QString text; // a sentence
};

} // namespace waggle::log

Q_DECLARE_METATYPE(waggle::log::Line)
