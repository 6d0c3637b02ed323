// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

namespace waggle::ui {

// What stands in a table's place while it has no rows: what would be here, why, and the action that changes it.
class EmptyState final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyState(QWidget* parent = nullptr);

    void set(const QString& title, const QString& text, const QString& action = {}, std::function<void()> act = {});
    [[nodiscard]] QString title() const;

private:
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_action;
    std::function<void()> m_act;
};

} // namespace waggle::ui
