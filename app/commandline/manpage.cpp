// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/helptext.h"
#include "app/commandline/option.h"
#include "core/text/words.h"

namespace waggle::app {

namespace {

// Text as troff takes it: no dash becomes a hyphen, no line a request.
QString troff(const QString& text)
{
    QString safe = text;
    safe.replace(u'\\', QLatin1String("\\e")).replace(u'-', QLatin1String("\\-"));
    return safe.startsWith(u'.') || safe.startsWith(u'\'') ? QStringLiteral("\\&") + safe : safe;
}

QString heading(const QString& title)
{
    return QStringLiteral(".SH %1\n").arg(troff(title.toUpper()));
}

QString entry(const QString& term, const QString& words)
{
    return QStringLiteral(".TP\n.B %1\n%2\n").arg(troff(term), troff(words));
}

// "waggle check [OPTIONS] URL…"
QString synopsis()
{
    QString text = heading(Words::tr("Synopsis"));
    for (const CommandText& each : commandTexts())
        text += QStringLiteral(".B %1\n%2\n.br\n")
                    .arg(troff(invocation(each.command)), troff(QString::fromUtf8(each.usage)));
    return text;
}

QString commands()
{
    QString text = heading(Words::tr("Commands"));
    for (const CommandText& each : commandTexts()) {
        QString words = Words::tr(each.about);
        if (*each.more)
            words += u' ' + Words::tr(each.more);
        text += entry(invocation(each.command), words + u' ' + Words::tr(each.exitStatus));
    }
    return text;
}

QString takers(const Option& option)
{
    QStringList names;
    for (const CommandText& each : commandTexts()) {
        if (option.commands.has(each.command))
            names += invocation(each.command);
    }
    return names.size() == static_cast<qsizetype>(commandTexts().size())
        ? QString()
        : Words::tr(" [%1]").arg(names.join(QStringLiteral(", ")));
}

QString optionEntries()
{
    QString text = heading(Words::tr("Options"));
    for (const Option& option : options()) {
        if (option.words)
            text += entry(option.names(), optionWords(option) + takers(option));
    }
    return text;
}

} // namespace

QString manPage()
{
    return QStringLiteral(".\\\" Made by waggle --man of its table of options.\n.TH WAGGLE 1\n")
        + heading(Words::tr("Name")) + QStringLiteral("waggle \\- ") + troff(Words::tr(textOf(Command::Window).about))
        + u'\n' + synopsis() + commands() + optionEntries();
}

} // namespace waggle::app
