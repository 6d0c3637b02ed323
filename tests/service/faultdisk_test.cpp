// SPDX-License-Identifier: GPL-3.0-or-later
// A full disk: what was there stays, whoever waits is told, nothing is lost, and it goes on when there is room.
#include "core/server/secret.h"
#include "core/torrent/library.h"
#include "tests/service/faultdisk.h"
#include "tests/support/livetracker.h"
#include "tests/support/udpclient.h"
#include "tests/unit/torrent/sampletorrents.h"
#include "ui/table/filewriter.h"

#include <QCoreApplication>
#include <QDir>

#include <gtest/gtest.h>

namespace waggle::test {
namespace {

using tests::SampleTorrent;
using torrent::Library;

const QString kNoSpace = QStringLiteral("No space left on device");

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct FullDisk : ::testing::Test {
    void SetUp() override
    {
        if (!SmallDisk::isAllowed())
            GTEST_SKIP() << "file systems of one's own are not allowed here (that needs root)";
        disk.emplace();
        ASSERT_TRUE(disk->isMounted());
    }
    [[nodiscard]] QStringList names() const { return QDir(disk->folder()).entryList(QDir::Files, QDir::Name); }

    std::optional<SmallDisk> disk;
};

TEST_F(FullDisk, SettingsStayWhatTheyWere)
{
    const QString path = disk->path(QStringLiteral("settings.json"));
    settings::Settings before;
    before.udpWorkers = 3;
    ASSERT_TRUE(settings::save(path, before));
    const QByteArray bytes = contentOf(path);
    ASSERT_TRUE(disk->fill());
    settings::Settings wanted = before;
    wanted.udpWorkers = 4;
    const auto saved = settings::save(path, wanted);
    ASSERT_FALSE(saved);
    EXPECT_NE(saved.error().message.find(kNoSpace.toStdString()), std::string::npos) << saved.error().message;
    EXPECT_EQ(contentOf(path), bytes);
    EXPECT_EQ(names(), QStringList({QStringLiteral("ballast"), QStringLiteral("settings.json")}))
        << "nothing half done";
    const settings::Loaded loaded = settings::load(path);
    EXPECT_EQ(loaded.settings, before);
    EXPECT_TRUE(loaded.problems.empty());
    ASSERT_TRUE(disk->makeRoom());
    EXPECT_TRUE(settings::save(path, wanted));
    EXPECT_EQ(settings::load(path).settings, wanted);
}

TEST_F(FullDisk, TheTrackerStartsWithASecretThatItCannotKeep)
{
    ASSERT_TRUE(disk->fill());
    LiveTracker tracker(loopbackSettings(), {.secretPath = disk->path(QStringLiteral("secret"))});
    ASSERT_TRUE(tracker.start());
    UdpClient client(tracker.udp());
    const auto answer = client.ask(announcePacket({.connectionId = client.connectId()}));
    ASSERT_TRUE(answer);
    EXPECT_EQ(word(*answer, 0), 1u);
}

TEST_F(FullDisk, ASecretIsKeptAsSoonAsThereIsRoom)
{
    constexpr std::int64_t kNow = 1'700'000'000;
    const QString path = disk->path(QStringLiteral("secret"));
    ASSERT_TRUE(disk->fill());
    server::Secret secret(path);
    const auto keys = secret.load(kNow);
    EXPECT_TRUE(secret.problem().contains(kNoSpace)) << secret.problem().toStdString();
    EXPECT_FALSE(secret.renewIfDue(kNow + 5));
    EXPECT_FALSE(secret.problem().isEmpty());
    ASSERT_TRUE(disk->makeRoom());
    EXPECT_FALSE(secret.renewIfDue(kNow + 10)) << "the keys are the same";
    EXPECT_TRUE(secret.problem().isEmpty());
    EXPECT_EQ(server::Secret(path).load(kNow + 20), keys);
}

TEST_F(FullDisk, AnOldSecretStaysUntilTheNewOneIsWritten)
{
    constexpr std::int64_t kNow = 1'700'000'000;
    constexpr std::int64_t kNextDay = kNow + server::Secret::kLifeSeconds;
    const QString path = disk->path(QStringLiteral("secret"));
    server::Secret secret(path);
    const auto first = secret.load(kNow);
    const QByteArray bytes = contentOf(path);
    ASSERT_TRUE(disk->fill());
    EXPECT_EQ(server::Secret(path).load(kNow + 1), first) << "reading needs no room";
    EXPECT_TRUE(secret.renewIfDue(kNextDay));
    EXPECT_EQ(secret.keys().previous, first.current);
    EXPECT_TRUE(secret.problem().contains(kNoSpace));
    EXPECT_EQ(contentOf(path), bytes);
    ASSERT_TRUE(disk->makeRoom());
    EXPECT_FALSE(secret.renewIfDue(kNextDay + 5));
    EXPECT_EQ(server::Secret(path).load(kNextDay + 10), secret.keys());
}

struct FullLibrary : FullDisk {
    void SetUp() override
    {
        FullDisk::SetUp();
        if (!IsSkipped())
            restart();
    }

    void restart()
    {
        library.reset(); // writes what it still can
        library = std::make_unique<Library>(disk->folder());
        QObject::connect(library.get(), &Library::changed, library.get(), [this](const auto& names) { table = names; });
        QObject::connect(library.get(), &Library::failed, library.get(),
            [this](const QString& what, const QString& why) { failed += what + QStringLiteral(": ") + why; });
        library->load();
    }

    protocol::InfoHash add(char salt, const char* name)
    {
        const QByteArray bytes = SampleTorrent{.name = name, .salt = salt}.bytes();
        const QString path = elsewhere.filePath(QString::fromLatin1(name));
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
        file.close();
        library->add({path});
        return torrent::readTorrent(bytes)->infoHash;
    }

