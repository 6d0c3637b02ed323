// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/overview.h"
#include "ui/widgets/card.h"

#include <array>

class QGridLayout;

namespace waggle::ui {

class TextLabel;

// The counters since the program started: a row a transport and family, a column a kind of request and of answer.
// Main thread.
class TrackerFigures final : public Card {
    Q_OBJECT
public:
    explicit TrackerFigures(QWidget* parent);
    void setOverview(const monitor::Overview& overview);
    [[nodiscard]] QString cell(std::size_t row, std::size_t column) const;

    static constexpr std::size_t kRows = protocol::kTransports * protocol::kFamilies;
    static constexpr std::size_t kColumns
        = 9; // announces, scrapes, connects, other, answered, refused, dropped, in, out

private:
    void addHeads(QGridLayout& grid);

    std::array<std::array<TextLabel*, kColumns>, kRows> m_cells{};
    TextLabel* m_rest = nullptr;
};

} // namespace waggle::ui
