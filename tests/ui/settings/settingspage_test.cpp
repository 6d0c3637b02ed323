// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/grab.h"
#include "ui/base/backend.h"
#include "ui/pages/settings/editors.h"
#include "ui/pages/settings/settingspage.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMetaProperty>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>

#include <optional>
#include <set>
#include <vector>

namespace waggle::ui {
namespace {

// One field of the page: its name, a value other than the default as its editor shows it, and what that makes of the
// settings.
struct SettingRow {
    const char* name;
    QVariant value;
    void (*edit)(settings::Settings&);
};

const SettingRow kRows[] = {
    {"tracker.listen", QStringLiteral("[::1]:7000"),
        [](auto& s) { s.listen = {*settings::ListenEntry::parse(QStringLiteral("[::1]:7000"))}; }},
    {"tracker.httpPort", QVariant(), [](auto& s) { s.httpPort.reset(); }},
    {"tracker.udpPort", 7001, [](auto& s) { s.udpPort = 7001; }},
    {"tracker.udpWorkers", 3, [](auto& s) { s.udpWorkers = 3; }},
    {"tracker.allow", 1, [](auto& s) { s.allow = settings::Allow::Anyone; }},
    {"tracker.trustedProxies", QStringLiteral("10.0.0.0/8"),
        [](auto& s) { s.trustedProxies = {QStringLiteral("10.0.0.0/8")}; }},
    {"tracker.claimedIpNetworks", QStringLiteral("192.168.0.0/16"),
        [](auto& s) { s.claimedIpNetworks = {QStringLiteral("192.168.0.0/16")}; }},
    {"tracker.answerBadConnectionIds", true, [](auto& s) { s.answerBadConnectionIds = true; }},
    {"tracker.interval", 300, [](auto& s) { s.policy.interval = swarm::seconds(300); }},
    {"tracker.minInterval", 20, [](auto& s) { s.policy.minInterval = swarm::seconds(20); }},
    {"tracker.expiry", 900, [](auto& s) { s.policy.expiry = swarm::seconds(900); }},
    {"tracker.maxSwarms", 1000, [](auto& s) { s.caps.swarms = 1000; }},
    {"tracker.maxPeers", 20000, [](auto& s) { s.caps.peers = 20000; }},
    {"tracker.maxPeersPerAddress", 7, [](auto& s) { s.caps.peersPerAddress = 7; }},
    {"tracker.httpConnections", 55, [](auto& s) { s.httpConnections = 55; }},
    {"remote.timeout", 7, [](auto& s) { s.remote.timeoutS = 7; }},
    {"remote.jobs", 12, [](auto& s) { s.remote.jobs = 12; }},
    {"remote.families", 2, [](auto& s) { s.remote.families = settings::Families::V6; }},
    {"remote.proxy", QStringLiteral("socks5://192.0.2.1:1080"),
        [](auto& s) { s.remote.proxy = QStringLiteral("socks5://192.0.2.1:1080"); }},
    {"remote.caFile", QStringLiteral("/no/such/ca.pem"),
        [](auto& s) { s.remote.caFile = QStringLiteral("/no/such/ca.pem"); }},
    {"remote.userAgent", QStringLiteral("curl/8"), [](auto& s) { s.remote.userAgent = QStringLiteral("curl/8"); }},
    {"window.theme", 2, [](auto& s) { s.theme = settings::Theme::Dark; }},
    {"window.closeToTray", false, [](auto& s) { s.closeToTray = false; }},
    {"window.tickMs", 2000, [](auto& s) { s.tickMs = 2000; }},
};

const QLatin1String kProblem(".problem");

// What the editor shows; not set: it is off or automatic.
QVariant valueOf(QWidget* editor)
{
    if (const auto* optional = qobject_cast<OptionalNumber*>(editor))
        return optional->value() ? QVariant(*optional->value()) : QVariant();
    if (const auto* list = qobject_cast<LineList*>(editor))
        return list->toPlainText();
    if (const auto* choice = qobject_cast<QComboBox*>(editor))
        return choice->currentIndex();
    return editor ? editor->metaObject()->userProperty().read(editor) : QVariant();
}

// As a person does it: setValue() tells nobody.
void put(OptionalNumber& editor, const QVariant& value)
{
    if (editor.value().has_value() != value.isValid())
        editor.findChild<QCheckBox*>()->click();
    if (value.isValid())
        editor.findChild<QSpinBox*>()->setValue(value.toInt());
}

void put(QWidget* editor, const QVariant& value)
{
    if (auto* optional = qobject_cast<OptionalNumber*>(editor))
        put(*optional, value);
    else if (auto* list = qobject_cast<LineList*>(editor))
        list->setPlainText(value.toString());
    else if (auto* choice = qobject_cast<QComboBox*>(editor))
        choice->setCurrentIndex(value.toInt());
    else if (editor)
        editor->metaObject()->userProperty().write(editor, value);
}

class SettingsPageTest : public ::testing::Test {
protected:
    SettingsPageTest()
    {
        QObject::connect(&backend, &Backend::commanded, &backend, [this](const Command& c) { commands.push_back(c); });
        page.resize(1194, 1500);
        page.show();
        tell({}, {});
    }

