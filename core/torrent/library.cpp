// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torrent/library.h"

#include "core/files/jsonfile.h"
#include "core/torrent/torrentjson.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QUrl>

#include <algorithm>
#include <set>
#include <utility>

namespace waggle::torrent {

using protocol::InfoHash;

namespace {

constexpr int kVersion = 1;
constexpr qint64 kMaxJson = 512ll << 20;
const QString kRemoved = QStringLiteral(".removed");

QString words(const protocol::Error& error)
{
    return QString::fromStdString(error.message);
}

// What the older entry knows and the newer one does not.
void inherit(KnownTorrent& known, const KnownTorrent& older)
{
    if (known.label.isEmpty())
        known.label = older.label;
    if (known.name.isEmpty())
        known.name = older.name;
    if (!known.completedMs || (older.completedMs && *older.completedMs < *known.completedMs))
        known.completedMs = older.completedMs;
    if (older.addedMs != 0)
        known.addedMs = std::min(known.addedMs, older.addedMs);
    if (!known.secondHash && older.secondHash && older.infoHash == known.infoHash)
        known.secondHash = older.secondHash;
}

} // namespace

Library::Library(const QString& dataFolder, QObject* parent)
    : Library(
        dataFolder, [] { return QDateTime::currentMSecsSinceEpoch(); }, parent)
{
}

Library::Library(const QString& dataFolder, WallClock wallMs, QObject* parent)
    : QObject(parent)
    , m_folder(dataFolder)
    , m_wallMs(std::move(wallMs))
{
}

Library::~Library()
{
    if (m_unsaved)
        save();
}

void Library::load()
{
    m_known.clear();
    forgetRemovedFiles();
    if (!QFileInfo::exists(jsonPath())) {
        rebuildFromFiles({});
    } else if (const auto root = files::readJson(jsonPath(), kMaxJson)) {
        loadEntries(*root);
    } else {
        putAside(words(root.error()));
        rebuildFromFiles(words(root.error()));
    }
    publish();
}

void Library::add(const QStringList& filesOrMagnets)
{
    for (const QString& text : filesOrMagnets)
        addOne(text);
    publish();
}

void Library::setLabel(const InfoHash& infoHash, const QString& label)
{
    const Entry entry = find(infoHash);
    KnownTorrent known = entry ? *entry : KnownTorrent{};
    if (!entry) {
        known.infoHash = infoHash;
        known.addedMs = m_wallMs();
    }
    known.label = safeName(label.trimmed());
    if (known.label.isEmpty() && known.name.isEmpty() && known.magnet.isEmpty() && !known.hasTorrentFile) {
        if (entry)
            drop(entry);
    } else {
        put(std::move(known));
    }
    publish();
    scheduleSave();
}

void Library::remove(const InfoHash& infoHash)
{
    const Entry entry = find(infoHash);
    if (!entry)
        return;
    if (entry->hasTorrentFile) {
        const QString path = torrentPath(entry->infoHash);
        QFile::remove(path + kRemoved);
        QFile::rename(path, path + kRemoved);
    }
    m_removed[entry->infoHash] = entry;
    drop(entry);
    publish();
    scheduleSave();
}

void Library::restore(const InfoHash& infoHash)
{
    const auto removed = std::find_if(m_removed.begin(), m_removed.end(),
        [&](const auto& item) { return item.first == infoHash || item.second->secondHash == infoHash; });
    if (removed == m_removed.end())
        return;
    KnownTorrent known = *removed->second;
    m_removed.erase(removed);
    if (find(known.infoHash))
        return; // added again meanwhile
    const QString path = torrentPath(known.infoHash);
    known.hasTorrentFile = known.hasTorrentFile && QFile::rename(path + kRemoved, path);
    put(std::move(known));
    publish();
    scheduleSave();
}

void Library::setCompleted(const InfoHash& infoHash, qint64 wallMs)
{
    const Entry entry = find(infoHash);
    if (!entry || entry->completedMs)
        return;
    KnownTorrent known = *entry;
    known.completedMs = wallMs;
    put(std::move(known));
    publish();
    scheduleSave();
}

void Library::addOne(const QString& fileOrMagnet)
{
    const QString text = fileOrMagnet.trimmed();
    if (m_known.size() >= kMaxKnown)
        Q_EMIT failed(text.left(kMaxName), tr("%1 torrents are known already: forget some first.").arg(kMaxKnown));
    else if (text.startsWith(QLatin1String("magnet:"), Qt::CaseInsensitive))
        addMagnet(text);
    else if (text.startsWith(QLatin1String("file:"), Qt::CaseInsensitive))
        addFile(QUrl(text).toLocalFile());
    else
        addFile(fileOrMagnet);
}

void Library::addMagnet(const QString& link)
{
    auto known = readMagnet(link);
    if (!known)
        Q_EMIT failed(tr("The magnet link"), words(known.error()));
    else
        merge(std::move(*known), {});
}

void Library::addFile(const QString& path)
{
    const QString name = safeName(QFileInfo(path).fileName());
    const auto bytes = files::read(path, kMaxTorrentFile);
    if (!bytes) {
        Q_EMIT failed(name, words(bytes.error()));
        return;
    }
    auto known = readTorrent(*bytes);
    if (!known)
        Q_EMIT failed(name, words(known.error()));
    else
        merge(std::move(*known), *bytes);
}

// A magnet link and a .torrent, or the two hashes of a hybrid, are one entry.
void Library::merge(KnownTorrent incoming, const QByteArray& torrentFile)
{
    std::set<Entry> same{find(incoming.infoHash), incoming.secondHash ? find(*incoming.secondHash) : nullptr};
    same.erase(nullptr);
    const bool wasNamed = std::any_of(same.begin(), same.end(), [](const Entry& e) { return !e->name.isEmpty(); });
    const bool knewMore = torrentFile.isEmpty()
        && std::any_of(same.begin(), same.end(), [](const Entry& e) { return e->size.has_value(); });
    const InfoHash shown = incoming.infoHash;
    if (knewMore) { // a link tells nothing new of a torrent whose file is here
        Q_EMIT added((*same.begin())->name, shown, false);
        return;
    }
    incoming.addedMs = m_wallMs();
    for (const Entry& older : same) {
        inherit(incoming, *older);
        drop(older);
        if (older->hasTorrentFile && older->infoHash != incoming.infoHash)
            QFile::remove(torrentPath(older->infoHash));
    }
    if (!torrentFile.isEmpty()) {
        const auto written = files::write(torrentPath(incoming.infoHash), torrentFile);
        incoming.hasTorrentFile = written.has_value();
        if (!written)
            Q_EMIT failed(incoming.name, tr("Its .torrent file could not be kept. %1").arg(words(written.error())));
    }
    m_removed.erase(incoming.infoHash);
    const QString name = incoming.name;
    put(std::move(incoming));
    scheduleSave();
    Q_EMIT added(name, shown, !wasNamed);
}

void Library::put(KnownTorrent known)
{
    const auto entry = std::make_shared<const KnownTorrent>(std::move(known));
    m_known[entry->infoHash] = entry;
    if (entry->secondHash)
        m_known[*entry->secondHash] = entry;
}

void Library::drop(const Entry& entry)
{
    m_known.erase(entry->infoHash);
    if (entry->secondHash)
        m_known.erase(*entry->secondHash);
}

void Library::loadEntries(const QJsonObject& root)
{
    int bad = 0;
    for (const QJsonValue& value : root[QLatin1String("torrents")].toArray()) {
        std::optional<KnownTorrent> known = fromJson(value.toObject());
        if (!known || m_known.size() >= kMaxKnown) {
            ++bad;
            continue;
        }
        known->hasTorrentFile = QFileInfo::exists(torrentPath(known->infoHash));
        put(std::move(*known));
    }
    if (bad == 0)
        return;
    putAside(tr("Entries that cannot be used: %1.").arg(bad));
    scheduleSave();
}

// Names and sizes come back from the kept .torrent files; labels and magnet links do not.
void Library::rebuildFromFiles(const QString& why)
{
    int found = 0;
    const QDir folder(torrentsFolder());
    for (const QString& name : folder.entryList({QStringLiteral("*.torrent")}, QDir::Files, QDir::Name)) {
        const auto bytes = files::read(folder.filePath(name), kMaxTorrentFile);
        auto known = bytes ? readTorrent(*bytes) : tl::unexpected(bytes.error());
        if (!known || m_known.size() >= kMaxKnown)
            continue;
        known->addedMs = QFileInfo(folder.filePath(name)).lastModified().toMSecsSinceEpoch();
        known->hasTorrentFile = name == QFileInfo(torrentPath(known->infoHash)).fileName();
        put(std::move(*known));
        ++found;
    }
    if (found > 0)
        scheduleSave();
    if (found > 0 && !why.isEmpty())
        Q_EMIT failed(QStringLiteral("torrents.json"),
            tr("Torrents read again from their own files: %1. Labels are lost.").arg(found));
}

// What the last run removed cannot be asked back any more.
void Library::forgetRemovedFiles()
{
    m_removed.clear();
    QDir folder(torrentsFolder());
    for (const QString& name : folder.entryList({QStringLiteral("*.torrent") + kRemoved}, QDir::Files))
        folder.remove(name);
}

void Library::publish()
{
    Q_EMIT changed(std::make_shared<const NameTable>(m_known));
}

// Many changes of one moment are written once.
void Library::scheduleSave()
{
    m_unsaved = true;
    if (!std::exchange(m_saveScheduled, true))
        QMetaObject::invokeMethod(
            this, [this] { save(); }, Qt::QueuedConnection);
}

void Library::save()
{
    m_saveScheduled = false;
    QJsonArray torrents;
    for (const auto& [hash, entry] : m_known) {
        if (hash == entry->infoHash)
            torrents.append(toJson(*entry));
    }
    const QJsonObject root{{QStringLiteral("version"), kVersion}, {QStringLiteral("torrents"), torrents}};
    const auto written = files::writeJson(jsonPath(), root);
    m_unsaved = !written;
    if (!written)
        Q_EMIT failed(QStringLiteral("torrents.json"), words(written.error()));
}

void Library::putAside(const QString& why)
{
    const QString aside = QFileInfo(files::putAside(jsonPath())).fileName();
    Q_EMIT failed(
        QStringLiteral("torrents.json"), aside.isEmpty() ? why : tr("%1 It was put aside as %2.").arg(why, aside));
}

Library::Entry Library::find(const InfoHash& infoHash) const
{
    const auto found = m_known.find(infoHash);
    return found == m_known.end() ? nullptr : found->second;
}

QString Library::jsonPath() const
{
    return m_folder + QStringLiteral("/torrents.json");
}

QString Library::torrentsFolder() const
{
    return m_folder + QStringLiteral("/torrents");
}

QString Library::torrentPath(const InfoHash& infoHash) const
{
    return torrentsFolder() + u'/' + QString::fromStdString(infoHash.hex()) + QStringLiteral(".torrent");
}

} // namespace waggle::torrent