    [[nodiscard]] bool hasFailed(const QString& what) const
    {
        return std::any_of(failed.begin(), failed.end(),
            [&](const QString& text) { return text.startsWith(what) && text.contains(kNoSpace); });
    }
    [[nodiscard]] QString json() const { return disk->path(QStringLiteral("torrents.json")); }
    [[nodiscard]] QString labelOf(const protocol::InfoHash& hash) const
    {
        const auto found = table->find(hash);
        return found == table->end() ? QStringLiteral("(unknown)") : found->second->label;
    }

    // One torrent on the disk; then, with the disk full, a label for it and another torrent.
    void changeOnAFullDisk()
    {
        first = add(1, "first");
        ASSERT_TRUE(waitUntil([&] { return contentOf(json()).contains("first"); }));
        before = contentOf(json());
        ASSERT_TRUE(disk->fill());
        library->setLabel(first, QStringLiteral("Lab 3"));
        second = add(2, "second");
        EXPECT_TRUE(waitUntil([&] { return hasFailed(QStringLiteral("torrents.json")); }));
        EXPECT_TRUE(hasFailed(QStringLiteral("second: Its .torrent file could not be kept.")));
        EXPECT_TRUE(contentOf(json()) == before) << "what was there stays";
        EXPECT_EQ(labelOf(first), QStringLiteral("Lab 3")) << "and the run goes on with what is new";
        EXPECT_TRUE(table->contains(second));
    }

    QTemporaryDir elsewhere;
    torrent::NameTablePtr table;
    QStringList failed;
    protocol::InfoHash first, second;
    QByteArray before;
    std::unique_ptr<Library> library; // goes first: it says what it cannot write at its end
};

TEST_F(FullLibrary, ChangesAreWrittenWithTheNextOneThatFits)
{
    ASSERT_NO_FATAL_FAILURE(changeOnAFullDisk());
    ASSERT_TRUE(disk->makeRoom());
    library->setLabel(second, QStringLiteral("Lab 4"));
    EXPECT_TRUE(waitUntil([&] { return contentOf(json()).contains("Lab 4"); }));
    restart();
    EXPECT_EQ(labelOf(first), QStringLiteral("Lab 3"));
    EXPECT_EQ(labelOf(second), QStringLiteral("Lab 4"));
    EXPECT_TRUE(table->at(first)->hasTorrentFile);
}

TEST_F(FullLibrary, ChangesAreWrittenAtTheEndAtTheLatest)
{
    ASSERT_NO_FATAL_FAILURE(changeOnAFullDisk());
    ASSERT_TRUE(disk->makeRoom());
    restart();
    EXPECT_EQ(labelOf(first), QStringLiteral("Lab 3"));
    EXPECT_TRUE(table->contains(second));
}

TEST_F(FullLibrary, AnEndWithoutRoomLosesNothingOfBefore)
{
    ASSERT_NO_FATAL_FAILURE(changeOnAFullDisk());
    restart();
    EXPECT_TRUE(contentOf(json()) == before);
    ASSERT_TRUE(table->contains(first));
    EXPECT_TRUE(table->at(first)->hasTorrentFile);
}

TEST_F(FullLibrary, ForgettingNeedsNoRoom)
{
    first = add(1, "first");
    ASSERT_TRUE(waitUntil([&] { return contentOf(json()).contains("first"); }));
    ASSERT_TRUE(disk->fill());
    library->remove(first);
    EXPECT_FALSE(table->contains(first));
    library->restore(first);
    ASSERT_TRUE(table->contains(first));
    EXPECT_TRUE(table->at(first)->hasTorrentFile) << "its file was only put aside";
}

// What an export of a page tells, and what is left of the file that it was to replace.
struct FullExport : FullDisk {
    void write(const QByteArray& bytes, int times)
    {
        done = false;
        why.clear();
        auto* file = ui::FileWriter::start(path());
        QObject::connect(file, &ui::FileWriter::failed, qApp, [this](const QString& words) { end(words); });
        QObject::connect(file, &ui::FileWriter::committed, qApp, [this] { end({}); });
        QMetaObject::invokeMethod(
            file,
            [=] {
                for (int i = 0; i < times; ++i)
                    file->write(bytes);
                file->commit();
            },
            Qt::QueuedConnection);
        EXPECT_TRUE(waitUntil([&] { return done; }));
        file->leave();
        EXPECT_TRUE(ui::FileWriter::waitForLeft(std::chrono::seconds(10)));
    }
    void end(const QString& words)
    {
        done = true;
        why = words;
    }
    [[nodiscard]] QString path() const { return disk->path(QStringLiteral("peers.csv")); }

    bool done = false;
    QString why;
};

TEST_F(FullExport, KeepsTheFileThatItWasToReplace)
{
    write("old\n", 1);
    ASSERT_EQ(why, QString());
    ASSERT_TRUE(disk->fill());
    for (const int kib : {1, 1024}) { // it fails at the end, and long before
        write(QByteArray(1024, 'x'), kib);
        EXPECT_EQ(why.toStdString(), kNoSpace.toStdString());
        EXPECT_EQ(contentOf(path()), "old\n");
        EXPECT_EQ(names(), QStringList({QStringLiteral("ballast"), QStringLiteral("peers.csv")}));
    }
    ASSERT_TRUE(disk->makeRoom());
    write("new\n", 1);
    EXPECT_EQ(why, QString());
    EXPECT_EQ(contentOf(path()), "new\n");
}

} // namespace
} // namespace waggle::test

int main(int argc, char** argv)
{
    waggle::test::SmallDisk::enterNamespace();
    QCoreApplication application(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    return RUN_ALL_TESTS();
}
