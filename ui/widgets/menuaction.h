// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QMenu;

namespace waggle::ui {

// Adds an entry to a context menu; `name` is its object name. `act` ends with the menu. Main thread.
void addMenuAction(
    QMenu& menu, const QString& name, const QString& title, std::function<void()> act, bool enabled = true);

} // namespace waggle::ui
