// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torrent/reader.h"
#include "tests/unit/torrent/sampletorrents.h"

#include <gmock/gmock.h>

namespace waggle::torrent {
namespace {

using testing::HasSubstr;
using tests::SampleTorrent;
using Version = SampleTorrent::Version;

QString hex(const protocol::InfoHash& hash)
{
    return QString::fromStdString(hash.hex());
}

TEST(ReadTorrent, readsAllThatWeShow)
{
    const QByteArray bytes = SampleTorrent{.files = 3}.bytes();
    const auto known = readTorrent(bytes);
    ASSERT_TRUE(known) << known.error().message;
    EXPECT_EQ(hex(known->infoHash), tests::hashesOf(bytes).v1);
    EXPECT_FALSE(known->secondHash);
    EXPECT_EQ(known->name, "disk.img");
    EXPECT_EQ(known->size, 120'003u);
    EXPECT_EQ(known->fileCount, 3u);
    ASSERT_EQ(known->files.size(), 3u);
    EXPECT_EQ(known->files[1].path, "disk.img/part 1");
    EXPECT_EQ(known->files[1].size, 40'001u);
    ASSERT_EQ(known->trackers.size(), 2u);
    EXPECT_THAT(known->trackers[0], // shuffled within a tier (BEP 12)
        testing::UnorderedElementsAre("http://tracker.example/announce", "udp://tracker.example:6969/announce"));
    EXPECT_THAT(known->trackers[1], testing::ElementsAre("http://other.example/announce"));
    EXPECT_FALSE(known->isPrivate);
    EXPECT_FALSE(known->hasTorrentFile);
}

TEST(ReadTorrent, readsPrivateOnes)
{
    EXPECT_TRUE(readTorrent(SampleTorrent{.isPrivate = true}.bytes())->isPrivate);
}

// BEP 52: the swarm of a v2 torrent is that of the truncated hash.
TEST(ReadTorrent, readsVersionTwo)
{
    const QByteArray bytes = SampleTorrent{.version = Version::V2}.bytes();
    const auto known = readTorrent(bytes);
    ASSERT_TRUE(known) << known.error().message;
    EXPECT_EQ(hex(known->infoHash), tests::hashesOf(bytes).v2);
    EXPECT_FALSE(known->secondHash);
}

TEST(ReadTorrent, readsBothHashesOfAHybridAndLeavesPaddingOut)
{
    const QByteArray bytes = SampleTorrent{.version = Version::Hybrid, .files = 2}.bytes();
    const auto known = readTorrent(bytes);
    ASSERT_TRUE(known) << known.error().message;
    EXPECT_EQ(hex(known->infoHash), tests::hashesOf(bytes).v1);
    ASSERT_TRUE(known->secondHash);
    EXPECT_EQ(hex(*known->secondHash), tests::hashesOf(bytes).v2);
    EXPECT_EQ(known->fileCount, 2u);
    EXPECT_EQ(known->size, 80'001u);
    ASSERT_TRUE(bytes.contains(".pad")) << "this sample tests nothing";
}

TEST(ReadTorrent, makesAMagnetLinkThatIsTheSameTorrent)
{
    for (const Version version : {Version::V1, Version::V2, Version::Hybrid}) {
        const auto known = readTorrent(SampleTorrent{.version = version}.bytes());
        ASSERT_TRUE(known);
        const auto magnet = readMagnet(known->magnet);
        ASSERT_TRUE(magnet) << known->magnet.toStdString();
        EXPECT_EQ(magnet->infoHash, known->infoHash);
        EXPECT_EQ(magnet->secondHash, known->secondHash);
        EXPECT_EQ(magnet->name, known->name);
        EXPECT_EQ(magnet->trackers.size(), 3u); // a link has an order, no tiers
    }
}

TEST(ReadTorrent, boundsTheListOfFilesAndCountsThemAll)
{
    const auto known = readTorrent(SampleTorrent{.files = 6000}.bytes());
    ASSERT_TRUE(known) << known.error().message;
    EXPECT_EQ(known->files.size(), kMaxListedFiles);
    EXPECT_EQ(known->fileCount, 6000u);
    EXPECT_EQ(known->size, 6000u * 40'000 + 6000u * 5999 / 2);
}

TEST(ReadTorrent, saysWhatIsWrong)
{
    const auto error = [](const QByteArray& bytes) { return readTorrent(bytes).error().message; };
    EXPECT_THAT(error({}), HasSubstr("no .torrent file"));
    EXPECT_THAT(error("<html>"), HasSubstr("no .torrent file"));
    EXPECT_THAT(error("de"), HasSubstr("no usable .torrent file"));
    EXPECT_THAT(error("d4:infod4:name1:xee"), HasSubstr("no usable .torrent file"));
    EXPECT_THAT(error('d' + QByteArray(kMaxTorrentFile, 'x')), HasSubstr("10 MiB"));
    EXPECT_THAT(error(QByteArray(200'000, 'd')), HasSubstr("no usable .torrent file"));
    EXPECT_THAT(error(SampleTorrent{}.bytes().chopped(1)), HasSubstr("no usable .torrent file"));
}

TEST(ReadMagnet, readsHashNameAndTrackers)
{
    const auto known
        = readMagnet(QStringLiteral(" MAGNET:?xt=urn:btih:4F1C0000000000000000000000000000000009AB"
                                    "&dn=a%20b%E2%80%AE&tr=http%3A%2F%2Ft.example%2Fannounce&x.pe=10.0.0.1:6881 "));
    ASSERT_TRUE(known) << known.error().message;
    EXPECT_EQ(known->infoHash.hex(), "4f1c0000000000000000000000000000000009ab");
    EXPECT_EQ(known->name, "a b\\u202e");
    EXPECT_EQ(known->trackers, (std::vector<std::vector<QString>>{{QStringLiteral("http://t.example/announce")}}));
    EXPECT_FALSE(known->size);
    EXPECT_TRUE(known->magnet.startsWith(QStringLiteral("magnet:?xt=urn:btih:4f1c")));
    EXPECT_FALSE(known->magnet.contains(QStringLiteral("x.pe")));
}

TEST(ReadMagnet, readsBase32)
{
    EXPECT_EQ(readMagnet(QStringLiteral("magnet:?xt=urn:btih:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB"))->infoHash.hex(),
        "0000000000000000000000000000000000000001");
}

TEST(ReadMagnet, saysWhatIsWrong)
{
    const auto error = [](const QString& link) { return readMagnet(link).error().message; };
    EXPECT_THAT(error(QStringLiteral("http://x")), HasSubstr("no magnet link"));
    EXPECT_THAT(error(QStringLiteral("magnet:?")), HasSubstr("no usable magnet link"));
    EXPECT_THAT(error(QStringLiteral("magnet:?dn=x")), HasSubstr("no usable magnet link"));
    EXPECT_THAT(error(QStringLiteral("magnet:?xt=urn:btih:12")), HasSubstr("no usable magnet link"));
    EXPECT_THAT(error(QStringLiteral("magnet:?xt=urn:btih:") + QString(kMaxMagnet, u'a')), HasSubstr("too long"));
}

} // namespace
} // namespace waggle::torrent
