// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/overview.h"

#include <QWidget>

#include <optional>

class QToolButton;

namespace waggle::ui {

class Backend;
class TextLabel;
class TrackerFigures;

// "Tracker itself": one line, and when opened requests by kind and transport, answers, drops, its own bandwidth. Opens
// by itself when many clients are there, unless somebody has closed it. Main thread.
class TrackerPanel final : public QWidget {
    Q_OBJECT
public:
    TrackerPanel(Backend& backend, QWidget* parent);

    void setOverview(const monitor::Overview& overview);
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QString summary() const;

private:
    QWidget* buildHeader();
    QWidget* buildBody(Backend& backend);

    bool m_open = false;
    bool m_chosen = false; // by a person
    QToolButton* m_toggle = nullptr;
    TextLabel* m_summary = nullptr;
    QWidget* m_body = nullptr;
    TrackerFigures* m_figures = nullptr;
};

} // namespace waggle::ui
