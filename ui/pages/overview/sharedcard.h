// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/overview.h"
#include "ui/widgets/card.h"

class QPushButton;
class QVBoxLayout;

namespace waggle::ui {

class SharedRow;
class TextLabel;

// "What is shared": the busiest few swarms, who has them, who is stuck. Main thread.
class SharedCard final : public Card {
    Q_OBJECT
public:
    explicit SharedCard(QWidget* parent);
    void setOverview(const monitor::Overview& overview);
    [[nodiscard]] const std::vector<SharedRow*>& rows() const { return m_rows; }

Q_SIGNALS:
    void swarmChosen(const waggle::protocol::InfoHash& infoHash);
    void allChosen();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void alignRows();
    SharedRow* addRow();

    QVBoxLayout* m_column;
    TextLabel* m_nothing;
    QPushButton* m_more;
    std::vector<SharedRow*> m_rows;
    std::size_t m_used = 0;
};

} // namespace waggle::ui
