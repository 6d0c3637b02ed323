// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/tone.h"

#include <QColor>
#include <QMetaType>
#include <QString>

#include <array>
#include <memory>
#include <vector>

namespace waggle::ui {

// How CellDelegate draws a cell beside its display text; a model gives it for PagedModelBase::CellRole.
struct Cell {
    enum class Kind {
        Text, // sign and text
        Bar, // rounded bar of `parts`, the text beside it
        Spark, // a small line of `spark`
        Chip, // the text in a rounded outline of the tone; nothing where the text is empty
        Chips, // each of `chips`; the text is for screen readers and the clipboard
        Phases, // a bar of `phases`, the text for screen readers and the clipboard
        Link // the text in the colour of links, underlined under the pointer
    };
    enum class Expander { None, Space, Closed, Open }; // Space: aligned with rows that have one

    struct ChipText {
        QString text;
        Tone tone = Tone::Normal;
    };

    Kind kind = Kind::Text;
    Tone tone = Tone::Normal;
    bool toneSignOnly = false; // the sign in the tone, the text normal
    QString sign; // "✓", "✕", "⚠", "●", "○"
    bool bold = false;
    bool fixed = false; // in the fixed font: hex, addresses, URLs
    int indent = 0; // steps
    Expander expander = Expander::None;
    std::array<double, 3> parts{}; // Bar: shares of good, progress and warning, 0 … 1
    std::array<float, 4> phases{}; // Phases: shares of dim, progress, honey and good, 0 … 1
    std::shared_ptr<const std::vector<ChipText>> chips;
    std::shared_ptr<const std::vector<float>> spark; // NaN: not measured (a gap)
};

// Plain text as a tool tip that can't become rich text, whatever it holds.
[[nodiscard]] QString plainToolTip(const QString& text);

} // namespace waggle::ui

Q_DECLARE_METATYPE(waggle::ui::Cell)
