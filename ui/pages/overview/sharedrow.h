// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/overview/overviewwords.h"

#include <QAbstractButton>

namespace waggle::ui {

// One swarm of "What is shared": name, size, a bar in segments, words. A click opens the swarm. Main thread.
class SharedRow final : public QAbstractButton {
    Q_OBJECT
public:
    // Widths of the columns, the same for all rows; the bar has the rest.
    struct Columns {
        int name = 0, size = 0, words = 0;
        void widen(const Columns& other);
    };
    explicit SharedRow(QWidget* parent);

    void setRow(const monitor::SwarmRow& row);
    void setColumns(const Columns& columns);
    [[nodiscard]] Columns wantedColumns() const;
    [[nodiscard]] const protocol::InfoHash& infoHash() const { return m_row.infoHash; }
    [[nodiscard]] QString words() const { return overview::plain(m_words); }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintBar(QPainter& painter, const QRectF& rect) const;
    void paintWords(QPainter& painter, const QRectF& rect) const;
    [[nodiscard]] QString size() const;

    monitor::SwarmRow m_row;
    overview::Parts m_words;
    Columns m_columns;
};

} // namespace waggle::ui
