// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/tablecell.h"

#include <QWidget>

namespace waggle::ui {

// A word in a rounded outline, as in the tables. Main thread.
class ChipLabel final : public QWidget {
    Q_OBJECT
public:
    ChipLabel(const QString& text, Tone tone, QWidget* parent = nullptr);

    [[nodiscard]] const QString& text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_text;
    Tone m_tone;
};

} // namespace waggle::ui
