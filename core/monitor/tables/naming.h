// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/rows.h"
#include "core/torrent/nametable.h"

#include <QString>

// How things are called and identified in rows.
namespace waggle::monitor {

[[nodiscard]] QString shortHash(const InfoHash& infoHash); // "4f1c…09ab"
[[nodiscard]] std::shared_ptr<const torrent::KnownTorrent> knownTorrent(
    const torrent::NameTable* names, const InfoHash& infoHash); // null: nobody told us
[[nodiscard]] QString swarmName(const torrent::KnownTorrent* known, const InfoHash& infoHash);
[[nodiscard]] QString clientText(const protocol::PeerId& peerId);

// A hybrid torrent's two swarms are one row: that of its first hash.
[[nodiscard]] InfoHash rowHash(const torrent::KnownTorrent* known, const InfoHash& infoHash);

[[nodiscard]] RowKey swarmKey(const InfoHash& infoHash);
[[nodiscard]] RowKey clientKey(const InfoHash& infoHash, const protocol::PeerId& peerId);
[[nodiscard]] RowKey addressKey(swarm::PeerKey key);
[[nodiscard]] RowKey requestKey(std::uint64_t number);
[[nodiscard]] InfoHash hashOf(const RowKey& key); // of a swarm's or a client's key
[[nodiscard]] std::uint64_t numberOf(const RowKey& key); // of a request's key

} // namespace waggle::monitor