    void tell(const settings::Settings& settings, const QStringList& fixed)
    {
        Q_EMIT backend.settingsChanged(settings, fixed);
    }

    template <typename T>
    T* find(const char* name)
    {
        T* found = page.findChild<T*>(QString::fromLatin1(name));
        EXPECT_NE(found, nullptr) << name;
        return found;
    }

    QString problem(const char* name) { return find<QLabel>((QByteArray(name) + ".problem").constData())->text(); }
    bool problemShown(const char* name)
    {
        return find<QLabel>((QByteArray(name) + ".problem").constData())->isVisible();
    }
    QPushButton* apply() { return find<QPushButton>("applySettings"); }

    const settings::Settings& applied() { return std::get<ApplySettings>(commands.at(commands.size() - 1)).settings; }

    Backend backend;
    SettingsPage page{backend};
    std::vector<Command> commands;
};

TEST_F(SettingsPageTest, AppliesOnlyWhatIsNewAndRight)
{
    EXPECT_FALSE(apply()->isEnabled());
    find<QSpinBox>("tracker.minInterval")->setValue(45);
    ASSERT_TRUE(apply()->isEnabled());
    apply()->click();
    ASSERT_EQ(commands.size(), 1u);
    settings::Settings expected;
    expected.policy.minInterval = swarm::seconds(45);
    EXPECT_EQ(applied(), expected);

    tell(applied(), {});
    EXPECT_FALSE(apply()->isEnabled());
}

TEST_F(SettingsPageTest, KeepsWhatNobodyEdited)
{
    settings::Settings all;
    all.trackerOn = false; // has no editor here
    for (const SettingRow& row : kRows)
        row.edit(all);
    tell(all, {});
    EXPECT_FALSE(apply()->isEnabled());
    test::grab(page, QStringLiteral("settings"));
    find<QSpinBox>("window.tickMs")->setValue(3000);
    apply()->click();
    all.tickMs = 3000;
    ASSERT_EQ(commands.size(), 1u);
    EXPECT_EQ(applied(), all);
}

TEST_F(SettingsPageTest, EveryEditorShowsItsSetting)
{
    for (const SettingRow& row : kRows) {
        settings::Settings edited;
        row.edit(edited);
        tell({}, {});
        ASSERT_NE(valueOf(find<QWidget>(row.name)), row.value) << row.name << ": the row must differ from the default";
        tell(edited, {});
        EXPECT_EQ(valueOf(find<QWidget>(row.name)), row.value) << row.name;
    }
}

TEST_F(SettingsPageTest, EveryEditorIsReadIntoItsSettingAlone)
{
    for (const SettingRow& row : kRows) {
        tell({}, {});
        put(find<QWidget>(row.name), row.value);
        ASSERT_TRUE(apply()->isEnabled()) << row.name;
        commands.clear();
        apply()->click();
        ASSERT_EQ(commands.size(), 1u) << row.name;
        settings::Settings expected;
        row.edit(expected);
        EXPECT_EQ(applied(), expected) << row.name;
    }
}

TEST_F(SettingsPageTest, TheRowsOfThisTestAreTheFieldsOfThePage)
{
    std::set<QString> fields, rows;
    for (const QLabel* label : page.findChildren<QLabel*>())
        if (label->objectName().endsWith(kProblem))
            fields.insert(label->objectName().chopped(kProblem.size()));
    for (const SettingRow& row : kRows)
        rows.insert(QLatin1String(row.name));
    EXPECT_EQ(fields, rows);
}

TEST_F(SettingsPageTest, AWrongAddressIsNamedAndCannotBeApplied)
{
    find<LineList>("tracker.listen")->setPlainText(QStringLiteral("192.168.1.300"));
    EXPECT_FALSE(apply()->isEnabled());
    EXPECT_TRUE(problemShown("tracker.listen"));
    EXPECT_TRUE(problem("tracker.listen").contains(QStringLiteral("192.168.1.300")));
    find<LineList>("tracker.listen")->setPlainText(QStringLiteral("192.168.1.30"));
    EXPECT_TRUE(apply()->isEnabled());
    EXPECT_FALSE(problemShown("tracker.listen"));
}

TEST_F(SettingsPageTest, AWrongNetworkIsNamed)
{
    find<LineList>("tracker.trustedProxies")->setPlainText(QStringLiteral("10."));
    EXPECT_FALSE(apply()->isEnabled());
    EXPECT_TRUE(problemShown("tracker.trustedProxies"));
}

TEST_F(SettingsPageTest, AWrongProxyCannotBeApplied)
{
    find<QLineEdit>("remote.proxy")->setText(QStringLiteral("ftp://192.0.2.1:1080"));
    EXPECT_FALSE(apply()->isEnabled());
    EXPECT_TRUE(problem("remote.proxy").contains(QStringLiteral("socks5://")));
    find<QLineEdit>("remote.proxy")->setText(QStringLiteral("socks5://192.0.2.1:1080"));
    EXPECT_TRUE(apply()->isEnabled());
}

TEST_F(SettingsPageTest, AFileWithoutCertificatesIsTold)
{
    QTemporaryDir folder;
    const auto written = [&](const char* name, const QByteArray& text) {
        QFile file(folder.filePath(QLatin1String(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
        return file.fileName();
    };
    find<QLineEdit>("remote.caFile")->setText(written("key.pem", "-----BEGIN PRIVATE KEY-----\n"));
    EXPECT_TRUE(problem("remote.caFile").contains(QStringLiteral("no certificate")))
        << problem("remote.caFile").toStdString();
    EXPECT_TRUE(apply()->isEnabled());
    find<QLineEdit>("remote.caFile")->setText(folder.filePath(QStringLiteral("none")));
    EXPECT_TRUE(problem("remote.caFile").contains(QStringLiteral("no such file")));
    find<QLineEdit>("remote.caFile")->setText(written("ca.pem", "-----BEGIN CERTIFICATE-----\n"));
    EXPECT_FALSE(problemShown("remote.caFile"));
}

TEST_F(SettingsPageTest, AShortExpiryWarnsButIsObeyed)
{
    settings::Settings wish;
    wish.policy.expiry = swarm::seconds(60);
    tell(wish, {});
    EXPECT_TRUE(problemShown("tracker.expiry"));
    EXPECT_TRUE(problem("tracker.expiry").startsWith(QStringLiteral("⚠")));
    find<QSpinBox>("window.tickMs")->setValue(2000);
    EXPECT_TRUE(apply()->isEnabled());
}

TEST_F(SettingsPageTest, UndoAndDefaultsFillTheFormOnly)
{
    settings::Settings mine;
    mine.udpWorkers = 4;
    tell(mine, {});
    find<QPushButton>("defaultSettings")->click();
    EXPECT_EQ(find<QSpinBox>("tracker.udpWorkers")->value(), 1);
    EXPECT_TRUE(apply()->isEnabled());
    find<QPushButton>("undoSettings")->click();
    EXPECT_EQ(find<QSpinBox>("tracker.udpWorkers")->value(), 4);
    EXPECT_FALSE(apply()->isEnabled());
    EXPECT_TRUE(commands.empty());
}

TEST_F(SettingsPageTest, WhatTheCommandLineSetIsShownAndHeld)
{
    settings::Settings mine;
    mine.httpPort = 7777;
    tell(mine, {QStringLiteral("tracker.httpPort")});
    EXPECT_FALSE(find<QWidget>("tracker.httpPort")->isEnabled());
    find<QPushButton>("defaultSettings")->click();
    EXPECT_EQ(find<OptionalNumber>("tracker.httpPort")->value(), 7777);
}

TEST_F(SettingsPageTest, LetsBannedAddressesInAgain)
{
    const auto address = *protocol::Address::parse("192.168.1.77");
    auto* list = find<QListWidget>("bannedAddresses");
    EXPECT_FALSE(list->isVisible());
    Q_EMIT backend.bannedChanged({address});
    ASSERT_EQ(list->count(), 1);
    list->item(0)->setSelected(true);
    find<QPushButton>("unban")->click();
    ASSERT_EQ(commands.size(), 1u);
    EXPECT_EQ(std::get<UnbanAddress>(commands[0]).address, address);
    Q_EMIT backend.bannedChanged({});
    EXPECT_EQ(list->count(), 0);
}

TEST_F(SettingsPageTest, EveryEditorHasANameForScreenReaders)
{
    for (const SettingRow& row : kRows)
        EXPECT_FALSE(find<QWidget>(row.name)->accessibleName().isEmpty()) << row.name;
}

} // namespace
} // namespace waggle::ui
