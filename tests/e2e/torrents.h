// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QByteArray>
#include <QString>

namespace waggle::e2e {

// A file of random content and its .torrent, whose only tracker is `announceUrl`. The content differs from call to
// call: two torrents of equal content would be one swarm, and tests would meet.
struct MadeTorrent {
    QString seedFolder; // holds the file
    QString fileName;
    QString torrentPath;
    QByteArray content;
    protocol::InfoHash infoHash;

    // Whether `folder` holds the whole file with the right bytes.
    [[nodiscard]] bool isWholeIn(const QString& folder) const;
};

[[nodiscard]] MadeTorrent makeTorrent(const QString& folder, const QString& announceUrl, int bytes = 3'000'000);

} // namespace waggle::e2e
