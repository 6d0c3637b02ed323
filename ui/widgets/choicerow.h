// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QButtonGroup;

namespace waggle::ui {

// A row of small flat buttons of which one is chosen: the ranges of a chart. Arrow keys move the choice. Main thread.
class ChoiceRow final : public QWidget {
    Q_OBJECT
public:
    explicit ChoiceRow(QWidget* parent = nullptr);
    void addChoice(const QString& text, const QString& objectName);
    void choose(int index);
    [[nodiscard]] int chosen() const;

Q_SIGNALS:
    void changed(int index);

private:
    QButtonGroup* m_group;
};

} // namespace waggle::ui
