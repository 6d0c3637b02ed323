// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"
#include "core/torrent/nametable.h"

#include <QByteArray>

// .torrent files and magnet links, read with libtorrent. Total: any bytes give a torrent or an Error in words. Any
// thread; time grows with the size of the input, which is bounded.
namespace waggle::torrent {

inline constexpr qint64 kMaxTorrentFile = 10ll << 20;
inline constexpr qsizetype kMaxMagnet = 64 << 10;

[[nodiscard]] protocol::Result<KnownTorrent> readTorrent(const QByteArray& bytes); // BEP 3, 47, 52
[[nodiscard]] protocol::Result<KnownTorrent> readMagnet(const QString& link); // BEP 9
[[nodiscard]] bool isMagnet(const QString& text); // begins like one

} // namespace waggle::torrent
