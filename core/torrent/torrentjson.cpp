// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torrent/torrentjson.h"

#include "core/torrent/reader.h"
#include "core/torrent/safename.h"

#include <QJsonArray>

#include <cmath>

namespace waggle::torrent {

using protocol::InfoHash;

namespace {

constexpr qsizetype kMaxTiers = 200;
constexpr qsizetype kMaxTrackerUrl = 2048;

QString hex(const InfoHash& hash)
{
    return QString::fromStdString(hash.hex());
}

std::optional<InfoHash> hashAt(const QJsonObject& entry, const char* key)
{
    return InfoHash::fromHex(entry[QLatin1String(key)].toString().left(41).toStdString());
}

std::optional<std::int64_t> wholeAt(const QJsonObject& entry, const char* key)
{
    constexpr double kExact = 9'007'199'254'740'992.0; // 2^53
    const QJsonValue value = entry[QLatin1String(key)];
    const double number = value.toDouble(-1);
    if (!(number >= 0) || number > kExact || number != std::floor(number))
        return std::nullopt;
    return value.toInteger();
}

QJsonArray filesToJson(const KnownTorrent& known)
{
    QJsonArray files;
    for (const TorrentFile& file : known.files)
        files.append(QJsonArray{file.path, static_cast<qint64>(file.size)});
    return files;
}

void filesFromJson(const QJsonArray& files, KnownTorrent& known)
{
    for (const QJsonValue& value : files) {
        const QJsonArray file = value.toArray();
        const qint64 size = file.at(1).toInteger(-1);
        if (known.files.size() < kMaxListedFiles && file.at(0).isString() && size >= 0)
            known.files.push_back({safeText(file.at(0).toString(), kMaxPath), static_cast<std::uint64_t>(size)});
    }
}

QJsonArray trackersToJson(const KnownTorrent& known)
{
    QJsonArray tiers;
    for (const std::vector<QString>& tier : known.trackers)
        tiers.append(QJsonArray::fromStringList(QStringList(tier.begin(), tier.end())));
    return tiers;
}

void trackersFromJson(const QJsonArray& tiers, KnownTorrent& known)
{
    for (qsizetype i = 0; i < std::min(tiers.size(), kMaxTiers); ++i) {
        std::vector<QString> tier;
        for (const QJsonValue& url : tiers.at(i).toArray()) {
            if (url.isString() && static_cast<qsizetype>(tier.size()) < kMaxTiers)
                tier.push_back(safeText(url.toString(), kMaxTrackerUrl));
        }
        if (!tier.empty())
            known.trackers.push_back(std::move(tier));
    }
}

} // namespace

QJsonObject toJson(const KnownTorrent& known)
{
    QJsonObject entry{{QStringLiteral("hash"), hex(known.infoHash)}, {QStringLiteral("name"), known.name},
        {QStringLiteral("added"), static_cast<qint64>(known.addedMs)}};
    if (known.secondHash)
        entry.insert(QStringLiteral("hash2"), hex(*known.secondHash));
    if (known.size)
        entry.insert(QStringLiteral("size"), static_cast<qint64>(*known.size));
    if (known.completedMs)
        entry.insert(QStringLiteral("completed"), static_cast<qint64>(*known.completedMs));
    if (!known.label.isEmpty())
        entry.insert(QStringLiteral("label"), known.label);
    if (!known.magnet.isEmpty())
        entry.insert(QStringLiteral("magnet"), known.magnet);
    if (known.isPrivate)
        entry.insert(QStringLiteral("private"), true);
    if (known.fileCount > 0)
        entry.insert(QStringLiteral("fileCount"), static_cast<qint64>(known.fileCount));
    if (!known.files.empty())
        entry.insert(QStringLiteral("files"), filesToJson(known));
    if (!known.trackers.empty())
        entry.insert(QStringLiteral("trackers"), trackersToJson(known));
    return entry;
}

std::optional<KnownTorrent> fromJson(const QJsonObject& entry)
{
    const std::optional<InfoHash> hash = hashAt(entry, "hash");
    if (!hash)
        return std::nullopt;
    KnownTorrent known;
    known.infoHash = *hash;
    known.secondHash = hashAt(entry, "hash2");
    known.name = safeName(entry[QLatin1String("name")].toString());
    known.label = safeName(entry[QLatin1String("label")].toString());
    known.addedMs = wholeAt(entry, "added").value_or(0);
    known.completedMs = wholeAt(entry, "completed");
    known.isPrivate = entry[QLatin1String("private")].toBool();
    if (const auto size = wholeAt(entry, "size"))
        known.size = static_cast<std::uint64_t>(*size);
    if (const QString magnet = entry[QLatin1String("magnet")].toString();
        isMagnet(magnet) && magnet.size() <= kMaxMagnet)
        known.magnet = magnet;
    filesFromJson(entry[QLatin1String("files")].toArray(), known);
    trackersFromJson(entry[QLatin1String("trackers")].toArray(), known);
    const auto listed = static_cast<std::int64_t>(known.files.size());
    known.fileCount = static_cast<std::uint64_t>(std::max(listed, wholeAt(entry, "fileCount").value_or(0)));
    return known;
}

} // namespace waggle::torrent
