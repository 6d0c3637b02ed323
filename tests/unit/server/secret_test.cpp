// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/secret.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace waggle::server {
namespace {

constexpr std::int64_t kNow = 1'700'000'000;

struct SecretTest : ::testing::Test {
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("secret"));

    void write(const QByteArray& bytes)
    {
        QFile file(path);
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        ASSERT_EQ(file.write(bytes), bytes.size());
    }
    QByteArray content()
    {
        QFile file(path);
        EXPECT_TRUE(file.open(QIODevice::ReadOnly));
        return file.readAll();
    }
    bool isOwnersOnly()
    {
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        return !(QFileInfo(path).permissions() & others);
    }
};

TEST_F(SecretTest, SurvivesARestart)
{
    Secret first(path);
    const Secret::Keys keys = first.load(kNow);
    EXPECT_TRUE(first.problem().isEmpty());
    EXPECT_NE(keys.current, ConnectionIds::Key{});
    EXPECT_NE(keys.current, keys.previous);
    EXPECT_TRUE(isOwnersOnly());
    EXPECT_EQ(Secret(path).load(kNow + Secret::kLifeSeconds - 1), keys);
}

TEST_F(SecretTest, IsRenewedDailyAndKeepsThePreviousKey)
{
    Secret secret(path);
    const Secret::Keys old = secret.load(kNow);
    EXPECT_FALSE(secret.renewIfDue(kNow + Secret::kLifeSeconds - 1));
    EXPECT_TRUE(secret.renewIfDue(kNow + Secret::kLifeSeconds));
    EXPECT_EQ(secret.keys().previous, old.current);
    EXPECT_NE(secret.keys().current, old.current);
    EXPECT_EQ(Secret(path).load(kNow + Secret::kLifeSeconds), secret.keys());
    const Secret::Keys later = Secret(path).load(kNow + 3 * Secret::kLifeSeconds);
    EXPECT_EQ(later.previous, secret.keys().current);
}

TEST_F(SecretTest, AClockThatWasSetBackRenewsToo)
{
    Secret secret(path);
    const Secret::Keys old = secret.load(kNow);
    EXPECT_TRUE(secret.renewIfDue(kNow - 1));
    EXPECT_NE(secret.keys().current, old.current);
}

TEST_F(SecretTest, BrokenFilesAreReplaced)
{
    const QByteArray good = [this] {
        Secret(path).load(kNow);
        return content();
    }();
    const QList<QByteArray> broken{"", "x", good.left(good.size() / 2),
        QByteArray(good).replace("secret 1", "secret 2"), QByteArray(5000, 'a'),
        QByteArray(good).replace("secret 1 1", "secret 1 x"), good.toUpper()};
    for (const QByteArray& bytes : broken) {
        write(bytes);
        Secret secret(path);
        const Secret::Keys keys = secret.load(kNow);
        EXPECT_TRUE(secret.problem().isEmpty());
        EXPECT_EQ(Secret(path).load(kNow), keys) << "the new key is in the file";
    }
}

TEST_F(SecretTest, LoosePermissionsAreTightened)
{
    Secret(path).load(kNow);
    ASSERT_TRUE(QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther));
    ASSERT_FALSE(isOwnersOnly());
    Secret(path).load(kNow);
    EXPECT_TRUE(isOwnersOnly());
}

TEST_F(SecretTest, AFolderThatIsNotThereIsTold)
{
    Secret secret(folder.filePath(QStringLiteral("missing/secret")));
    const Secret::Keys keys = secret.load(kNow);
    EXPECT_NE(keys.current, ConnectionIds::Key{}) << "works until the program ends";
    EXPECT_TRUE(secret.problem().contains(QStringLiteral("cannot be written")));
}

} // namespace
} // namespace waggle::server
