// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/helptext.h"

#include "app/commandline/option.h"
#include "core/text/words.h"

namespace waggle::app {

namespace {

constexpr qsizetype kWidest = 90;
constexpr qsizetype kWordsAt = 25; // the column where the words of an option begin
constexpr qsizetype kPurposeAt = 49; // and the purpose of a command

QString translated(const char* words)
{
    return *words ? Words::tr(words) : QString();
}

// `left`, and `words` beside it from column `at` on, wrapped.
QString row(const QString& left, const QString& words, qsizetype at)
{
    QString text;
    QString line = QStringLiteral("  ") + left;
    line = line.size() < at ? line.leftJustified(at) : line + u' ';
    bool begun = true; // nothing of the words is on this line yet
    for (const QString& word : words.split(u' ', Qt::SkipEmptyParts)) {
        if (!begun && line.size() + 1 + word.size() > kWidest) {
            text += line + u'\n';
            line = QString(at, u' ');
            begun = true;
        }
        line += begun ? word : u' ' + word;
        begun = false;
    }
    return text + line + u'\n';
}

QString usageOf(const CommandText& text)
{
    return invocation(text.command) + u' ' + QString::fromUtf8(text.usage);
}

QString usages(Command command)
{
    QString text = Words::tr("Usage:") + u'\n';
    for (const CommandText& each : commandTexts()) {
        if (command == Command::Window)
            text += row(usageOf(each), Words::tr(each.purpose), kPurposeAt);
        else if (each.command == command)
            text += QStringLiteral("  ") + usageOf(each) + u'\n';
    }
    return text;
}

QString section(Command command, OptionSection section)
{
    QString rows;
    for (const Option& option : options()) {
        if (option.section == section && option.commands.has(command) && option.words)
            rows += row(option.names(), optionWords(option), kWordsAt);
    }
    if (rows.isEmpty())
        return {};
    const QString title = sectionTitle(section);
    return u'\n' + (title.isEmpty() ? QString() : title + u'\n') + rows;
}

} // namespace

QString sectionTitle(OptionSection section)
{
    switch (section) {
    case OptionSection::Tracker:
        return Words::tr("The tracker, for this run only (nothing of it is saved):");
    case OptionSection::Own:
        return {};
    case OptionSection::Asking:
        return Words::tr("How trackers are asked:");
    case OptionSection::Everywhere:
        return Words::tr("Everywhere:");
    }
    return {};
}

QString optionWords(const Option& option)
{
    const QString words = Words::tr(option.words);
    const auto* setting = std::get_if<const settings::Descriptor*>(&option.apply);
    const QString usual = setting ? settings::defaultText(**setting) : QString();
    return usual.isEmpty() ? words : words + QStringLiteral(" (%1)").arg(usual);
}

QString helpText(Command command)
{
    const CommandText& words = textOf(command);
    QString text = Words::tr(words.about) + QStringLiteral("\n\n") + usages(command);
    if (const QString more = translated(words.more); !more.isEmpty())
        text += u'\n' + more + u'\n';
    for (const OptionSection each :
        {OptionSection::Tracker, OptionSection::Own, OptionSection::Asking, OptionSection::Everywhere})
        text += section(command, each);
    text += row(QStringLiteral("--"), Words::tr("ends the options"), kWordsAt);
    return text + u'\n' + Words::tr(words.exitStatus) + u'\n';
}

QString onlyText(const CommonLine& line, const QString& version)
{
    switch (line.only) {
    case CommonLine::Only::Help:
        return helpText(line.command).trimmed();
    case CommonLine::Only::Version:
        return QStringLiteral("waggle ") + version;
    case CommonLine::Only::ManPage:
        return manPage().trimmed();
    case CommonLine::Only::BashCompletion:
        return bashCompletion().trimmed();
    case CommonLine::Only::Nothing:
        break;
    }
    return {};
}

} // namespace waggle::app
