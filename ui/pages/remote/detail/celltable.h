// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/tablecell.h"

#include <QAbstractTableModel>
#include <QTableView>

#include <vector>

namespace waggle::ui {

struct TextCell {
    QString text;
    Cell look;
    QString toolTip; // plain
};
struct TextColumn {
    QString title;
    Qt::Alignment alignment = Qt::AlignLeft;
    QString toolTip;
};

// A small table of finished cells, drawn like the big ones; set whole. Ctrl+C copies the chosen rows. Main thread.
class CellTable final : public QTableView {
    Q_OBJECT
public:
    CellTable(const QString& name, QWidget* parent = nullptr);

    void set(const std::vector<TextColumn>& columns, const std::vector<std::vector<TextCell>>& rows);
    [[nodiscard]] QString asTsv() const; // with header
    [[nodiscard]] QString asMarkdown() const;
    [[nodiscard]] int heightFor(int rows) const; // without scrolling

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    [[nodiscard]] QString asTsv(const std::vector<int>& rows) const;
    void applyMetrics();
    void fit();
};

} // namespace waggle::ui
