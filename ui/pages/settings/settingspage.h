// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"

#include <QStringList>
#include <QWidget>

class QPushButton;

namespace waggle::ui {

class Backend;
class SettingsForm;

// Everything that can be set, with what is wrong with it beside it. Changes hold from Apply on, without a restart;
// until then they can be undone. Main thread.
class SettingsPage final : public QWidget {
    Q_OBJECT
public:
    explicit SettingsPage(Backend& backend, QWidget* parent = nullptr);

private:
    void showSettings(const settings::Settings& settings, const QStringList& fixed);
    void update();
    using QWidget::update;
    QWidget* makeBar();

    Backend& m_backend;
    SettingsForm* m_form;
    QPushButton* m_apply;
    QPushButton* m_undo;
    QPushButton* m_defaults;
    QWidget* m_bar;
    settings::Settings m_inForce;
    QStringList m_fixed;
};

} // namespace waggle::ui
