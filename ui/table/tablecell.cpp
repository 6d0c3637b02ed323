// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/tablecell.h"

#include "ui/base/theme.h"

#include <QPalette>

namespace waggle::ui {

QColor toneColor(Tone tone, const QPalette& palette)
{
    const Theme& theme = Theme::of(palette);
    switch (tone) {
    case Tone::Normal:
        break;
    case Tone::Dim:
        return palette.color(QPalette::PlaceholderText);
    case Tone::Good:
        return theme.good;
    case Tone::Progress:
        return theme.progress;
    case Tone::Warning:
        return theme.warning;
    case Tone::Bad:
        return theme.bad;
    }
    return palette.color(QPalette::Text);
}

QString plainToolTip(const QString& text)
{
    if (text.isEmpty())
        return {};
    QString escaped = text.toHtmlEscaped();
    escaped.replace(QLatin1Char('\n'), QLatin1String("<br>"));
    return QStringLiteral("<qt>") + escaped + QStringLiteral("</qt>");
}

} // namespace waggle::ui
