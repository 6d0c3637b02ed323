// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/menuaction.h"

#include <QAction>
#include <QMenu>

namespace waggle::ui {

void addMenuAction(QMenu& menu, const QString& name, const QString& title, std::function<void()> act, bool enabled)
{
    QAction* action = menu.addAction(title);
    action->setObjectName(name);
    action->setEnabled(enabled);
    QObject::connect(action, &QAction::triggered, &menu, std::move(act));
}

} // namespace waggle::ui
