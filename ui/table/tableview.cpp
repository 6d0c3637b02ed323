// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/tableview.h"

#include "ui/table/boundedselection.h"
#include "ui/table/celldelegate.h"
#include "ui/table/rowwriter.h"
#include "ui/table/tableheader.h"
#include "ui/table/tablesetup.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>

#include <algorithm>
#include <map>
#include <set>

namespace waggle::ui {

TableView::TableView(PagedModelBase& model, QSettings& settings, const QString& name, QWidget* parent)
    : QTableView(parent)
    , m_table(model)
    , m_delegate(new CellDelegate(this))
    , m_header(new TableHeader(model, settings, name, this))
{
    setObjectName(name);
    setHorizontalHeader(m_header);
    setModel(&model);
    QItemSelectionModel* old = selectionModel();
    setSelectionModel(new BoundedSelection(&model, this));
    delete old;
    setItemDelegate(m_delegate);
    setUpTable(*this);
    setVerticalScrollMode(ScrollPerItem);
    applyMetrics();
    m_header->restore();
    connect(m_header, &TableHeader::menuOpened, this, [this] { m_table.hold(true); });
    connect(m_header, &TableHeader::menuClosed, this, [this] { m_table.hold(false); });
    connect(&model, &PagedModelBase::applying, this, &TableView::rememberAnchor);
    connect(&model, &PagedModelBase::arrived, this, &TableView::keepAnchor);
    connect(&model, &PagedModelBase::queryChanged, this, [this] {
        m_toTop = true;
        setAllSelected(false);
    });
    connect(this, &QTableView::activated, this, [this](const QModelIndex& index) { Q_EMIT activatedRow(index.row()); });
}

void TableView::applyMetrics()
{
    fitRowHeight(*this);
    m_header->fit();
}

void TableView::tellVisible()
{
    const int rowHeight = std::max(1, verticalHeader()->defaultSectionSize());
    m_table.setVisibleRows(std::max(0, rowAt(0)), viewport()->height() / rowHeight + 1);
}

void TableView::setAllSelected(bool on)
{
    if (m_allSelected == on)
        return;
    m_allSelected = on;
    m_delegate->setAllSelected(on);
    viewport()->update();
}

void TableView::selectAll()
{
    clearSelection();
    setAllSelected(m_table.total() > 0);
}

// In a hidden column the arrow keys would lead nowhere.
int TableView::firstShown() const
{
    const std::vector<int> shown = m_header->shownColumns();
    return shown.empty() ? 0 : shown.front();
}

qint64 TableView::selectedCount() const
{
    if (m_allSelected)
        return m_table.total();
    qint64 rows = 0;
    for (const QItemSelectionRange& range : selectionModel()->selection())
        rows += range.height();
    return rows;
}

bool TableView::isRowSelected(qint64 row) const
{
    return m_allSelected || selectionModel()->isRowSelected(static_cast<int>(row));
}

std::vector<qint64> TableView::selectedRows() const
{
    std::vector<qint64> rows;
    if (m_allSelected) {
        for (qint64 row = 0; row < m_table.total(); ++row) {
            if (m_table.isFetched(row))
                rows.push_back(row);
            else if (!rows.empty())
                break; // the fetched rows stand together
        }
        return rows;
    }
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (m_table.isFetched(row))
                rows.push_back(row);
        }
    }
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

bool TableView::isSelectionFetched() const
{
    return static_cast<qint64>(selectedRows().size()) == selectedCount();
}

std::optional<qint64> TableView::currentRow() const
{
    const QModelIndex index = currentIndex();
    return index.isValid() && m_table.isFetched(index.row()) ? std::optional<qint64>(index.row()) : std::nullopt;
}

std::function<bool(qint64, const monitor::RowKey&)> TableView::selectionTest() const
{
    if (m_allSelected)
        return [](qint64, const monitor::RowKey&) { return true; };
    std::map<monitor::RowKey, bool> known;
    for (const auto& [row, key] : m_table.knownRows())
        known.emplace(key, isRowSelected(row));
    std::set<qint64> places;
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom(); ++row) {
            if (!m_table.knownRows().contains(row))
                places.insert(row);
        }
    }
    return [known = std::move(known), places = std::move(places)](qint64 row, const monitor::RowKey& key) {
        const auto one = known.find(key);
        return one != known.end() ? one->second : places.contains(row);
    };
}

