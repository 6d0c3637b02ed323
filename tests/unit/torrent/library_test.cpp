// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torrent/library.h"

#include "core/files/jsonfile.h"
#include "tests/unit/torrent/sampletorrents.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <gmock/gmock.h>

#include <optional>

namespace waggle::torrent {
namespace {

using protocol::InfoHash;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::SampleTorrent;
using Version = SampleTorrent::Version;

constexpr auto kHash = "4f1c0000000000000000000000000000000009ab";

class LibraryTest : public testing::Test {
protected:
    void SetUp() override { restart(); }

    void restart()
    {
        m_library.reset();
        m_library.emplace(m_folder.path(), [this] { return m_nowMs; });
        QObject::connect(
            &*m_library, &Library::changed, &*m_library, [this](const NameTablePtr& table) { m_table = table; });
        QObject::connect(
            &*m_library, &Library::added, &*m_library, [this](const QString& name, const InfoHash&, bool isNew) {
                m_added.push_back(name.toStdString() + (isNew ? "" : " again"));
            });
        QObject::connect(&*m_library, &Library::failed, &*m_library, [this](const QString& what, const QString& why) {
            m_failed.push_back((what + QStringLiteral(": ") + why).toStdString());
        });
        m_library->load();
    }

    QString file(const QString& name, const QByteArray& bytes) const
    {
        const QString path = m_files.filePath(name);
        EXPECT_TRUE(files::write(path, bytes));
        return path;
    }

    [[nodiscard]] std::shared_ptr<const KnownTorrent> known(const InfoHash& hash) const
    {
        const auto found = m_table->find(hash);
        return found == m_table->end() ? nullptr : found->second;
    }

    [[nodiscard]] QStringList kept() const
    {
        return QDir(m_folder.filePath(QStringLiteral("torrents"))).entryList(QDir::Files, QDir::Name);
    }
    [[nodiscard]] QString jsonPath() const { return m_folder.filePath(QStringLiteral("torrents.json")); }

