// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/helptext.h"
#include "app/commandline/option.h"

namespace waggle::app {

namespace {

// What bash offers for the value of an option.
QString valueWords(const Option& option)
{
    const QLatin1String value(option.value);
    if (const QStringList choices = option.choiceList(); !choices.isEmpty())
        return QStringLiteral("compgen -W '%1' --").arg(choices.join(u' '));
    if (value == QLatin1String("DIR"))
        return QStringLiteral("compgen -d --");
    if (value == QLatin1String("FILE") || value == QLatin1String("LIST"))
        return QStringLiteral("compgen -f --");
    return QStringLiteral("true"); // nothing to offer
}

QString valueCases()
{
    QString text;
    for (const Option& option : options()) {
        if (option.value && option.words)
            text += QStringLiteral("    %1) mapfile -t COMPREPLY < <(%2 \"$word\"); return ;;\n")
                        .arg(option.text(), valueWords(option));
    }
    return text;
}

QString optionsOf(Command command)
{
    QStringList names;
    for (const Option& option : options()) {
        if (option.words && option.commands.has(command))
            names += option.text();
    }
    return names.join(u' ');
}

QString commandCases()
{
    QString text;
    QStringList names;
    for (const CommandText& each : commandTexts()) {
        if (!*each.name)
            continue;
        names += QLatin1String(each.name);
        text += QStringLiteral("    %1) words='%2' ;;\n").arg(names.back(), optionsOf(each.command));
    }
    return text + QStringLiteral("    *) words='%1' ;;\n").arg(optionsOf(Command::Window))
        + QStringLiteral("    esac\n    ((COMP_CWORD == 1)) && words+=' %1'\n").arg(names.join(u' '));
}

} // namespace

QString bashCompletion()
{
    return QStringLiteral("# Made by waggle --bash-completion of its table of options.\n"
                          "_waggle() {\n"
                          "    local word=${COMP_WORDS[COMP_CWORD]} words=''\n"
                          "    COMPREPLY=()\n"
                          "    case ${COMP_WORDS[COMP_CWORD - 1]} in\n")
        + valueCases() + QStringLiteral("    esac\n    case ${COMP_WORDS[1]} in\n") + commandCases()
        + QStringLiteral("    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
                         "}\n"
                         "complete -o default -F _waggle waggle\n");
}

} // namespace waggle::app
