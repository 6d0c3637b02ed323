// SPDX-License-Identifier: GPL-3.0-or-later
// What follows from the table of options: what each command takes and refuses, its help, the man page, completions.
#include "app/commandline/arguments.h"
#include "app/commandline/commandline.h"
#include "app/commandline/helptext.h"
#include "app/commandline/nearest.h"
#include "app/commandline/remoteline.h"

#include <gmock/gmock.h>

#include <set>

namespace waggle::app {
namespace {

using testing::HasSubstr;

QStringList argumentsOf(Command command, const QStringList& rest)
{
    QStringList arguments{QStringLiteral("waggle")};
    if (command != Command::Window)
        arguments += QLatin1String(textOf(command).name);
    return arguments + rest;
}

// With the words that the command cannot do without.
QStringList completed(Command command, const QStringList& rest)
{
    QStringList arguments = argumentsOf(command, rest);
    if (kRemoteCommands.has(command))
        arguments += QStringLiteral("udp://t.example:6969");
    if (command == Command::Announce || command == Command::Scrape)
        arguments += QString(40, u'a');
    return arguments;
}

protocol::Result<CommonLine> parse(Command command, const QStringList& rest)
{
    const QStringList arguments = completed(command, rest);
    const auto common = [](const auto& line) -> CommonLine { return line; };
    return kRemoteCommands.has(command) ? parseRemoteLine(arguments).map(common)
                                        : parseCommandLine(arguments).map(common);
}

std::string errorOf(Command command, const QStringList& rest)
{
    const auto line = parse(command, rest);
    EXPECT_FALSE(line) << rest.join(u' ').toStdString();
    return line ? std::string() : line.error().message;
}

class EachCommand : public testing::TestWithParam<Command> { };
INSTANTIATE_TEST_SUITE_P(Commands, EachCommand,
    testing::Values(Command::Window, Command::Serve, Command::Check, Command::Announce, Command::Scrape),
    [](const auto& each) { return each.param == Command::Window ? "window" : std::string(textOf(each.param).name); });

TEST_P(EachCommand, IsFoundByItsName)
{
    EXPECT_EQ(textOf(GetParam()).command, GetParam());
    EXPECT_EQ(commandOf(argumentsOf(GetParam(), {})), GetParam());
}

TEST_P(EachCommand, TakesTheCommonOptions)
{
    const auto line = parse(GetParam(),
        {QStringLiteral("--data-dir"), QStringLiteral("/x y"), QStringLiteral("--log-level=debug"),
            QStringLiteral("--json")});
    ASSERT_TRUE(line) << line.error().message;
    EXPECT_EQ(line->command, GetParam());
    EXPECT_EQ(line->dataDir, QStringLiteral("/x y"));
    EXPECT_EQ(line->logLevel, log::Level::Debug);
    EXPECT_TRUE(line->json);
    EXPECT_EQ(line->only, CommonLine::Only::Nothing);
}

TEST_P(EachCommand, TellsOfItselfWhateverElseIsWrong)
{
    using Only = CommonLine::Only;
    const std::pair<const char*, Only> rows[]
        = {{"--help", Only::Help}, {"-h", Only::Help}, {"--version", Only::Version}, {"-v", Only::Version},
            {"--man", Only::ManPage}, {"--bash-completion", Only::BashCompletion}};
    for (const auto& [option, only] : rows) {
        const auto line
            = parse(GetParam(), {QStringLiteral("--log-level"), QStringLiteral("loud"), QLatin1String(option)});
        ASSERT_TRUE(line) << option;
        EXPECT_EQ(line->only, only) << option;
        EXPECT_FALSE(onlyText(*line, QStringLiteral("1.2.3")).isEmpty()) << option;
    }
}

TEST_P(EachCommand, RefusesWhatItDoesNotKnowAndNamesWhatIsNear)
{
    EXPECT_EQ(errorOf(GetParam(), {QStringLiteral("--data-dri"), QStringLiteral("/x")}),
        "There is no option --data-dri. Is --data-dir meant?");
    EXPECT_EQ(errorOf(GetParam(), {QStringLiteral("--jsno=1")}), "There is no option --jsno. Is --json meant?");
    EXPECT_EQ(errorOf(GetParam(), {QStringLiteral("--nonsense")}), "There is no option --nonsense.");
    EXPECT_EQ(errorOf(GetParam(), {QStringLiteral("-x")}), "There is no option -x.");
    EXPECT_EQ(errorOf(GetParam(), {QStringLiteral("--=x")}), "There is no option --.");
    EXPECT_THAT(errorOf(GetParam(), {QStringLiteral("--") + QString(5000, u'n')}), testing::SizeIs(testing::Lt(200u)));
}

TEST_P(EachCommand, RefusesDoubledOptionsAndMissingOrNeedlessValues)
{
    EXPECT_EQ(errorOf(GetParam(), {QStringLiteral("--json"), QStringLiteral("--json")}), "--json is given twice.");
    EXPECT_EQ(errorOf(GetParam(), {QStringLiteral("--data-dir=/a"), QStringLiteral("--data-dir=/b")}),
        "--data-dir is given twice.");
    EXPECT_EQ(errorOf(GetParam(), {QStringLiteral("--json=1")}), "--json takes no value.");
    const auto bare = readArguments(GetParam(), argumentsOf(GetParam(), {QStringLiteral("--log-level")}));
    ASSERT_FALSE(bare);
    EXPECT_EQ(bare.error().message, "--log-level LEVEL needs a value.");
}

TEST_P(EachCommand, TakesItsOptionsAndRefusesAllOthers)
{
    for (const Option& option : options()) {
        QStringList rest{option.text()};
        if (option.value)
            rest += QStringLiteral("x");
        const auto read = readArguments(GetParam(), argumentsOf(GetParam(), rest));
        EXPECT_EQ(read.has_value(), option.commands.has(GetParam())) << option.text().toStdString();
        if (!read) {
            EXPECT_THAT(read.error().message, HasSubstr(option.text().toStdString() + " is an option of waggle"));
        }
    }
}

TEST_P(EachCommand, HasAllItsOptionsInItsHelpAndNoOthers)
{
    const QString help = helpText(GetParam());
    for (const Option& option : options()) {
        const bool shown = help.contains(QStringLiteral("\n  ") + option.names());
        EXPECT_EQ(shown, option.words && option.commands.has(GetParam())) << option.names().toStdString();
    }
    EXPECT_TRUE(help.contains(QStringLiteral("Exit status: 0")));
    for (const QString& line : help.split(u'\n'))
        EXPECT_LE(line.size(), 90) << line.toStdString();
}

TEST(Options, HaveNamesOfTheirOwnAndWords)
{
    std::set<QString> names;
    for (const Option& option : options()) {
        EXPECT_TRUE(option.name || option.shortName);
        if (option.name) {
            EXPECT_TRUE(names.insert(QLatin1String(option.name)).second) << option.name;
        }
        if (option.shortName) {
            EXPECT_TRUE(names.insert(QString(QLatin1Char(option.shortName))).second) << option.shortName;
            EXPECT_EQ(option.value, nullptr) << "letters behind one dash take no value";
        }
    }
    EXPECT_GT(names.size(), 30u);
}

TEST(Options, OfOneOfAFewTakeEachOfThem)
{
    int seen = 0;
    for (const Option& option : options()) {
        for (const QString& choice : option.choiceList()) {
            ++seen;
            for (const CommandText& each : commandTexts()) {
                if (option.commands.has(each.command)) {
                    EXPECT_TRUE(parse(each.command, {option.text(), choice}))
                        << option.text().toStdString() << ' ' << choice.toStdString();
                }
            }
        }
    }
    EXPECT_GT(seen, 10);
}

TEST(Options, TakeManyLettersBehindOneDash)
{
    const auto read
        = readArguments(Command::Check, argumentsOf(Command::Check, {QStringLiteral("-4h"), QStringLiteral("-")}));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->given.size(), 2u);
    EXPECT_EQ(read->words, QStringList{QStringLiteral("-")});
    EXPECT_EQ(onlyOf(*read), CommonLine::Only::Help);
}

TEST(ManPage, NamesEveryCommandAndOption)
{
    const QString page = manPage();
    for (const Option& option : options()) {
        QString name = option.names();
        name.replace(u'-', QLatin1String("\\-"));
        EXPECT_EQ(page.contains(QStringLiteral(".TP\n.B ") + name + u'\n'), option.words != nullptr)
            << name.toStdString();
    }
    for (const CommandText& each : commandTexts())
        EXPECT_TRUE(page.contains(QStringLiteral(".TP\n.B ") + invocation(each.command) + u'\n')) << each.name;
}

TEST(BashCompletion, OffersEveryCommandOptionAndChoice)
{
    const QString script = bashCompletion();
    const QString offered = script.section(QStringLiteral("case ${COMP_WORDS[1]} in"), 1);
    for (const Option& option : options()) {
        const bool valued = script.contains(QStringLiteral("    ") + option.text() + QStringLiteral(") "));
        EXPECT_EQ(valued, option.words && option.value) << option.text().toStdString();
        EXPECT_EQ(
            offered.contains(option.text() + u' ') || offered.contains(option.text() + u'\''), option.words != nullptr)
            << option.text().toStdString();
    }
    EXPECT_TRUE(script.contains(QStringLiteral("--allow) mapfile -t COMPREPLY < <(compgen -W 'network anyone' --")));
    EXPECT_TRUE(script.contains(QStringLiteral("' serve check announce scrape'")));
}

TEST(Nearest, IsWhatTakesFewestLetters)
{
    const QStringList known{
        QStringLiteral("listen"), QStringLiteral("left"), QStringLiteral("interval"), QStringLiteral("min-interval")};
    EXPECT_EQ(nearest(QStringLiteral("lisen"), known), QStringLiteral("listen"));
    EXPECT_EQ(nearest(QStringLiteral("lift"), known), QStringLiteral("left"));
    EXPECT_EQ(nearest(QStringLiteral("intervall"), known), QStringLiteral("interval"));
    EXPECT_EQ(nearest(QStringLiteral("port"), known), QString());
    EXPECT_EQ(nearest(QString(100'000, u'l'), known), QString());
    EXPECT_EQ(nearest({}, known), QString());
}

} // namespace
} // namespace waggle::app
