// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"
#include "core/torrent/nametable.h"

#include <QString>
#include <QStringList>

namespace waggle::ui {

// A magnet link (BEP 9) for a swarm: the torrent's own where one is known, with our announce URLs added.
[[nodiscard]] QString magnetOf(
    const protocol::InfoHash& infoHash, const torrent::KnownTorrent* known, const QStringList& announceUrls);

} // namespace waggle::ui
