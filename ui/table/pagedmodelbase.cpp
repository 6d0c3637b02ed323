// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/pagedmodelbase.h"

#include "ui/base/backend.h"

#include <algorithm>

namespace waggle::ui {

namespace {

constexpr qint64 kMinWindow = 100;
// QTableView counts rows in int and pixels in int: more than it can hold are not shown (the store's cap is 2 M).
constexpr qint64 kMaxRows = 50'000'000;

} // namespace

PagedModelBase::PagedModelBase(std::vector<ColumnInfo> columns, QObject* parent)
    : QAbstractTableModel(parent)
    , m_columns(std::move(columns))
{
}

std::optional<int> PagedModelBase::columnOf(const QString& id) const
{
    const auto found = std::find_if(
        m_columns.begin(), m_columns.end(), [&](const ColumnInfo& column) { return id == QLatin1String(column.id); });
    if (found == m_columns.end())
        return std::nullopt;
    return static_cast<int>(found - m_columns.begin());
}

int PagedModelBase::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_total);
}

int PagedModelBase::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant PagedModelBase::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const int column = index.column();
    if (role == Qt::TextAlignmentRole)
        return static_cast<int>(m_columns[static_cast<std::size_t>(column)].alignment | Qt::AlignVCenter);
    const auto at = positionOf(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return at ? text(*at, column) : QString(QChar(0x2026));
    case Qt::ToolTipRole:
        return at ? plainToolTip(toolTip(*at, column)) : QVariant();
    case CopyRole:
        return at ? copyText(*at, column) : QVariant();
    case CellRole:
        return at ? QVariant::fromValue(cell(*at, column)) : QVariant();
    default:
        return {};
    }
}

QVariant PagedModelBase::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    const ColumnInfo& column = m_columns[static_cast<std::size_t>(section)];
    switch (role) {
    case Qt::DisplayRole:
        return column.title;
    case Qt::ToolTipRole:
        return plainToolTip(column.toolTip);
    case Qt::TextAlignmentRole:
        return static_cast<int>(column.alignment | Qt::AlignVCenter);
    case Qt::InitialSortOrderRole:
        return static_cast<int>(column.descendingFirst ? Qt::DescendingOrder : Qt::AscendingOrder);
    default:
        return {};
    }
}

void PagedModelBase::setActive(bool active)
{
    if (m_active == active)
        return;
    m_active = active;
    m_waiting = m_moreWanted = false;
    if (active) {
        m_answeredOnce = false;
        schedule(false);
    } else {
        close();
        ++head().number; // what is still on its way is not wanted any more
    }
}

void PagedModelBase::setVisibleRows(qint64 first, qint64 count)
{
    first = std::max<qint64>(first, 0);
    count = std::max<qint64>(count, 1);
    if (first == m_visibleFirst && count == m_visibleCount)
        return;
    m_visibleFirst = first;
    m_visibleCount = count;
    // Within what is here there is nothing to ask before the last half page is reached.
    const qint64 spare = count / 2;
    const qint64 end = m_first + static_cast<qint64>(m_keys.size());
    const bool before = m_first == 0 || first - spare >= m_first;
    const bool after = end >= m_total || first + count + spare <= end;
    if (!before || !after)
        schedule(true);
}

void PagedModelBase::setFilter(const QString& filter)
{
    if (head().filter == filter)
        return;
    head().filter = filter;
    askAgain();
    Q_EMIT queryChanged();
}

void PagedModelBase::sort(int column, Qt::SortOrder order)
{
    if (column < 0 || column >= columnCount() || !m_columns[static_cast<std::size_t>(column)].sortable)
        return;
    const bool descending = order == Qt::DescendingOrder;
    if (column == m_sortColumn && descending == head().descending)
        return;
    initialSort(column, descending);
    askAgain();
    Q_EMIT queryChanged();
}

void PagedModelBase::initialSort(int column, bool descending)
{
    m_sortColumn = column;
    head().descending = descending;
    setSortOfQuery(column);
}

Qt::SortOrder PagedModelBase::sortOrder() const
{
    return head().descending ? Qt::DescendingOrder : Qt::AscendingOrder;
}

void PagedModelBase::hold(bool on)
{
    m_held = std::max(0, m_held + (on ? 1 : -1));
    if (head().held == (m_held > 0))
        return;
    head().held = m_held > 0;
    askAgain();
}

void PagedModelBase::setTracked(std::vector<monitor::RowKey> keys)
{
    if (keys.size() > kMaxTracked)
        keys.resize(kMaxTracked);
    if (keys == m_tracked)
        return;
    m_tracked = std::move(keys);
    schedule(false);
}

void PagedModelBase::askAgain()
{
    schedule(false);
}

void PagedModelBase::schedule(bool windowOnly)
{
    // A moving window alone waits for the answer under way: else continuous scrolling would drop every answer.
    if (windowOnly && m_waiting) {
        m_moreWanted = true;
        return;
    }
    if (!m_active || m_scheduled)
        return;
    m_scheduled = true;
    QMetaObject::invokeMethod(
        this, [this] { ask(); }, Qt::QueuedConnection);
}

void PagedModelBase::placeWindow()
{
    const qint64 margin = std::max(m_visibleCount, (kMinWindow - m_visibleCount) / 2);
    head().first = std::max<qint64>(0, m_visibleFirst - margin);
    head().count = m_visibleFirst + m_visibleCount + margin - head().first;
}

