// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

#include <QWidget>

namespace waggle::ui {

class TextLabel;

// One setting on the page: its name, the editor, a line that explains it, and below, when there is one, what is wrong
// with the value. `name` is the setting's name in settings.json ("tracker.interval"). Main thread.
class SettingField final : public QWidget {
    Q_OBJECT
public:
    SettingField(const QString& name, const QString& title, const QString& explanation, QWidget* editor,
        QWidget* parent = nullptr);

    [[nodiscard]] const QString& name() const { return m_name; }
    void setFixed(bool fixed); // held by the command line for this run: shown, not editable
    void setProblem(const QString& words, bool warning); // empty: none
    [[nodiscard]] bool hasError() const { return m_error; }

private:
    QString m_name;
    QString m_explanation;
    QWidget* m_editor;
    TextLabel* m_hint;
    TextLabel* m_problem;
    bool m_error = false;
};

} // namespace waggle::ui
