// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/tone.h"

#include <QPalette>

namespace waggle::ui {

QColor toneColor(Tone tone, const Theme& theme)
{
    switch (tone) {
    case Tone::Normal:
        break;
    case Tone::Dim:
        return theme.dim;
    case Tone::Good:
        return theme.good;
    case Tone::Progress:
        return theme.progress;
    case Tone::Warning:
        return theme.warning;
    case Tone::Bad:
        return theme.bad;
    }
    return theme.text;
}

QColor toneColor(Tone tone, const QPalette& palette)
{
    if (tone == Tone::Normal)
        return palette.color(QPalette::Text);
    if (tone == Tone::Dim)
        return palette.color(QPalette::PlaceholderText);
    return toneColor(tone, Theme::of(palette));
}

} // namespace waggle::ui