void PagedModelBase::ask()
{
    m_scheduled = false;
    if (!m_active)
        return;
    placeWindow();
    monitor::QueryHead& query = head();
    query.tracked = m_tracked;
    if (const auto top = keyAt(m_visibleFirst); top && m_visibleFirst > 0)
        query.tracked.push_back(*top); // the scroll's anchor
    ++query.number;
    m_waiting = true;
    m_moreWanted = false;
    send();
}

std::optional<std::size_t> PagedModelBase::positionOf(qint64 row) const
{
    if (row < m_first || row >= m_first + static_cast<qint64>(m_keys.size()) || row >= m_total)
        return std::nullopt;
    return static_cast<std::size_t>(row - m_first);
}

bool PagedModelBase::isFetched(qint64 row) const
{
    return positionOf(row).has_value();
}

std::optional<monitor::RowKey> PagedModelBase::keyAt(qint64 row) const
{
    const auto at = positionOf(row);
    return at ? std::optional(m_keys[*at]) : std::nullopt;
}

std::optional<qint64> PagedModelBase::rowOf(const monitor::RowKey& key) const
{
    const auto found = m_rowOfKey.find(key);
    return found == m_rowOfKey.end() ? std::nullopt : std::optional(found->second);
}

bool PagedModelBase::isMoved(const RowOfKey& now) const
{
    for (const auto& [key, row] : m_rowOfKey) {
        const auto found = now.find(key);
        if (found != now.end() && found->second != row)
            return true;
    }
    // Nobody moved, but another one may stand where one went.
    return std::any_of(m_rowOfKey.begin(), m_rowOfKey.end(), [&](const auto& old) { return !now.contains(old.first); });
}

void PagedModelBase::movePersistent(const RowOfKey& now, qint64 total)
{
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    to.reserve(from.size());
    for (const QModelIndex& index : from) {
        const auto key = m_keyOfRow.find(index.row());
        std::optional<qint64> row;
        if (key == m_keyOfRow.end()) {
            row = index.row(); // never fetched: there is only its place to go by
        } else if (const auto found = now.find(key->second); found != now.end()) {
            row = found->second;
        }
        to << (row && *row < total ? createIndex(static_cast<int>(*row), index.column()) : QModelIndex());
    }
    changePersistentIndexList(from, to);
}

bool PagedModelBase::apply(const Arrival& arrival, const std::function<void()>& swap)
{
    // While a new question waits for its turn, this is an answer to an older one: it may not know of a selected row.
    if (!m_active || m_scheduled || arrival.number != head().number)
        return false;
    Q_EMIT applying();
    const qint64 total = std::clamp<qint64>(arrival.total, 0, kMaxRows);
    RowOfKey now;
    for (std::size_t i = 0; i < arrival.trackedRows.size() && i < head().tracked.size(); ++i) {
        if (arrival.trackedRows[i] >= 0 && arrival.trackedRows[i] < total)
            now.emplace(head().tracked[i], arrival.trackedRows[i]);
    }
    for (std::size_t i = 0; i < arrival.keys.size(); ++i)
        now.insert_or_assign(arrival.keys[i], arrival.first + static_cast<qint64>(i));

    if (total > m_total) {
        beginInsertRows({}, static_cast<int>(m_total), static_cast<int>(total) - 1);
        m_total = total;
        endInsertRows();
    }
    const bool moved = isMoved(now);
    if (moved)
        Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    swap();
    if (moved)
        movePersistent(now, total);
    m_rowOfKey = std::move(now);
    m_keyOfRow.clear();
    for (const auto& [key, row] : m_rowOfKey)
        m_keyOfRow.emplace(row, key);
    m_keys = arrival.keys;
    m_first = arrival.first;
    if (moved)
        Q_EMIT layoutChanged({}, VerticalSortHint);
    if (total < m_total) {
        beginRemoveRows({}, static_cast<int>(total), static_cast<int>(m_total) - 1);
        m_total = total;
        endRemoveRows();
    }
    m_hidden = std::max<qint64>(arrival.hidden, 0);
    m_answeredOnce = true;
    m_waiting = false;
    tellVisible();
    Q_EMIT arrived();
    if (m_moreWanted)
        schedule(true);
    return true;
}

void PagedModelBase::tellVisible()
{
    const qint64 last = std::min(m_visibleFirst + m_visibleCount, m_total - 1);
    if (m_visibleFirst <= last && columnCount() > 0)
        Q_EMIT dataChanged(
            index(static_cast<int>(m_visibleFirst), 0), index(static_cast<int>(last), columnCount() - 1));
}

quint64 PagedModelBase::startExport(std::vector<int> columns, ExportCells cells)
{
    const quint64 job = Backend::nextView();
    m_exports.emplace(job, Export{std::move(columns), cells});
    // Not from within the caller: slices may come at once.
    QMetaObject::invokeMethod(
        this,
        [this, job] {
            if (m_exports.contains(job))
                sendExport(job);
        },
        Qt::QueuedConnection);
    return job;
}

void PagedModelBase::cancelExport(quint64 job)
{
    if (m_exports.erase(job) > 0)
        sendCancel(job);
}

const PagedModelBase::Export* PagedModelBase::exportOf(quint64 job) const
{
    const auto found = m_exports.find(job);
    return found == m_exports.end() ? nullptr : &found->second;
}

} // namespace waggle::ui
