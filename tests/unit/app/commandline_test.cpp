// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/commandline.h"
#include "app/commandline/helptext.h"

#include <QDir>

#include <gmock/gmock.h>

namespace waggle::app {
namespace {

using std::chrono::seconds;
using testing::HasSubstr;
using testing::IsEmpty;

protocol::Result<CommandLine> parse(const QStringList& arguments)
{
    return parseCommandLine(QStringList{QStringLiteral("waggle")} + arguments);
}

CommandLine parsed(const QStringList& arguments)
{
    const auto line = parse(arguments);
    EXPECT_TRUE(line) << (line ? "" : line.error().message);
    return line.value_or(CommandLine{});
}

std::string errorOf(const QStringList& arguments)
{
    const auto line = parse(arguments);
    EXPECT_FALSE(line) << arguments.join(u' ').toStdString();
    return line ? std::string() : line.error().message;
}

TEST(CommandLine, withoutArgumentsIsTheWindow)
{
    const CommandLine line = parsed({});
    EXPECT_EQ(line.command, Command::Window);
    EXPECT_THAT(line.open, IsEmpty());
    EXPECT_THAT(line.setOnCommandLine, IsEmpty());
    EXPECT_FALSE(line.json);
    EXPECT_FALSE(line.logLevel);
    EXPECT_TRUE(line.dataDir.isEmpty());
    EXPECT_EQ(line.only, CommandLine::Only::Nothing);
}

TEST(CommandLine, aCommandIsExactlyTheFirstArgument)
{
    EXPECT_EQ(parsed({"serve"}).command, Command::Serve);
    for (const QStringList& arguments :
        {QStringList{"--json", "serve"}, {"--", "serve"}, {"./serve"}, {"Serve"}, {"a.torrent", "serve"}}) {
        const CommandLine line = parsed(arguments);
        EXPECT_EQ(line.command, Command::Window) << arguments.join(u' ').toStdString();
        EXPECT_EQ(line.open.back(), arguments.back());
    }
}

TEST(CommandLine, opensWhatStandsBehindTheOptionsAndAfterTheirEnd)
{
    const CommandLine line = parsed({"a.torrent", "--interval", "30", "magnet:?xt=urn:btih:x", "--", "--json", "-x"});
    EXPECT_EQ(line.open, (QStringList{"a.torrent", "magnet:?xt=urn:btih:x", "--json", "-x"}));
    EXPECT_FALSE(line.json);
}

TEST(CommandLine, readsEveryOptionOfTheTrackerForBothCommands)
{
    const QStringList options{"--listen", "10.0.0.1", "--listen=[::1]:0", "--http-port", "7000", "--udp-port=0",
        "--udp-workers", "2", "--interval", "300", "--min-interval", "60", "--expiry", "900", "--allow", "anyone"};
    for (const QStringList& command : {QStringList{}, QStringList{"serve"}}) {
        const CommandLine line = parsed(command + options);
        const settings::Settings settings = line.over({});
        ASSERT_EQ(settings.listen.size(), 2u);
        EXPECT_EQ(settings.listen[0].text(), "10.0.0.1");
        EXPECT_EQ(settings.listen[1].text(), "[::1]:0");
        EXPECT_EQ(settings.httpPort, 7000);
        EXPECT_EQ(settings.udpPort, std::nullopt);
        EXPECT_EQ(settings.udpWorkers, 2);
        EXPECT_EQ(settings.policy.interval, seconds(300));
        EXPECT_EQ(settings.policy.minInterval, seconds(60));
        EXPECT_EQ(settings.policy.expiry, seconds(900));
        EXPECT_EQ(settings.allow, settings::Allow::Anyone);
        EXPECT_EQ(line.setOnCommandLine,
            (QStringList{"tracker.listen", "tracker.httpPort", "tracker.udpPort", "tracker.udpWorkers",
                "tracker.interval", "tracker.minInterval", "tracker.expiry", "tracker.allow"}));
    }
}

TEST(CommandLine, laysOverOnlyWhatWasSaid)
{
    settings::Settings file;
    file.policy.interval = seconds(77);
    file.policy.expiry = seconds(999);
    file.listen = {*settings::ListenEntry::parse(QStringLiteral("10.0.0.1")),
        *settings::ListenEntry::parse(QStringLiteral("10.0.0.2"))};
    file.theme = settings::Theme::Dark;
    file.allow = settings::Allow::Anyone;
    EXPECT_EQ(parsed({"serve"}).over(file), file);

    const settings::Settings settings
        = parsed({"--interval", "auto", "--listen", "::1", "--allow", "network"}).over(file);
    EXPECT_EQ(settings.policy.interval, std::nullopt);
    ASSERT_EQ(settings.listen.size(), 1u) << "replaces the list";
    EXPECT_EQ(settings.allow, settings::Allow::Network);
    EXPECT_EQ(settings.policy.expiry, seconds(999));
    EXPECT_EQ(settings.theme, settings::Theme::Dark);
}

TEST(CommandLine, readsTheCommonOptions)
{
    const CommandLine line = parsed({"serve", "--data-dir", "/tmp/x y", "--log-level", "debug", "--json"});
    EXPECT_EQ(line.dataDir, "/tmp/x y");
    EXPECT_EQ(line.logLevel, log::Level::Debug);
    EXPECT_TRUE(line.json);
    EXPECT_EQ(parsed({"--help"}).only, CommandLine::Only::Help);
    EXPECT_EQ(parsed({"serve", "-h"}).only, CommandLine::Only::Help);
    EXPECT_EQ(parsed({"serve", "-v"}).only, CommandLine::Only::Version);
    EXPECT_EQ(parsed({"--version", "--interval", "x"}).only, CommandLine::Only::Version);
}

TEST(CommandLine, answersWrongUsageWithASentence)
{
    EXPECT_THAT(errorOf({"--nonsense"}), HasSubstr("nonsense"));
    EXPECT_THAT(errorOf({"serve", "a.torrent"}), HasSubstr("“a.torrent”"));
    EXPECT_THAT(errorOf({"serve", "serve"}), HasSubstr("“serve”"));
    EXPECT_THAT(errorOf({""}), HasSubstr("empty argument"));
    EXPECT_THAT(errorOf({"--listen"}), HasSubstr("listen"));
    EXPECT_THAT(errorOf({"--json=yes"}), HasSubstr("json"));
    EXPECT_THAT(errorOf({"--listen", "localhost"}), HasSubstr("--listen localhost: That is no IP address."));
    EXPECT_THAT(errorOf({"--data-dir", ""}), HasSubstr("--data-dir"));
    EXPECT_THAT(errorOf({"--log-level", "loud"}), HasSubstr("debug, info, warning or error"));
    EXPECT_THAT(errorOf({"--allow", "all"}), HasSubstr("“network” or “anyone”"));
    for (const char* option : {"--interval", "--expiry"}) {
        for (const char* value : {"0", "-5", "soon", "", "1.5", "99999999", "99999999999999999999", " 5", "0x10"})
            EXPECT_THAT(errorOf({option, value}), HasSubstr("“auto” or whole seconds from 1 to ")) << value;
    }
    EXPECT_THAT(errorOf({"--min-interval", "auto"}), HasSubstr("whole seconds from 1 to 86400"));
    for (const char* option : {"--http-port", "--udp-port"}) {
        for (const char* value : {"65536", "-1", "http", ""})
            EXPECT_THAT(errorOf({option, value}), HasSubstr("number from 1 to 65535")) << value;
    }
    EXPECT_THAT(errorOf({"--udp-workers", "0"}), HasSubstr("from 1 to 64"));
}

TEST(CommandLine, boundsTheNumberOfAddresses)
{
    QStringList many;
    for (int i = 0; i < 100; ++i)
        many << QStringLiteral("--listen") << QStringLiteral("127.0.0.%1").arg(i + 1);
    EXPECT_THAT(errorOf(many), HasSubstr("first 64"));
}

TEST(CommandLine, helpNamesEveryOptionAndNoCommandThatIsNotThere)
{
    const QString help = helpText(Command::Window);
    for (const char* option : {"--listen", "--http-port", "--udp-port", "--udp-workers", "--interval", "--min-interval",
             "--expiry", "--allow", "--data-dir", "--log-level", "--json", "--help", "--version"}) {
        EXPECT_TRUE(help.contains(QLatin1String(option))) << option;
        EXPECT_TRUE(helpText(Command::Serve).contains(QLatin1String(option))) << option;
    }
    EXPECT_TRUE(help.contains(QStringLiteral("waggle serve")));
    for (const char* other : {"waggle check", "waggle announce", "waggle scrape"})
        EXPECT_TRUE(help.contains(QLatin1String(other))) << other;
    EXPECT_FALSE(help.contains(QStringLiteral("waggle create")));
    for (const QString& line : help.split(u'\n'))
        EXPECT_LE(line.size(), 90) << line.toStdString();
}

TEST(AbsoluteOpen, resolvesFilesAndLeavesLinks)
{
    EXPECT_EQ(absoluteOpen({"a.torrent", "/b", "../c", "magnet:?xt=1", "MAGNET:?x", "http://t/announce", "file:///d"},
                  QDir(QStringLiteral("/w/x"))),
        (QStringList{
            "/w/x/a.torrent", "/b", "/w/x/../c", "magnet:?xt=1", "MAGNET:?x", "http://t/announce", "file:///d"}));
}

} // namespace
} // namespace waggle::app
