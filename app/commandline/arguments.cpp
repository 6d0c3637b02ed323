// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/arguments.h"

#include "app/commandline/nearest.h"
#include "core/text/words.h"

#include <algorithm>
#include <set>

namespace waggle::app {

using protocol::ErrorCode;
using protocol::Result;

namespace {

constexpr qsizetype kMostShown = 80; // of what was written

tl::unexpected<protocol::Error> refuseArgument(ErrorCode code, const QString& sentence)
{
    return protocol::fail(code, sentence.toStdString());
}

// "waggle check, waggle announce"
QString commandsOf(const Option& option)
{
    QStringList names;
    for (const CommandText& text : commandTexts()) {
        if (option.commands.has(text.command))
            names += invocation(text.command);
    }
    return names.join(QStringLiteral(", "));
}

QString suggestion(Command command, const QString& name)
{
    QStringList known;
    for (const Option& option : options()) {
        if (option.commands.has(command) && option.name && option.words)
            known += QLatin1String(option.name);
    }
    const QString near = nearest(name, known);
    return near.isEmpty() ? QString() : u' ' + Words::tr("Is --%1 meant?").arg(near);
}

template <typename Is>
const Option* findOption(Is is)
{
    const auto found = std::find_if(options().begin(), options().end(), is);
    return found == options().end() ? nullptr : &*found;
}

class ArgumentReader {
public:
    ArgumentReader(Command command, const QStringList& rest)
        : m_command(command)
        , m_rest(rest)
    {
    }

    Result<Arguments> read()
    {
        while (m_next < m_rest.size()) {
            if (const Result<void> one = readOne(m_rest[m_next++]); !one)
                return tl::unexpected(one.error());
        }
        return std::move(m_read);
    }

private:
    Result<void> readOne(const QString& argument)
    {
        if (m_ended || argument == QLatin1String("-") || !argument.startsWith(u'-'))
            m_read.words += argument;
        else if (argument == QLatin1String("--"))
            m_ended = true;
        else
            return argument.startsWith(QLatin1String("--")) ? readLong(argument) : readShort(argument);
        return {};
    }

    Result<void> readLong(const QString& argument)
    {
        const qsizetype equals = argument.indexOf(u'=');
        const QString name = argument.mid(2, equals < 0 ? -1 : equals - 2);
        const Option* option
            = findOption([&](const Option& each) { return each.name && name == QLatin1String(each.name); });
        if (!option)
            return refuseArgument(ErrorCode::Unsupported,
                Words::tr("There is no option --%1.").arg(name.left(kMostShown)) + suggestion(m_command, name));
        if (equals < 0)
            return add(*option, std::nullopt);
        if (!option->value)
            return refuseArgument(ErrorCode::Malformed, Words::tr("%1 takes no value.").arg(option->text()));
        return add(*option, argument.mid(equals + 1));
    }

    // One or more letters behind one dash; none of them takes a value.
    Result<void> readShort(const QString& argument)
    {
        for (const QChar letter : argument.mid(1)) {
            const Option* option = findOption(
                [&](const Option& each) { return each.shortName && letter == QLatin1Char(each.shortName); });
            if (!option)
                return refuseArgument(ErrorCode::Unsupported,
                    Words::tr("There is no option %1.").arg(argument.left(kMostShown))
                        + suggestion(m_command, argument.mid(1)));
            if (const Result<void> added = add(*option, std::nullopt); !added)
                return added;
        }
        return {};
    }

    Result<void> add(const Option& option, std::optional<QString> value)
    {
        if (!option.commands.has(m_command)) // it would be forgotten in silence
            return refuseArgument(
                ErrorCode::Unsupported, Words::tr("%1 is an option of %2.").arg(option.text(), commandsOf(option)));
        if (option.value && !value) {
            if (m_next == m_rest.size())
                return refuseArgument(ErrorCode::Missing, Words::tr("%1 needs a value.").arg(option.names()));
            value = m_rest[m_next++];
        }
        m_read.given.push_back({&option, value.value_or(QString())});
        return {};
    }

    Command m_command;
    QStringList m_rest;
    qsizetype m_next = 0;
    bool m_ended = false; // `--` was there
    Arguments m_read;
};

} // namespace

Result<Arguments> readArguments(Command command, const QStringList& arguments)
{
    return ArgumentReader(command, arguments.mid(command == Command::Window ? 1 : 2)).read();
}

CommonLine::Only onlyOf(const Arguments& arguments)
{
    for (const Given& given : arguments.given) {
        if (const auto* only = std::get_if<CommonLine::Only>(&given.option->apply))
            return *only;
    }
    return CommonLine::Only::Nothing;
}

Result<void> refuseDoubled(const Arguments& arguments)
{
    std::set<const Option*> seen;
    for (const Given& given : arguments.given) {
        if (!seen.insert(given.option).second && !given.option->repeats)
            return refuseArgument(ErrorCode::Duplicate, Words::tr("%1 is given twice.").arg(given.option->text()));
    }
    return {};
}

} // namespace waggle::app
