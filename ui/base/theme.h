// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;
class QFontMetrics;

// The colours and measures of the window, in one place. Main thread.
namespace waggle::ui {

// State colours beside the palette; chosen by the palette's lightness, so that a high-contrast system palette wins.
struct Theme {
    bool dark = false;
    QColor window, base, alternate, text, dim, line;
    QColor honey, onHoney, highlight; // accent, text on it, selection
    QColor good, progress, warning, bad;

    [[nodiscard]] static const Theme& light();
    [[nodiscard]] static const Theme& darkTheme();
    [[nodiscard]] static const Theme& of(const QPalette& palette); // the set that fits this palette
};

// Installs Fusion, palette, fonts and the style sheet bits of ours; follows the system for Theme::System. Call again
// after a change of settings or of the system's scheme.
void applyTheme(QApplication& app, settings::Theme choice);
// Ctrl + and Ctrl −: scales everything. 1.0 is the system's font; kept in 0.7 … 2.5.
void setScale(QApplication& app, double factor);
[[nodiscard]] double scale();

// Half the font height: the unit of the grid. Margins, gaps and paddings are multiples of it.
[[nodiscard]] int unit();
[[nodiscard]] QFont figureFont(); // large figure of a card
[[nodiscard]] QFont captionFont();
[[nodiscard]] QFont headingFont();
[[nodiscard]] QFont fixedFont(); // hex, addresses, URLs

} // namespace waggle::ui
