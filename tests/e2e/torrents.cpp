// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/torrents.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <libtorrent/bencode.hpp>
#include <libtorrent/create_torrent.hpp>
#include <libtorrent/file_storage.hpp>
#include <libtorrent/torrent_info.hpp>

#include <iterator>
#include <vector>

namespace waggle::e2e {

namespace {

QByteArray randomBytes(int size)
{
    std::vector<quint32> words(static_cast<std::size_t>(size + 3) / 4);
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char*>(words.data()), size);
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::WriteOnly)) << path.toStdString();
    ASSERT_EQ(file.write(bytes), bytes.size());
}

} // namespace

bool MadeTorrent::isWholeIn(const QString& folder) const
{
    QFile file(folder + QLatin1Char('/') + fileName);
    return file.size() == content.size() && file.open(QIODevice::ReadOnly) && file.readAll() == content;
}

MadeTorrent makeTorrent(const QString& folder, const QString& announceUrl, int bytes)
{
    static int made = 0;
    MadeTorrent torrent;
    torrent.fileName = QStringLiteral("disk-%1.img").arg(++made);
    torrent.seedFolder = folder + QStringLiteral("/seed-%1").arg(made);
    torrent.torrentPath = folder + QStringLiteral("/%1.torrent").arg(torrent.fileName);
    torrent.content = randomBytes(bytes);
    QDir().mkpath(torrent.seedFolder);
    write(torrent.seedFolder + QLatin1Char('/') + torrent.fileName, torrent.content);

    lt::file_storage files;
    files.add_file(torrent.fileName.toStdString(), bytes);
    lt::create_torrent creator(files, 32 * 1024, lt::create_torrent::v1_only);
    creator.add_tracker(announceUrl.toStdString());
    lt::set_piece_hashes(creator, torrent.seedFolder.toStdString());
    std::vector<char> encoded;
    lt::bencode(std::back_inserter(encoded), creator.generate());
    write(torrent.torrentPath, QByteArray(encoded.data(), static_cast<int>(encoded.size())));

    const lt::torrent_info info(encoded, lt::from_span);
    const auto hash = info.info_hashes().v1;
    std::copy(hash.begin(), hash.end(), reinterpret_cast<char*>(torrent.infoHash.bytes.data()));
    return torrent;
}

} // namespace waggle::e2e