    QTemporaryDir m_folder;
    QTemporaryDir m_files;
    qint64 m_nowMs = 1'700'000'000'000;
    NameTablePtr m_table;
    std::vector<std::string> m_added;
    std::vector<std::string> m_failed;
    std::optional<Library> m_library; // goes first: it says what it cannot write at its end
};

InfoHash hashOf(const QByteArray& torrent)
{
    return readTorrent(torrent)->infoHash;
}

QString magnet(const QString& rest = {})
{
    return QStringLiteral("magnet:?xt=urn:btih:") + QLatin1String(kHash) + rest;
}

TEST_F(LibraryTest, beginsEmpty)
{
    ASSERT_TRUE(m_table);
    EXPECT_TRUE(m_table->empty());
    EXPECT_THAT(m_failed, IsEmpty());
    m_library.reset();
    EXPECT_FALSE(QFile::exists(jsonPath())) << "nothing to write yet";
}

TEST_F(LibraryTest, keepsADroppedTorrentOverARestart)
{
    const QByteArray bytes = SampleTorrent{.files = 2}.bytes();
    const InfoHash hash = hashOf(bytes);
    m_library->add({file(QStringLiteral("a.torrent"), bytes)});
    EXPECT_THAT(m_added, ElementsAre("disk.img"));
    m_library->setLabel(hash, QStringLiteral(" Lab 3\n"));
    m_library->setCompleted(hash, 42);
    m_library->setCompleted(hash, 43);
    const KnownTorrent before = *known(hash);
    restart();
    const auto after = known(hash);
    ASSERT_TRUE(after);
    EXPECT_EQ(after->name, "disk.img");
    EXPECT_EQ(after->label, "Lab 3");
    EXPECT_EQ(after->completedMs, 42);
    EXPECT_EQ(after->addedMs, m_nowMs);
    EXPECT_EQ(after->size, 80'001u);
    EXPECT_EQ(after->fileCount, 2u);
    ASSERT_EQ(after->files.size(), 2u);
    EXPECT_EQ(after->files[1].path, before.files[1].path);
    EXPECT_EQ(after->files[1].size, before.files[1].size);
    EXPECT_EQ(after->trackers, before.trackers);
    EXPECT_EQ(after->magnet, before.magnet);
    EXPECT_TRUE(after->hasTorrentFile);
    EXPECT_THAT(kept(), ElementsAre(QString::fromStdString(hash.hex()) + QStringLiteral(".torrent")));
    EXPECT_THAT(m_failed, IsEmpty());
}

TEST_F(LibraryTest, isWrittenByTheEventLoopWithoutAnEnd)
{
    m_library->add({magnet()});
    EXPECT_TRUE(QTest::qWaitFor([&] { return QFile::exists(jsonPath()); }, 10'000));
}

TEST_F(LibraryTest, showsAHybridUnderBothHashes)
{
    const QByteArray bytes = SampleTorrent{.version = Version::Hybrid}.bytes();
    m_library->add({file(QStringLiteral("h.torrent"), bytes)});
    const InfoHash hash = hashOf(bytes);
    ASSERT_TRUE(known(hash));
    EXPECT_EQ(known(*known(hash)->secondHash), known(hash));
    m_library->setLabel(*known(hash)->secondHash, QStringLiteral("both"));
    EXPECT_EQ(known(hash)->label, "both");
    restart();
    EXPECT_EQ(m_table->size(), 2u);
    m_library->remove(*known(hash)->secondHash);
    EXPECT_TRUE(m_table->empty());
}

TEST_F(LibraryTest, joinsALinkOfOneHashWithTheHybridsFile)
{
    const QByteArray bytes = SampleTorrent{.version = Version::Hybrid}.bytes();
    const tests::SampleHashes hashes = tests::hashesOf(bytes);
    const InfoHash v2 = *InfoHash::fromHex(hashes.v2.toStdString());
    m_library->setLabel(v2, QStringLiteral("mine"));
    m_nowMs += 1000;
    m_library->add({file(QStringLiteral("h.torrent"), bytes)});
    EXPECT_EQ(m_table->size(), 2u);
    EXPECT_EQ(known(hashOf(bytes))->label, "mine");
    EXPECT_EQ(known(v2)->name, "disk.img");
    EXPECT_EQ(known(v2)->addedMs, m_nowMs - 1000);
    EXPECT_THAT(m_added, ElementsAre("disk.img"));
}

TEST_F(LibraryTest, takesMoreFromAFileAfterALinkAndNothingFromALinkAfterAFile)
{
    const QByteArray bytes = SampleTorrent{}.bytes();
    const InfoHash hash = hashOf(bytes);
    const QString link = QStringLiteral("magnet:?dn=other&xt=urn:btih:") + QString::fromStdString(hash.hex());
    m_library->add({link});
    EXPECT_EQ(known(hash)->name, "other");
    EXPECT_FALSE(known(hash)->size);
    m_library->add(
        {QUrl::fromLocalFile(file(QStringLiteral("ä b.torrent"), bytes)).toString(QUrl::FullyEncoded), link});
    EXPECT_EQ(known(hash)->name, "disk.img");
    EXPECT_TRUE(known(hash)->hasTorrentFile);
    EXPECT_THAT(m_added, ElementsAre("other", "disk.img again", "disk.img again"));
}

TEST_F(LibraryTest, labelsASwarmThatIsNoKnownTorrent)
{
    const InfoHash hash = *InfoHash::fromHex(kHash);
    m_library->setLabel(hash, QStringLiteral("what is this?"));
    restart();
    ASSERT_TRUE(known(hash));
    EXPECT_EQ(known(hash)->label, "what is this?");
    EXPECT_TRUE(known(hash)->name.isEmpty());
    m_library->setLabel(hash, {});
    EXPECT_TRUE(m_table->empty());
}

TEST_F(LibraryTest, restoresWhatWasRemoved)
{
    const QByteArray bytes = SampleTorrent{.version = Version::Hybrid}.bytes();
    const InfoHash hash = hashOf(bytes);
    m_library->add({file(QStringLiteral("a.torrent"), bytes), magnet(QStringLiteral("&dn=link"))});
    m_library->setLabel(hash, QStringLiteral("L"));
    const InfoHash second = *known(hash)->secondHash;
    m_library->remove(hash);
    m_library->remove(*InfoHash::fromHex(kHash));
    EXPECT_TRUE(m_table->empty());
    m_library->restore(second);
    m_library->restore(*InfoHash::fromHex(kHash));
    m_library->restore(*InfoHash::fromHex(kHash)); // nothing more to undo
    restart();
    ASSERT_TRUE(known(hash));
    EXPECT_EQ(known(hash)->label, "L");
    EXPECT_TRUE(known(hash)->hasTorrentFile);
    EXPECT_EQ(known(*InfoHash::fromHex(kHash))->name, "link");
}

TEST_F(LibraryTest, forgetsWhatWasRemovedAtTheNextStart)
{
    const QByteArray bytes = SampleTorrent{}.bytes();
    m_library->add({file(QStringLiteral("a.torrent"), bytes)});
    m_library->remove(hashOf(bytes));
    restart();
    EXPECT_THAT(kept(), IsEmpty());
    m_library->restore(hashOf(bytes));
    EXPECT_TRUE(m_table->empty());
}

TEST_F(LibraryTest, saysOfEachWhatCouldNotBeAdded)
{
    m_library->add({m_files.filePath(QStringLiteral("nowhere.torrent")), m_files.path(),
        file(QStringLiteral("x\u202e.torrent"), "hello"), QStringLiteral("magnet:?xt=urn:btih:1"),
        file(QStringLiteral("big.torrent"), QByteArray(kMaxTorrentFile + 1, 'd')), magnet()});
    ASSERT_EQ(m_failed.size(), 5u);
    EXPECT_THAT(m_failed[0], HasSubstr("nowhere.torrent: It cannot be opened"));
    EXPECT_THAT(m_failed[1], HasSubstr("It is a folder"));
    EXPECT_THAT(m_failed[2], HasSubstr("x\\u202e.torrent: It is no .torrent file"));
    EXPECT_THAT(m_failed[3], HasSubstr("no usable magnet link"));
    EXPECT_THAT(m_failed[4], HasSubstr("larger than 10240 KiB"));
    EXPECT_EQ(m_table->size(), 1u) << "the good one is added all the same";
}

TEST_F(LibraryTest, readsItsFilesAgainWhenTheListIsBroken)
{
    const QByteArray one = SampleTorrent{}.bytes();
    const QByteArray two = SampleTorrent{.name = "two", .salt = 7}.bytes();
    m_library->add({file(QStringLiteral("1.torrent"), one), file(QStringLiteral("2.torrent"), two)});
    m_library.reset();
    ASSERT_TRUE(files::write(jsonPath(), "{ \"torrents\": ["));
    restart();
    EXPECT_EQ(m_table->size(), 2u);
    EXPECT_EQ(known(hashOf(two))->name, "two");
    ASSERT_EQ(m_failed.size(), 2u);
    EXPECT_THAT(m_failed[0], HasSubstr("put aside as torrents.json.broken-1"));
    EXPECT_THAT(m_failed[1], HasSubstr("read again from their own files: 2"));
    m_failed.clear();
    restart();
    EXPECT_EQ(m_table->size(), 2u);
    EXPECT_THAT(m_failed, IsEmpty());
}

TEST_F(LibraryTest, leavesOutEntriesThatCannotBeUsedAndKeepsTheOldFile)
{
    m_library->add({magnet(QStringLiteral("&dn=good"))});
    m_library.reset();
    QJsonObject root = *files::readJson(jsonPath(), 1 << 20);
    QJsonArray torrents = root[QStringLiteral("torrents")].toArray();
    torrents.append(QJsonObject{{QStringLiteral("hash"), QStringLiteral("xyz")}});
    torrents.append(17);
    torrents.append(QJsonObject{{QStringLiteral("hash"), QString(40, u'1')},
        {QStringLiteral("name"), QStringLiteral("a\u202eb")}, {QStringLiteral("size"), -5},
        {QStringLiteral("files"), QJsonArray{1, QJsonArray{QStringLiteral("f"), 2}}},
        {QStringLiteral("added"), QStringLiteral("x")}, {QStringLiteral("magnet"), QStringLiteral("javascript:1")}});
    root.insert(QStringLiteral("torrents"), torrents);
    ASSERT_TRUE(files::writeJson(jsonPath(), root));
    restart();
    EXPECT_EQ(m_table->size(), 2u);
    ASSERT_EQ(m_failed.size(), 1u);
    EXPECT_THAT(m_failed[0], HasSubstr("Entries that cannot be used: 2."));
    const auto odd = known(*InfoHash::fromHex(std::string(40, '1')));
    ASSERT_TRUE(odd);
    EXPECT_EQ(odd->name, "a\\u202eb");
    EXPECT_FALSE(odd->size);
    EXPECT_EQ(odd->files.size(), 1u);
    EXPECT_TRUE(odd->magnet.isEmpty());
}

TEST_F(LibraryTest, saysWhenItCannotBeSaved)
{
    m_library->add({magnet()});
    m_library.reset();
    ASSERT_TRUE(QFile::remove(jsonPath()));
    ASSERT_TRUE(QDir(m_folder.path()).mkdir(QStringLiteral("torrents.json")));
    restart(); // a folder of that name is put aside
    EXPECT_FALSE(m_failed.empty());
    ASSERT_TRUE(QDir(m_folder.path()).mkdir(QStringLiteral("torrents.json")));
    m_failed.clear();
    m_library->add({magnet()});
    EXPECT_TRUE(QTest::qWaitFor([&] { return !m_failed.empty(); }, 10'000));
    EXPECT_THAT(m_failed.front(), HasSubstr("torrents.json: It cannot be written"));
}

} // namespace
} // namespace waggle::torrent
