// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/remote/fakechecks.h"
#include "ui/pages/remote/list/checkwishes.h"
#include "ui/pages/remote/list/remotecolumns.h"

#include <gtest/gtest.h>

namespace waggle::ui {
namespace {

using test::trackerUrl;

TEST(CheckWishes, SettingsBecomeOptions)
{
    settings::Remote wish{7, 12, settings::Families::V6, QStringLiteral("socks5://192.0.2.1:1080"),
        QStringLiteral("ca.pem"), QStringLiteral("curl/8")};
    const auto options = checkOptions(wish, Depth::Full);
    ASSERT_TRUE(options);
    EXPECT_EQ(options->mode, remote::Mode::Full);
    EXPECT_EQ(options->timeout, std::chrono::seconds(7));
    EXPECT_EQ(options->jobs, 12);
    EXPECT_FALSE(options->v4);
    EXPECT_TRUE(options->v6);
    EXPECT_EQ(options->proxy.host, QStringLiteral("192.0.2.1"));
    EXPECT_EQ(options->caFile, QStringLiteral("ca.pem"));
    EXPECT_EQ(options->userAgent, QStringLiteral("curl/8"));
}

TEST(CheckWishes, ASlowCheckIsAFullOneThatWaits)
{
    const auto options = checkOptions({}, Depth::Slow);
    ASSERT_TRUE(options);
    EXPECT_EQ(options->mode, remote::Mode::Full);
    EXPECT_TRUE(options->slow.has_value());
    EXPECT_FALSE(checkOptions({}, Depth::Full)->slow.has_value());
    EXPECT_EQ(commandLine({trackerUrl("udp://t.example:6969/announce"), Depth::Slow, {}, false}, {}),
        QStringLiteral("waggle check --slow udp://t.example:6969/announce"));
}

TEST(CheckWishes, AWrongProxyIsNoWayAroundIt)
{
    settings::Remote wish;
    wish.proxy = QStringLiteral("sock5://192.0.2.1:1080");
    EXPECT_FALSE(checkOptions(wish, Depth::Quick));
}

TEST(CheckWishes, TheCommandHidesKeysUnlessAskedFor)
{
    CommandWish wish{trackerUrl("https://t.example/0123456789abcdef0123456789abcdef/announce"), Depth::Full, {}, false};
    const QString hidden = commandLine(wish, {});
    EXPECT_TRUE(hidden.startsWith(QStringLiteral("waggle check --full "))) << hidden.toStdString();
    EXPECT_FALSE(hidden.contains(QStringLiteral("0123456789abcdef")));
    wish.withKey = true;
    EXPECT_TRUE(
        commandLine(wish, {}).endsWith(QStringLiteral("https://t.example/0123456789abcdef0123456789abcdef/announce")));
}

TEST(CheckWishes, TheCommandRepeatsTheSettingsAndQuotesThem)
{
    settings::Remote s{5, 64, settings::Families::V4, QStringLiteral("socks5://me:secret@192.0.2.1:1080"), {},
        QStringLiteral("it's $HOME")};
    CommandWish wish{trackerUrl("udp://t.example:6969/announce"), Depth::Quick, protocol::InfoHash{}, true};
    EXPECT_EQ(commandLine(wish, s),
        QStringLiteral(
            "waggle check -4 --timeout 5 --proxy socks5://192.0.2.1:1080 --user-agent 'it'\\''s $HOME' --hash %1 "
            "udp://t.example:6969/announce")
            .arg(QString(40, QLatin1Char('0'))));
}

TEST(CheckWishes, ReadsHashesInEveryForm)
{
    const QString hex = QStringLiteral("0102030405060708090a0b0c0d0e0f1011121314");
    for (const QString& text :
        {hex, hex.toUpper(), QStringLiteral(" %1\n").arg(hex), hex + QString(24, QLatin1Char('f')),
            QStringLiteral("AEBAGBAFAYDQQCIKBMGA2DQPCAIREEYU"), QStringLiteral("magnet:?xt=urn:btih:") + hex}) {
        const auto hash = readHash(text);
        ASSERT_TRUE(hash) << text.toStdString();
        EXPECT_EQ(QString::fromStdString(hash->hex()), hex);
    }
    for (const char* text : {"", "zz", "magnet:?dn=x", "010203", "gggggggggggggggggggggggggggggggggggggggg"})
        EXPECT_FALSE(readHash(QString::fromLatin1(text))) << text;
}

TEST(RemoteColumns, BarsGrowWithTheSquareRootAndEndAtOneSecond)
{
    const auto shares = phaseShares({0, 125, 0, 125});
    EXPECT_NEAR(shares[1] + shares[3], 0.5, 0.001);
    EXPECT_EQ(shares[0], 0);
    const auto full = phaseShares({500, 500, 500, 2500});
    EXPECT_NEAR(full[0] + full[1] + full[2] + full[3], 1.0, 0.001);
    EXPECT_EQ(phaseShares({0, 0, 0, 0})[0], 0);
}

} // namespace
} // namespace waggle::ui
