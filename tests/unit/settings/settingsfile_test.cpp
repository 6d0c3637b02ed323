// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/jsonfile.h"
#include "core/settings/settings.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <gmock/gmock.h>

#include <random>

namespace waggle::settings {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;

class SettingsFile : public testing::Test {
protected:
    [[nodiscard]] QString path() const { return m_folder.filePath(QStringLiteral("settings.json")); }

    void put(const QByteArray& bytes) const
    {
        QFile file(path());
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        ASSERT_EQ(file.write(bytes), bytes.size());
    }

    [[nodiscard]] QByteArray content(const QString& name = QStringLiteral("settings.json")) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    // The one problem of a file that holds just `tracker: { json }`.
    [[nodiscard]] std::string problemOf(const QByteArray& json)
    {
        put("{\"version\": 1, \"tracker\": {" + json + "}}");
        const Loaded loaded = load(path());
        EXPECT_EQ(loaded.problems.size(), 1u) << json.toStdString();
        return loaded.problems.empty()
            ? std::string()
            : (loaded.problems[0].where + QStringLiteral(": ") + loaded.problems[0].message).toStdString();
    }

    QTemporaryDir m_folder;
};

Settings unusual()
{
    Settings s;
    s.trackerOn = false;
    s.listen
        = {*ListenEntry::parse(QStringLiteral("[fe80::1%eth0]:0")), *ListenEntry::parse(QStringLiteral("10.0.0.1"))};
    s.httpPort.reset();
    s.udpPort = 7001;
    s.udpWorkers = 3;
    s.policy = {seconds(300), seconds(5), seconds(4000)};
    s.caps = {10, 20, 30};
    s.allow = Allow::Anyone;
    s.trustedProxies = {QStringLiteral("10.0.0.0/8")};
    s.claimedIpNetworks = {QStringLiteral("fe80::/10"), QStringLiteral("127.0.0.1")};
    s.answerBadConnectionIds = true;
    s.httpConnections = 77;
    s.theme = Theme::Light;
    s.closeToTray = false;
    s.tickMs = 2000;
    s.remote = {3, 8, Families::V6, QStringLiteral("http://192.0.2.1:8080"), {}, QStringLiteral("curl/8")};
    return s;
}

TEST_F(SettingsFile, missingGivesTheDefaultsWithoutAWord)
{
    const Loaded loaded = load(path());
    EXPECT_EQ(loaded.settings, Settings{});
    EXPECT_TRUE(loaded.problems.empty());
    EXPECT_TRUE(loaded.putAside.isEmpty());
}

TEST_F(SettingsFile, givesBackWhatWasSaved)
{
    for (const Settings& settings : {Settings{}, unusual()}) {
        ASSERT_TRUE(save(path(), settings));
        const Loaded loaded = load(path());
        EXPECT_EQ(loaded.settings, settings) << content().toStdString();
        EXPECT_TRUE(loaded.problems.empty());
    }
}

TEST_F(SettingsFile, makesItsFolder)
{
    const QString deep = m_folder.filePath(QStringLiteral("a/b/settings.json"));
    ASSERT_TRUE(save(deep, unusual()));
    EXPECT_EQ(load(deep).settings, unusual());
}

TEST_F(SettingsFile, keepsKeysItDoesNotKnowAndANewerVersion)
{
    put(R"({"version": 9, "future": [1], "tracker": {"udpWorkers": 2, "dht": true}, "window": {}})");
    const Loaded loaded = load(path());
    EXPECT_EQ(loaded.settings.udpWorkers, 2);
    ASSERT_EQ(loaded.problems.size(), 1u);
    EXPECT_TRUE(loaded.problems[0].warning);
    ASSERT_TRUE(save(path(), unusual()));
    const QJsonObject root = QJsonDocument::fromJson(content()).object();
    EXPECT_EQ(root[QStringLiteral("version")].toInt(), 9);
    EXPECT_TRUE(root[QStringLiteral("future")].isArray());
    EXPECT_TRUE(root[QStringLiteral("tracker")][QStringLiteral("dht")].toBool());
    EXPECT_EQ(load(path()).settings, unusual());
}

TEST_F(SettingsFile, namesEachWrongValueAndUsesItsDefault)
{
    EXPECT_THAT(problemOf(R"("on": "yes")"), HasSubstr("tracker.on: This must be true or false; true is used."));
    EXPECT_THAT(problemOf(R"("httpPort": 65536)"),
        HasSubstr("tracker.httpPort: This must be a whole number from 0 to 65535; 6969"));
    EXPECT_THAT(problemOf(R"("httpPort": 1.5)"), HasSubstr("whole number"));
    EXPECT_THAT(problemOf(R"("udpPort": "6969")"), HasSubstr("whole number"));
    EXPECT_THAT(problemOf(R"("udpWorkers": 1e300)"), HasSubstr("whole number"));
    EXPECT_THAT(problemOf(R"("interval": "soon")"), HasSubstr("\"auto\" is used"));
    EXPECT_THAT(problemOf(R"("interval": 0)"), HasSubstr("from 1 to 86400"));
    EXPECT_THAT(problemOf(R"("expiry": -1)"), HasSubstr("tracker.expiry"));
    EXPECT_THAT(problemOf(R"("minInterval": null)"), HasSubstr("30 is used"));
    EXPECT_THAT(problemOf(R"("allow": "all")"), HasSubstr("\"network\", \"anyone\"; \"network\" is used"));
    EXPECT_THAT(problemOf(R"("trustedProxies": "10.0.0.0/8")"), HasSubstr("must be a list"));
    EXPECT_THAT(problemOf(R"("trustedProxies": [10])"), HasSubstr("left out"));
    EXPECT_THAT(problemOf(R"("claimedIpNetworks": ["10."])"), HasSubstr("“10.” is left out"));
    EXPECT_THAT(problemOf(R"("maxPeers": 0)"), HasSubstr("2000000 is used"));
    EXPECT_THAT(problemOf(R"("listen": ["::1", "nowhere"])"), HasSubstr("“nowhere” is left out"));
    EXPECT_EQ(load(path()).settings.listen.size(), 1u);
}

TEST_F(SettingsFile, oneWrongValueDoesNotSpoilTheOthers)
{
    put(R"({"tracker": {"udpWorkers": [], "httpPort": 7000, "interval": "auto"}, "window": 5})");
    const Loaded loaded = load(path());
    EXPECT_EQ(loaded.problems.size(), 2u);
    EXPECT_EQ(loaded.settings.httpPort, 7000);
    EXPECT_EQ(loaded.settings.udpWorkers, 1);
}

// "Every address" in place of a mistyped one would open the tracker to more than was asked.
TEST_F(SettingsFile, doesNotOpenEveryAddressForAMistypedOne)
{
    put(R"({"tracker": {"listen": ["192.168.1"]}})");
    const Loaded loaded = load(path());
    ASSERT_EQ(loaded.settings.listen.size(), 1u);
    EXPECT_TRUE(loaded.settings.listen[0].address.isLoopback());
}

TEST_F(SettingsFile, isPutAsideWhenItCannotBeRead)
{
    const QByteArray broken = "{\n  \"version\": 1,\n  oops\n}";
    put(broken);
    const Loaded loaded = load(path());
    EXPECT_EQ(loaded.settings, Settings{});
    EXPECT_EQ(QFileInfo(loaded.putAside).fileName().toStdString(), "settings.json.broken-1");
    ASSERT_EQ(loaded.problems.size(), 1u);
    EXPECT_THAT(loaded.problems[0].message.toStdString(),
        testing::AllOf(HasSubstr("line 3"), HasSubstr("put aside as settings.json.broken-1")));
    EXPECT_FALSE(QFile::exists(path()));
    EXPECT_EQ(content(QStringLiteral("settings.json.broken-1")), broken);

    put("[]");
    EXPECT_EQ(QFileInfo(load(path()).putAside).fileName().toStdString(), "settings.json.broken-2");
    EXPECT_EQ(content(QStringLiteral("settings.json.broken-1")), broken);
}

TEST_F(SettingsFile, isPutAsideWhenItIsEmptyHugeOrAFolder)
{
    put("");
    EXPECT_FALSE(load(path()).putAside.isEmpty());
    put("{\"version\": 1}" + QByteArray(2 << 20, ' '));
    EXPECT_THAT(load(path()).problems.at(0).message.toStdString(), HasSubstr("larger than 1024 KiB"));
    ASSERT_TRUE(QDir().mkdir(path()));
    EXPECT_THAT(load(path()).problems.at(0).message.toStdString(), HasSubstr("It is a folder"));
    EXPECT_FALSE(QFile::exists(path()));
}

TEST_F(SettingsFile, savingPutsAHalfEditedFileAside)
{
    put("{ half");
    ASSERT_TRUE(save(path(), unusual()));
    EXPECT_EQ(content(QStringLiteral("settings.json.broken-1")), "{ half");
    EXPECT_EQ(load(path()).settings, unusual());
}

TEST_F(SettingsFile, saysWhyItCannotBeSaved)
{
    put("");
    const auto saved = save(path() + QStringLiteral("/below/a/file.json"), Settings{});
    ASSERT_FALSE(saved);
    EXPECT_THAT(saved.error().message, HasSubstr("folder"));
}

TEST(KeepFixed, takesTheNamedValuesFromTheOtherAndAllElseFromTheWanted)
{
    const Settings wanted = [] {
        Settings s;
        s.policy.interval = swarm::seconds(77);
        s.httpPort = 7001;
        s.theme = Theme::Dark;
        s.listen = {*ListenEntry::parse(QStringLiteral("127.0.0.1:0"))};
        return s;
    }();
    Settings kept;
    kept.httpPort.reset();
    kept.policy.interval = swarm::seconds(5);
    const Settings mixed
        = keepFixed(wanted, kept, {QStringLiteral("tracker.httpPort"), QStringLiteral("tracker.listen")});
    EXPECT_FALSE(mixed.httpPort);
    EXPECT_TRUE(mixed.listen.empty());
    EXPECT_EQ(mixed.policy.interval, swarm::seconds(77));
    EXPECT_EQ(mixed.theme, Theme::Dark);
    EXPECT_EQ(keepFixed(wanted, kept, {}), wanted);
}

TEST_F(SettingsFile, anyJsonGivesValidSettings)
{
    ASSERT_TRUE(save(path(), unusual()));
    const QByteArray good = content();
    std::mt19937 random(11);
    for (int i = 0; i < 3000; ++i) {
        QByteArray bytes = good;
        for (auto edits = 1 + random() % 4; edits > 0; --edits)
            bytes[static_cast<qsizetype>(random() % static_cast<unsigned>(bytes.size()))] = static_cast<char>(random());
        put(bytes);
        Loaded loaded = load(path());
        for (const Problem& problem : validate(loaded.settings))
            EXPECT_TRUE(problem.warning) << problem.message.toStdString();
        if (!loaded.putAside.isEmpty())
            QFile::remove(loaded.putAside);
    }
}

} // namespace
} // namespace waggle::settings
