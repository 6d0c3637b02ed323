// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QString>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

// What is known of a torrent beside its announces. Immutable tables, shared between threads, swapped whole.
namespace waggle::torrent {

struct TorrentFile {
    QString path; // relative, "/" between parts; control and direction characters escaped
    std::uint64_t size = 0;
};

inline constexpr std::size_t kMaxListedFiles = 5000;

struct KnownTorrent {
    protocol::InfoHash infoHash; // v1, or the truncated v2 where there is no v1
    std::optional<protocol::InfoHash> secondHash; // hybrid: the truncated v2 hash; both swarms are one row
    QString name; // at most 255 bytes, escaped; empty: only a label is known
    std::optional<std::uint64_t> size; // unknown for a magnet link
    std::vector<TorrentFile> files; // the first kMaxListedFiles, without padding
    std::uint64_t fileCount = 0; // all of them
    QString label;
    QString magnet;
    std::vector<std::vector<QString>> trackers; // tiers
    bool isPrivate = false;
    std::int64_t addedMs = 0; // wall clock
    std::optional<std::int64_t> completedMs; // first completion seen
    bool hasTorrentFile = false; // torrents/HASH.torrent is there
};

using NameTable = std::map<protocol::InfoHash, std::shared_ptr<const KnownTorrent>>; // both hashes of a hybrid
using NameTablePtr = std::shared_ptr<const NameTable>;

} // namespace waggle::torrent