QString TableView::selectionAsText() const
{
    const std::vector<int> columns = m_header->shownColumns();
    QStringList names;
    for (const int column : columns)
        names << m_table.columns()[static_cast<std::size_t>(column)].title;
    RowWriter writer(RowFormat::Tsv, names);
    std::vector<std::vector<QJsonValue>> rows;
    for (const qint64 row : selectedRows()) {
        std::vector<QJsonValue> cells;
        for (const int column : columns)
            cells.emplace_back(
                m_table.data(m_table.index(static_cast<int>(row), column), PagedModelBase::CopyRole).toString());
        rows.push_back(std::move(cells));
    }
    return QString::fromUtf8(writer.head() + writer.rows(rows));
}

void TableView::selectKey(const monitor::RowKey& key)
{
    // Not where it stands now: the row may come with the next answer only.
    m_applying = true;
    selectionModel()->clear();
    m_applying = false;
    const bool other = m_currentKey != key;
    m_currentKey = key;
    restoreCurrent();
    track();
    if (other)
        Q_EMIT currentKeyChanged();
}

void TableView::restoreCurrent()
{
    const auto row = m_currentKey ? m_table.rowOf(*m_currentKey) : std::nullopt;
    if (!row || currentIndex().isValid())
        return;
    const bool applying = std::exchange(m_applying, true);
    const QModelIndex index = m_table.index(static_cast<int>(*row), firstShown());
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
    m_applying = applying;
}

void TableView::track()
{
    std::vector<monitor::RowKey> keys;
    if (m_currentKey)
        keys.push_back(*m_currentKey);
    for (const QItemSelectionRange& range : selectionModel()->selection()) {
        for (int row = range.top(); row <= range.bottom() && keys.size() < PagedModelBase::kMaxTracked; ++row) {
            const auto known = m_table.knownRows().find(row); // what is tracked stays so when it leaves the window
            if (known != m_table.knownRows().end() && known->second != m_currentKey)
                keys.push_back(known->second);
        }
    }
    std::sort(keys.begin(), keys.end());
    m_table.setTracked(std::move(keys));
}

void TableView::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected)
{
    QTableView::selectionChanged(selected, deselected);
    if (!selected.isEmpty())
        setAllSelected(false);
    if (!m_applying)
        track();
}

void TableView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    if (m_applying)
        return; // the same row at another place, or none while it is out of sight
    const auto key = current.isValid() ? m_table.keyAt(current.row()) : std::nullopt;
    if (key == m_currentKey)
        return;
    m_currentKey = key;
    track();
    Q_EMIT currentKeyChanged();
}

void TableView::rememberAnchor()
{
    m_applying = true;
    m_anchor.reset();
    const int top = std::max(0, rowAt(0));
    if (verticalScrollBar()->value() == 0)
        return; // at the top one wants to see what comes on top
    const int rows = viewport()->height() / std::max(1, verticalHeader()->defaultSectionSize());
    const auto current = currentRow();
    const qint64 row = current && *current >= top && *current < top + rows ? *current : top;
    m_anchor = m_table.keyAt(row);
    m_anchorOffset = static_cast<int>(row) - top;
}

void TableView::keepAnchor()
{
    if (m_toTop) {
        m_toTop = false;
        const auto row = m_currentKey ? m_table.rowOf(*m_currentKey) : std::nullopt;
        if (row)
            scrollTo(m_table.index(static_cast<int>(*row), std::max(0, columnAt(0))), EnsureVisible);
        else
            scrollToTop();
    } else if (const auto row = m_anchor ? m_table.rowOf(*m_anchor) : std::nullopt) {
        verticalScrollBar()->setValue(static_cast<int>(*row) - m_anchorOffset);
    }
    restoreCurrent(); // it may have come back into a table that had lost it: a filter was cleared
    m_applying = false;
    tellVisible();
    track();
}

