// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/torrent/nametable.h"
#include "core/torrent/reader.h"
#include "core/torrent/safename.h"

#include <QObject>
#include <QStringList>

#include <functional>

namespace waggle::torrent {

// The torrents this tracker knows by name: torrents.json and torrents/HASH.torrent in the data folder. Lives on a
// thread of its own ("files"), since disks can be slow; speaks only by signals and slots.
class Library final : public QObject {
    Q_OBJECT
public:
    using WallClock = std::function<qint64()>; // ms since the epoch
    explicit Library(const QString& dataFolder, QObject* parent = nullptr); // the system's clock
    Library(const QString& dataFolder, WallClock wallMs, QObject* parent = nullptr);
    ~Library() override; // writes what is not yet written

    static constexpr std::size_t kMaxKnown = 50'000;

public Q_SLOTS:
    void load();
    void add(const QStringList& filesOrMagnets); // .torrent paths, file:// URLs and magnet: links
    // A swarm that is no known torrent becomes an entry without a name; taking its label off again ends that.
    void setLabel(const waggle::protocol::InfoHash& infoHash, const QString& label);
    void remove(const waggle::protocol::InfoHash& infoHash);
    void restore(const waggle::protocol::InfoHash& infoHash); // undo of a remove() in this run
    void setCompleted(const waggle::protocol::InfoHash& infoHash, qint64 wallMs); // the first one counts

Q_SIGNALS:
    void changed(const waggle::torrent::NameTablePtr& table);
    void added(const QString& name, const waggle::protocol::InfoHash& infoHash, bool isNew);
    void failed(const QString& what, const QString& why); // which file, and a sentence

private:
    using Entry = std::shared_ptr<const KnownTorrent>;

    void addOne(const QString& fileOrMagnet);
    void addMagnet(const QString& link);
    void addFile(const QString& path);
    void merge(KnownTorrent incoming, const QByteArray& torrentFile);
    void put(KnownTorrent known);
    void drop(const Entry& entry);
    void loadEntries(const QJsonObject& root);
    void rebuildFromFiles(const QString& why);
    void forgetRemovedFiles();
    void publish();
    void scheduleSave();
    void save();
    void putAside(const QString& why);
    [[nodiscard]] Entry find(const protocol::InfoHash& infoHash) const;
    [[nodiscard]] QString jsonPath() const;
    [[nodiscard]] QString torrentsFolder() const;
    [[nodiscard]] QString torrentPath(const protocol::InfoHash& infoHash) const;

    QString m_folder;
    WallClock m_wallMs;
    NameTable m_known; // both hashes of a hybrid
    std::map<protocol::InfoHash, Entry> m_removed; // their .torrent files wait as HASH.torrent.removed
    bool m_unsaved = false; // also what did not fit on the disk: the next change tries again, and the end
    bool m_saveScheduled = false;
};

} // namespace waggle::torrent
