// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/terminal.h"

#include <cstdio>

namespace waggle::app {

void say(const QString& line)
{
    std::fputs((line + u'\n').toUtf8().constData(), stdout);
    std::fflush(stdout);
}

void complain(const QString& sentence)
{
    std::fputs((QStringLiteral("waggle: ") + sentence + u'\n').toUtf8().constData(), stderr);
    std::fflush(stderr);
}

int failWith(int status, const QString& sentence)
{
    complain(sentence);
    return status;
}

} // namespace waggle::app
