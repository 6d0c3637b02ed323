// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/datafolder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <gmock/gmock.h>

namespace waggle::app {
namespace {

using testing::HasSubstr;

TEST(DataFolder, isMadeForItsOwnerAlone)
{
    const QTemporaryDir base;
    const auto folder = DataFolder::open(base.filePath(QStringLiteral("a/b")));
    ASSERT_TRUE(folder) << folder.error().message;
    EXPECT_EQ(folder->path(), QFileInfo(base.filePath(QStringLiteral("a/b"))).canonicalFilePath());
    EXPECT_EQ(QFileInfo(folder->path()).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    EXPECT_EQ(folder->file(QStringLiteral("secret")), folder->path() + QStringLiteral("/secret"));
}

TEST(DataFolder, isTheSameByWhateverWay)
{
    const QTemporaryDir base;
    ASSERT_TRUE(QDir(base.path()).mkdir(QStringLiteral("real")));
    ASSERT_TRUE(QFile::link(base.filePath(QStringLiteral("real")), base.filePath(QStringLiteral("link"))));
    EXPECT_EQ(DataFolder::open(base.filePath(QStringLiteral("real")))->path(),
        DataFolder::open(base.filePath(QStringLiteral("link/../real/.")))->path());
    EXPECT_EQ(DataFolder::open(base.filePath(QStringLiteral("real")))->path(),
        DataFolder::open(base.filePath(QStringLiteral("link")))->path());
}

TEST(DataFolder, isUsedByOneAtATime)
{
    const QTemporaryDir base;
    auto first = DataFolder::open(base.path());
    auto second = DataFolder::open(base.path());
    ASSERT_TRUE(first && second);
    EXPECT_TRUE(first->lock());
    EXPECT_TRUE(first->lock());
    EXPECT_FALSE(second->lock());
    EXPECT_THAT(second->lockProblem().toStdString(),
        testing::AllOf(HasSubstr("is in use"), HasSubstr(base.path().toStdString()),
            HasSubstr("process " + std::to_string(QCoreApplication::applicationPid())), HasSubstr("another folder")));
    first = tl::unexpected(protocol::Error{});
    EXPECT_TRUE(second->lock());
}

TEST(DataFolder, saysWhenItCannotBe)
{
    const QTemporaryDir base;
    QFile file(base.filePath(QStringLiteral("file")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    for (const char* path : {"file", "file/below"}) {
        const auto folder = DataFolder::open(base.filePath(QLatin1String(path)));
        ASSERT_FALSE(folder);
        EXPECT_THAT(folder.error().message, HasSubstr("--data-dir"));
    }
}

} // namespace
} // namespace waggle::app
