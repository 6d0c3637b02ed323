// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/tablecell.h"

namespace waggle::ui {

QString plainToolTip(const QString& text)
{
    if (text.isEmpty())
        return {};
    QString escaped = text.toHtmlEscaped();
    escaped.replace(QLatin1Char('\n'), QLatin1String("<br>"));
    return QStringLiteral("<qt>") + escaped + QStringLiteral("</qt>");
}

} // namespace waggle::ui
