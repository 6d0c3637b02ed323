// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"
#include "core/torrent/nametable.h"

#include <QObject>
#include <QStringList>

namespace waggle::torrent {

// Reads a .torrent file's bytes (BEP 3, 52) or a magnet link (BEP 9) with libtorrent. Total: any bytes give a torrent or
// an Error in words. Thread-safe.
inline constexpr qint64 kMaxTorrentFile = 10ll << 20;
[[nodiscard]] protocol::Result<KnownTorrent> readTorrent(const QByteArray& bytes);
[[nodiscard]] protocol::Result<KnownTorrent> readMagnet(const QString& link);
// Name from the network for a label: at most 255 bytes of UTF-8, control and direction characters shown escaped.
[[nodiscard]] QString safeName(const QString& raw);

// The torrents this tracker knows by name: torrents.json and torrents/HASH.torrent in the data folder. Lives on a thread
// of its own ("files"), since disks can be slow; speaks only by signals and slots.
class Library final : public QObject {
    Q_OBJECT
public:
    explicit Library(const QString& dataFolder, QObject* parent = nullptr);

public Q_SLOTS:
    void load();
    void add(const QStringList& filesOrMagnets); // .torrent paths and magnet: links
    void setLabel(const waggle::protocol::InfoHash& infoHash, const QString& label);
    void remove(const waggle::protocol::InfoHash& infoHash);
    void restore(const waggle::protocol::InfoHash& infoHash); // undo of the last remove()
    void setCompleted(const waggle::protocol::InfoHash& infoHash, qint64 wallMs);

Q_SIGNALS:
    void changed(const waggle::torrent::NameTablePtr& table);
    void added(const QString& name, const waggle::protocol::InfoHash& infoHash, bool isNew);
    void failed(const QString& what, const QString& why); // which file, and a sentence

private:
    QString m_folder;
};

} // namespace waggle::torrent
