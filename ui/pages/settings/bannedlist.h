// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QWidget>

#include <vector>

class QListWidget;
class QPushButton;

namespace waggle::ui {

class Backend;
class TextLabel;

// Addresses that are banned until the program ends, and the way back for each. Main thread.
class BannedList final : public QWidget {
    Q_OBJECT
public:
    explicit BannedList(Backend& backend, QWidget* parent = nullptr);

private:
    void show(const std::vector<protocol::Address>& banned);
    using QWidget::show;
    void unbanSelected();

    Backend& m_backend;
    std::vector<protocol::Address> m_banned;
    TextLabel* m_none;
    QListWidget* m_list;
    QPushButton* m_unban;
};

} // namespace waggle::ui
