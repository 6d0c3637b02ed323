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
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>

#include <vector>

namespace waggle::ui {
namespace {

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

TEST_F(SettingsPageTest, ShowsAndReadsEverySetting)
{
    settings::Settings all;
    all.listen = {*settings::ListenEntry::parse(QStringLiteral("[::1]:7000"))};
    all.httpPort.reset();
    all.udpPort = 7001;
    all.udpWorkers = 3;
    all.allow = settings::Allow::Anyone;
    all.trustedProxies = {QStringLiteral("10.0.0.0/8")};
    all.claimedIpNetworks = {QStringLiteral("192.168.0.0/16")};
    all.answerBadConnectionIds = true;
    all.policy.interval = swarm::seconds(300);
    all.policy.minInterval = swarm::seconds(20);
    all.policy.expiry = swarm::seconds(900);
    all.caps = {1000, 20000, 7};
    all.httpConnections = 55;
    all.remote
        = {7, 12, settings::Families::V6, QStringLiteral("socks5://192.0.2.1:1080"), {}, QStringLiteral("curl/8")};
    all.theme = settings::Theme::Dark;
    all.closeToTray = false;
    all.tickMs = 2000;
    tell(all, {});
    EXPECT_FALSE(apply()->isEnabled());
    test::grab(page, QStringLiteral("settings"));
    find<QSpinBox>("window.tickMs")->setValue(3000);
    apply()->click();
    all.tickMs = 3000;
    EXPECT_EQ(applied(), all);
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
    for (QWidget* widget : page.findChildren<QWidget*>())
        if (widget->objectName().startsWith(QStringLiteral("tracker.")) && widget->focusPolicy() != Qt::NoFocus) {
            EXPECT_FALSE(widget->accessibleName().isEmpty()) << widget->objectName().toStdString();
        }
}

} // namespace
} // namespace waggle::ui
