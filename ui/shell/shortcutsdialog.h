// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QPair>

namespace waggle::ui {

// Every key that does something everywhere. Main thread.
class ShortcutsDialog final : public QDialog {
    Q_OBJECT
public:
    using Rows = QList<QPair<QString, QString>>; // keys, what they do
    ShortcutsDialog(const Rows& rows, QWidget* parent);
};

} // namespace waggle::ui
