// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/torrent/nametable.h"

#include <QJsonObject>

// One entry of torrents.json.
namespace waggle::torrent {

[[nodiscard]] QJsonObject toJson(const KnownTorrent& known);
// Nothing where the entry has no usable hash; a wrong value elsewhere counts as not there.
[[nodiscard]] std::optional<KnownTorrent> fromJson(const QJsonObject& entry);

} // namespace waggle::torrent
