// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/hexdump.h"

namespace waggle::ui {

namespace {

constexpr qsizetype kPerLine = 16;

QChar printable(char byte)
{
    return byte >= 0x20 && byte < 0x7f ? QLatin1Char(byte) : QLatin1Char('.');
}

} // namespace

QString hexDump(const QByteArray& bytes)
{
    QString text;
    for (qsizetype start = 0; start < bytes.size(); start += kPerLine) {
        const QByteArray line = bytes.mid(start, kPerLine);
        text += QString::fromLatin1(line.toHex(' ')).leftJustified(3 * kPerLine + 1);
        for (const char byte : line)
            text += printable(byte);
        text += QLatin1Char('\n');
    }
    return text;
}

} // namespace waggle::ui
