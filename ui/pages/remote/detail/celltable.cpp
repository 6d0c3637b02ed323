// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/detail/celltable.h"

#include "ui/table/celldelegate.h"
#include "ui/table/pagedmodelbase.h"
#include "ui/table/rowwriter.h"
#include "ui/table/tablesetup.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>

#include <algorithm>
#include <numeric>

namespace waggle::ui {

namespace {

constexpr int kMeasured = 200; // rows that decide how wide columns are

class CellTableModel final : public QAbstractTableModel {
public:
    using QAbstractTableModel::QAbstractTableModel;

    void set(const std::vector<TextColumn>& columns, const std::vector<std::vector<TextCell>>& rows)
    {
        beginResetModel();
        m_columns = columns;
        m_rows = rows;
        endResetModel();
    }
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override
    {
        const auto row = static_cast<std::size_t>(index.row());
        const auto column = static_cast<std::size_t>(index.column());
        if (!index.isValid() || row >= m_rows.size() || column >= m_rows[row].size())
            return {};
        const TextCell& cell = m_rows[row][column];
        switch (role) {
        case Qt::DisplayRole:
            return cell.text;
        case Qt::ToolTipRole:
            return plainToolTip(cell.toolTip);
        case Qt::TextAlignmentRole:
            return static_cast<int>(m_columns[column].alignment | Qt::AlignVCenter);
        case PagedModelBase::CellRole:
            return QVariant::fromValue(cell.look);
        default:
            return {};
        }
    }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
            return {};
        const TextColumn& column = m_columns[static_cast<std::size_t>(section)];
        if (role == Qt::DisplayRole)
            return column.title;
        if (role == Qt::TextAlignmentRole)
            return static_cast<int>(column.alignment | Qt::AlignVCenter);
        return role == Qt::ToolTipRole ? QVariant(plainToolTip(column.toolTip)) : QVariant();
    }

private:
    std::vector<TextColumn> m_columns;
    std::vector<std::vector<TextCell>> m_rows;
};

QString markdownCell(QString text)
{
    for (const char* special : {"\\", "|", "`", "*", "_", "<", "["})
        text.replace(QLatin1String(special), QLatin1Char('\\') + QLatin1String(special));
    return text.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

} // namespace

CellTable::CellTable(const QString& name, QWidget* parent)
    : QTableView(parent)
{
    setObjectName(name);
    setModel(new CellTableModel(this));
    setItemDelegate(new CellDelegate(this));
    setUpTable(*this);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    applyMetrics();
}

void CellTable::set(const std::vector<TextColumn>& columns, const std::vector<std::vector<TextCell>>& rows)
{
    static_cast<CellTableModel*>(model())->set(columns, rows);
    fit();
}

// The first column has what the others leave.
void CellTable::fit()
{
    QStyleOptionViewItem option;
    option.initFrom(this);
    option.font = font();
    for (int column = 1; column < model()->columnCount(); ++column) {
        int width = horizontalHeader()->sectionSizeHint(column) + CellDelegate::padding() / 2;
        for (int row = 0; row < std::min(model()->rowCount(), kMeasured); ++row)
            width = std::max(width, itemDelegate()->sizeHint(option, model()->index(row, column)).width() + 2);
        horizontalHeader()->setSectionResizeMode(column, QHeaderView::Interactive);
        horizontalHeader()->resizeSection(column, width);
    }
    if (model()->columnCount() > 0)
        horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

int CellTable::heightFor(int rows) const
{
    return horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() + 2;
}

void CellTable::applyMetrics()
{
    fitRowHeight(*this);
    fit();
}

void CellTable::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        applyMetrics();
}

QString CellTable::asTsv(const std::vector<int>& rows) const
{
    const QAbstractItemModel& table = *model();
    const auto line = [&](const auto& textOf) {
        QStringList cells;
        for (int column = 0; column < table.columnCount(); ++column)
            cells << RowWriter::tsvCell(textOf(column));
        return cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    QString text = line([&](int column) { return table.headerData(column, Qt::Horizontal).toString(); });
    for (const int row : rows)
        text += line([&](int column) { return table.index(row, column).data().toString(); });
    return text;
}

QString CellTable::asTsv() const
{
    std::vector<int> rows(static_cast<std::size_t>(model()->rowCount()));
    std::iota(rows.begin(), rows.end(), 0);
    return asTsv(rows);
}

QString CellTable::asMarkdown() const
{
    const QAbstractItemModel& table = *model();
    QString head(QLatin1Char('|')), rule(QLatin1Char('|')), body;
    for (int column = 0; column < table.columnCount(); ++column) {
        head += u' ' + markdownCell(table.headerData(column, Qt::Horizontal).toString()) + QStringLiteral(" |");
        const bool right = table.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole).toInt() & Qt::AlignRight;
        rule += right ? QStringLiteral("--:|") : QStringLiteral("---|");
    }
    for (int row = 0; row < table.rowCount(); ++row) {
        body += QLatin1Char('|');
        for (int column = 0; column < table.columnCount(); ++column)
            body += u' ' + markdownCell(table.index(row, column).data().toString()) + QStringLiteral(" |");
        body += QLatin1Char('\n');
    }
    return head + QLatin1Char('\n') + rule + QLatin1Char('\n') + body;
}

void CellTable::keyPressEvent(QKeyEvent* event)
{
    if (!event->matches(QKeySequence::Copy))
        return QTableView::keyPressEvent(event);
    std::vector<int> rows;
    for (const QModelIndex& index : selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    if (!rows.empty())
        QGuiApplication::clipboard()->setText(asTsv(rows));
}

} // namespace waggle::ui
