// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/range.h"

#include <QCheckBox>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QWidget>

#include <chrono>
#include <optional>
#include <vector>

namespace waggle::ui {

// A number that can be left to Waggle (or switched off): a check box and a spin box beside it. Main thread.
class OptionalNumber final : public QWidget {
    Q_OBJECT
public:
    // `word` names the unset state ("automatic"); `wordIsOn`: the box is checked while it is unset.
    OptionalNumber(const QString& word, bool wordIsOn, settings::Range range, int fallback, const QString& suffix,
        QWidget* parent = nullptr);

    [[nodiscard]] std::optional<int> value() const;
    void setValue(std::optional<int> value);

Q_SIGNALS:
    void changed();

private:
    [[nodiscard]] bool isSet() const { return m_box->isChecked() != m_wordIsOn; }

    bool m_wordIsOn;
    QCheckBox* m_box;
    QSpinBox* m_spin;
};

// Entries, one a line, in the fixed font; Tab leaves it.
class LineList final : public QPlainTextEdit {
    Q_OBJECT
public:
    LineList(const QString& placeholder, int lines, QWidget* parent = nullptr);

    [[nodiscard]] std::vector<QString> entries() const; // trimmed, empty ones left out
    void setEntries(const std::vector<QString>& entries);
};

} // namespace waggle::ui
