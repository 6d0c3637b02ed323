// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/queries.h"

#include <QListWidget>

#include <optional>

namespace waggle::ui {

// The side filter of Swarms: all, or those of one state, each with its count.
class StateFilter final : public QListWidget {
    Q_OBJECT
public:
    explicit StateFilter(QWidget* parent = nullptr);

    void setCounts(const monitor::SwarmPage& page);
    void choose(std::optional<monitor::SwarmState> state);
    [[nodiscard]] qint64 countAt(int row) const;
    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(std::optional<waggle::monitor::SwarmState> state);
};

} // namespace waggle::ui
