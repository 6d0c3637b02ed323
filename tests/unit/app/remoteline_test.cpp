// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/helptext.h"
#include "app/commandline/remoteline.h"
#include "app/commandline/remotevalues.h"

#include <gmock/gmock.h>

namespace waggle::app {
namespace {

using namespace std::chrono_literals;
using remote::Mode;
using testing::HasSubstr;

const QString kUrl = QStringLiteral("udp://t.example:6969/announce");
const QString kHash = QStringLiteral("0123456789abcdef0123456789abcdef01234567");

protocol::Result<RemoteLine> parse(const QStringList& arguments)
{
    return parseRemoteLine(QStringList{QStringLiteral("waggle")} + arguments);
}

RemoteLine parsed(const QStringList& arguments)
{
    const auto line = parse(arguments);
    EXPECT_TRUE(line) << arguments.join(u' ').toStdString() << ": " << (line ? "" : line.error().message);
    return line.value_or(RemoteLine{});
}

QStringList words(const char* text)
{
    return QString::fromUtf8(text).split(u' ', Qt::SkipEmptyParts);
}

TEST(RemoteLine, KnowsItsCommands)
{
    for (const char* command : {"check", "announce", "scrape"})
        EXPECT_TRUE(kRemoteCommands.has(commandOf({QStringLiteral("waggle"), QLatin1String(command)})));
    EXPECT_FALSE(kRemoteCommands.has(commandOf({QStringLiteral("waggle"), QStringLiteral("serve")})));
    EXPECT_FALSE(kRemoteCommands.has(commandOf({QStringLiteral("waggle")})));
    EXPECT_FALSE(
        kRemoteCommands.has(commandOf({QStringLiteral("waggle"), QStringLiteral("x"), QStringLiteral("check")})));
}

TEST(RemoteLine, HasTheDefaultsOfItsHelp)
{
    const RemoteLine line = parsed({QStringLiteral("check"), kUrl});
    EXPECT_EQ(line.command, Command::Check);
    EXPECT_EQ(line.options.mode, Mode::Quick);
    EXPECT_EQ(line.options.timeout, 10s);
    EXPECT_EQ(line.options.jobs, 64);
    EXPECT_EQ(line.options.resends, remote::CheckOptions().resends);
    EXPECT_EQ(line.options.gap, 250ms);
    EXPECT_EQ(line.failOn, remote::Severity::Error);
    EXPECT_TRUE(line.options.v4);
    EXPECT_TRUE(line.options.v6);
    EXPECT_FALSE(line.json);
    EXPECT_FALSE(line.raw);
    ASSERT_EQ(line.urls.size(), 1u);
    EXPECT_EQ(line.urls[0].text(), kUrl);
}

TEST(RemoteLine, TakesEveryOptionOfCheck)
{
    const RemoteLine line = parsed(words("check --full --json --raw --jobs 7 --timeout 2.5 --resends 0 -4 --ca /ca.pem "
                                         "--proxy socks5://u:p@[::1]:9050 --fail-on note --resolver 192.0.2.53 "
                                         "--resolver [2001:db8::53]:5353 --user-agent Bee/1 --claim-address --hash")
        + QStringList{kHash, QStringLiteral("--file"), QStringLiteral("-")});
    EXPECT_EQ(line.options.mode, Mode::Full);
    EXPECT_TRUE(line.json);
    EXPECT_TRUE(line.raw);
    EXPECT_EQ(line.options.jobs, 7);
    EXPECT_EQ(line.options.timeout, 2500ms);
    EXPECT_EQ(line.options.resends, 0);
    EXPECT_TRUE(line.options.v4);
    EXPECT_FALSE(line.options.v6);
    EXPECT_EQ(line.options.caFile, QStringLiteral("/ca.pem"));
    EXPECT_EQ(line.options.proxy.host, QStringLiteral("::1"));
    EXPECT_EQ(line.options.proxy.port, 9050);
    EXPECT_EQ(line.options.proxy.user, QStringLiteral("u"));
    EXPECT_EQ(line.failOn, remote::Severity::Note);
    EXPECT_EQ(line.options.resolvers.size(), 2);
    EXPECT_EQ(line.options.userAgent, QStringLiteral("Bee/1"));
    EXPECT_TRUE(line.options.claimSpoof);
    ASSERT_TRUE(line.options.hash);
    EXPECT_EQ(line.options.hash->hex(), kHash.toStdString());
    EXPECT_EQ(line.listFile, QStringLiteral("-"));
    EXPECT_FALSE(parsed({QStringLiteral("check"), QStringLiteral("-6"), kUrl}).options.v4);
}

TEST(RemoteLine, WhatTakesLongIsAFullCheck)
{
    EXPECT_FALSE(parsed({QStringLiteral("check"), QStringLiteral("--full"), kUrl}).options.slow);
    for (const char* options : {"check --slow", "check --full --slow"}) {
        const RemoteLine line = parsed(words(options) + QStringList{kUrl});
        EXPECT_EQ(line.options.mode, Mode::Full);
        ASSERT_TRUE(line.options.slow);
        EXPECT_EQ(line.options.slow->idAge, 5min);
        EXPECT_EQ(line.options.slow->longest, 70min);
    }
    EXPECT_FALSE(parse({QStringLiteral("announce"), QStringLiteral("--slow"), kUrl, kHash}));
}

TEST(RemoteLine, AsksABareHostOverUdpAndHttp)
{
    const RemoteLine line = parsed(words("check t.example:6969"));
    ASSERT_EQ(line.urls.size(), 2u);
    EXPECT_EQ(line.urls[0].origin(), QStringLiteral("udp://t.example:6969"));
    EXPECT_EQ(line.urls[1].origin(), QStringLiteral("http://t.example:6969"));
}

TEST(RemoteLine, TakesTrackersAndHashOfAMagnetLink)
{
    const RemoteLine line = parsed(
        {QStringLiteral("check"), QStringLiteral("magnet:?xt=urn:btih:%1&tr=udp%3A%2F%2Ft.example%3A6969").arg(kHash)});
    ASSERT_EQ(line.urls.size(), 1u);
    ASSERT_TRUE(line.options.hash);
    EXPECT_EQ(line.options.hash->hex(), kHash.toStdString());
}

TEST(RemoteLine, TakesEveryOptionOfAnnounce)
{
    const RemoteLine line = parsed(QStringList{QStringLiteral("announce"), kUrl, kHash}
        + words("--left 0 --event completed --port 51413 --numwant 200 --stay"));
    EXPECT_EQ(line.options.mode, Mode::AnnounceOnly);
    ASSERT_TRUE(line.options.wish);
    EXPECT_EQ(line.options.wish->left, 0u);
    EXPECT_EQ(line.options.wish->event, protocol::Event::Completed);
    EXPECT_EQ(line.options.wish->port, 51413);
    EXPECT_EQ(line.options.wish->numwant, 200);
    EXPECT_TRUE(line.options.wish->stay);
    const RemoteLine plain = parsed({QStringLiteral("announce"), kUrl, kHash});
    ASSERT_TRUE(plain.options.wish);
    EXPECT_EQ(plain.options.wish->left, 1u);
    EXPECT_EQ(plain.options.wish->event, protocol::Event::Started);
    EXPECT_EQ(plain.options.wish->port, 6881);
    EXPECT_EQ(plain.options.wish->numwant, 50);
    EXPECT_FALSE(plain.options.wish->stay);
}

TEST(RemoteLine, TakesManyHashesToScrape)
{
    const QString other(40, u'f');
    const RemoteLine line = parsed({QStringLiteral("scrape"), kUrl, kHash, other});
    EXPECT_EQ(line.options.mode, Mode::ScrapeOnly);
    ASSERT_EQ(line.options.scrapeHashes.size(), 2u);
    EXPECT_EQ(line.options.scrapeHashes[1].hex(), other.toStdString());
}

TEST(RemoteLine, HasAHelpForEachCommand)
{
    for (const char* command : {"check", "announce", "scrape"}) {
        const RemoteLine line = parsed({QLatin1String(command), QStringLiteral("--help")});
        EXPECT_EQ(line.only, CommonLine::Only::Help);
        const std::string help = helpText(line.command).toStdString();
        EXPECT_THAT(help, HasSubstr(std::string("waggle ") + command + " [OPTIONS]"));
        EXPECT_THAT(help, HasSubstr("Exit status"));
    }
    EXPECT_EQ(parsed(words("check -h")).only, CommonLine::Only::Help);
}

struct Wrong {
    const char* arguments;
    const char* sentence;
};
class WrongRemoteLine : public testing::TestWithParam<Wrong> { };

TEST_P(WrongRemoteLine, IsTold)
{
    const auto line = parse(words(GetParam().arguments));
    ASSERT_FALSE(line) << GetParam().arguments;
    EXPECT_THAT(line.error().message, HasSubstr(GetParam().sentence)) << GetParam().arguments;
}

INSTANTIATE_TEST_SUITE_P(Lines, WrongRemoteLine,
    testing::Values(Wrong{"check", "needs a tracker's URL, or --file LIST"},
        Wrong{"check ftp://t.example/announce", ""}, Wrong{"check udp://t.example/announce", ""},
        Wrong{"check --jobs 0 udp://t:1", "--jobs 0: This must be a number from 1 to 1000."},
        Wrong{"check --jobs 1001 udp://t:1", "from 1 to 1000"}, Wrong{"check --jobs x udp://t:1", "from 1 to 1000"},
        Wrong{"check --timeout 0 udp://t:1", "seconds from 0.1 to 120"},
        Wrong{"check --timeout nan udp://t:1", "seconds from 0.1 to 120"},
        Wrong{"check --timeout 121 udp://t:1", "seconds from 0.1 to 120"},
        Wrong{"check --resends 9 udp://t:1", "from 0 to 8"}, Wrong{"check -4 -6 udp://t:1", "leave nothing"},
        Wrong{"check --proxy ftp://x udp://t:1", "socks5:// or http://"},
        Wrong{"check --proxy socks5:// udp://t:1", "host is missing"},
        Wrong{"check --proxy socks5://h:1/path udp://t:1", "Nothing stands behind"},
        Wrong{"check --fail-on bad udp://t:1", "note, warning, error or fatal"},
        Wrong{"check --hash 12 udp://t:1", "--hash: “12” is no infohash"},
        Wrong{"check --resolver dns.example udp://t:1", "This must be an address"},
        Wrong{"check --resolver 192.0.2.1:0 udp://t:1", "This must be an address"},
        Wrong{"check --user-agent é udp://t:1", "text of one line"},
        Wrong{"check --stay udp://t:1", "--stay is an option of waggle announce."},
        Wrong{"check --nonsense udp://t:1", "nonsense"}, Wrong{"check --file", "file"},
        Wrong{"announce udp://t:1", "announce needs a tracker's URL and an infohash"},
        Wrong{"announce udp://t:1 zz", "“zz” is no infohash"},
        Wrong{"announce --port 0 udp://t:1 x", "--port is a number from 1 to 65535"},
        Wrong{"announce --numwant 10001 udp://t:1 x", "--numwant is a number from 0 to 10000"},
        Wrong{"announce --left x udp://t:1 x", "--left is a number from 0"},
        Wrong{"announce --event begin udp://t:1 x", "started, completed, stopped or none"},
        Wrong{"announce --full udp://t:1 x", "--full is an option of waggle check."},
        Wrong{"scrape udp://t:1", "scrape needs a tracker's URL and at least one infohash"},
        Wrong{"scrape --file x udp://t:1 x", "--file is an option of waggle check."}));

TEST(ReadHash, TakesEveryForm)
{
    for (const char* text : {"0123456789abcdef0123456789abcdef01234567", "0123456789ABCDEF0123456789ABCDEF01234567",
             "AERUKZ4JVPG66AJDIVTYTK6N54ASGRLH", "aerukz4jvpg66ajdivtytk6n54asgrlh",
             "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
             "magnet:?xt=urn:btih:0123456789abcdef0123456789abcdef01234567&dn=x"}) {
        const auto hash = readHash(QLatin1String(text));
        ASSERT_TRUE(hash) << text;
        EXPECT_EQ(hash->hex(), kHash.toStdString()) << text;
    }
    for (const char* text : {"", "0123", "0123456789abcdef0123456789abcdef0123456g", "AERUKZ4JVPG66AJDIVTYTK6N54ASGR1H",
             "magnet:?dn=nothing"})
        EXPECT_FALSE(readHash(QLatin1String(text))) << text;
    EXPECT_THAT(readHash(QString(500, u'x')).error().message.size(), testing::Lt(400u));
}

} // namespace
} // namespace waggle::app