void TableView::goTo(qint64 row, Qt::KeyboardModifiers modifiers)
{
    if (row < 0 || row >= m_table.total())
        return;
    const int column
        = currentIndex().isValid() && !isColumnHidden(currentIndex().column()) ? currentIndex().column() : firstShown();
    const QModelIndex index = m_table.index(static_cast<int>(row), column);
    if (modifiers & Qt::ShiftModifier && currentIndex().isValid()) {
        const QModelIndex from = currentIndex();
        const QItemSelection range(m_table.index(std::min(from.row(), index.row()), 0),
            m_table.index(std::max(from.row(), index.row()), m_table.columnCount() - 1));
        selectionModel()->select(range, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    } else {
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    scrollTo(index);
}

bool TableView::handleKey(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested();
        return true;
    }
    if (event->matches(QKeySequence::SelectAll)) {
        selectAll();
        return true;
    }
    const auto current = currentRow();
    switch (event->key()) {
    case Qt::Key_Home:
        goTo(0, event->modifiers());
        return true;
    case Qt::Key_End:
        goTo(m_table.total() - 1, event->modifiers());
        return true;
    case Qt::Key_Left:
    case Qt::Key_Right: {
        const int step = event->key() == Qt::Key_Right ? 1 : -1;
        if (current && event->modifiers() == Qt::NoModifier)
            Q_EMIT openRequested(*current, step > 0);
        horizontalScrollBar()->triggerAction(
            step > 0 ? QAbstractSlider::SliderSingleStepAdd : QAbstractSlider::SliderSingleStepSub);
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current)
            Q_EMIT activatedRow(*current);
        return true;
    default:
        return false;
    }
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    if (handleKey(event))
        event->accept();
    else
        QTableView::keyPressEvent(event);
}

void TableView::holdButton(bool down)
{
    if (std::exchange(m_buttonHeld, down) != down)
        m_table.hold(down);
}

void TableView::mousePressEvent(QMouseEvent* event)
{
    holdButton(true);
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index.isValid() && event->button() == Qt::LeftButton) {
        const auto look = index.data(PagedModelBase::CellRole).value<Cell>();
        if (CellDelegate::expanderRect(visualRect(index), look).contains(event->position().toPoint()))
            Q_EMIT openRequested(index.row(), look.expander == Cell::Expander::Closed);
    }
    setAllSelected(m_allSelected && event->button() == Qt::RightButton);
    if (!(m_allSelected && event->button() == Qt::RightButton))
        QTableView::mousePressEvent(event);
}

void TableView::mouseReleaseEvent(QMouseEvent* event)
{
    QTableView::mouseReleaseEvent(event);
    if (event->buttons() == Qt::NoButton)
        holdButton(false);
}

void TableView::contextMenuEvent(QContextMenuEvent* event)
{
    // The menu takes the release that ends the press.
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKey ? currentIndex() : indexAt(event->pos());
    if (index.isValid() && !isRowSelected(index.row()))
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    auto* menu = new QMenu(this);
    menu->setObjectName(objectName() + QStringLiteral("Menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    Q_EMIT menuFilling(menu);
    Q_EMIT menuEnding(menu);
    if (menu->isEmpty()) {
        delete menu;
        return holdButton(false);
    }
    m_table.hold(true);
    holdButton(false);
    connect(menu, &QMenu::aboutToHide, this, [this] { m_table.hold(false); });
    menu->popup(
        byKey && index.isValid() ? viewport()->mapToGlobal(visualRect(index).bottomLeft()) : event->globalPos());
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    m_header->fit();
    tellVisible();
}

void TableView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        applyMetrics();
}

void TableView::showEvent(QShowEvent* event)
{
    QTableView::showEvent(event);
    tellVisible();
    m_table.setActive(true);
}

void TableView::hideEvent(QHideEvent* event)
{
    QTableView::hideEvent(event);
    holdButton(false);
    if (!event->spontaneous()) // minimised windows still tell the tray's figures
        m_table.setActive(false);
}

void TableView::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    if (dy != 0 && !m_applying)
        tellVisible();
}

} // namespace waggle::ui
