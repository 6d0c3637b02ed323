// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/queries.h"
#include "ui/table/tablecell.h"

#include <QAbstractTableModel>
#include <QJsonValue>
#include <QString>

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace waggle::ui {

// One column as header, chooser and exports know it.
struct ColumnInfo {
    const char* id = ""; // stable: saved state and exports name columns by it
    QString title; // header and chooser
    QString toolTip; // with the BEP's term
    Qt::Alignment alignment = Qt::AlignLeft;
    bool shown = true; // at first
    int chars = 10; // width at first, in average characters; free room is shared in this proportion
    int roomyChars = 0; // more than `chars`: free room comes here first, until it is this wide
    bool sortable = true;
    bool descendingFirst = false; // a first click sorts the largest to the top
    const char* unit = ""; // of the raw value: "bytes", "bytes_per_s", "ms"; joined to the id in exports
};

// Rows of an export, as cells of the columns that were asked for.
struct ExportSlice {
    quint64 job = 0;
    qint64 first = 0;
    qint64 total = 0;
    std::vector<monitor::RowKey> keys;
    std::vector<std::vector<QJsonValue>> rows;
};
enum class ExportCells { Raw, Copy }; // numbers and ISO times for programs, or what a person would read

// A table of `total` rows of which only a window is here: what is on the screen and a page before and after; "…"
// elsewhere. It asks with its query whenever window, filter, order or tracked rows change (many changes in one turn of
// the event loop are one question), and puts each page that comes in its place: rows inserted or removed where the
// total changed, layoutChanged with persistent indexes moved by key where the order did, dataChanged for what is on the
// screen. Answers to older questions are dropped. Main thread. See PagedModel for the typed half.
class PagedModelBase : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Role { CellRole = Qt::UserRole, CopyRole };
    static constexpr std::size_t kMaxTracked = 1000;

    PagedModelBase(std::vector<ColumnInfo> columns, QObject* parent);

    [[nodiscard]] const std::vector<ColumnInfo>& columns() const { return m_columns; }
    [[nodiscard]] std::optional<int> columnOf(const QString& id) const;
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    // A model that is not active asks nothing and has its standing query closed. Views do this when shown and hidden.
    void setActive(bool active);
    void setVisibleRows(qint64 first, qint64 count);
    void setFilter(const QString& filter);
    [[nodiscard]] QString filter() const { return head().filter; }
    void sort(int column, Qt::SortOrder order) override; // columns that can't be sorted are ignored
    [[nodiscard]] int sortColumn() const { return m_sortColumn; }
    [[nodiscard]] Qt::SortOrder sortOrder() const;
    // While a button is down or a menu is open the order stays as it is. Calls nest.
    void hold(bool on);
    // Rows that answers follow wherever they are (selection, current row); at most kMaxTracked.
    void setTracked(std::vector<monitor::RowKey> keys);

    [[nodiscard]] qint64 total() const { return m_total; }
    [[nodiscard]] qint64 hiddenRows() const { return m_hidden; }
    [[nodiscard]] bool isAnswered() const { return m_answeredOnce; } // since it became active
    [[nodiscard]] bool isFetched(qint64 row) const;
    [[nodiscard]] std::optional<monitor::RowKey> keyAt(qint64 row) const; // fetched rows only
    [[nodiscard]] std::optional<qint64> rowOf(const monitor::RowKey& key) const; // fetched or tracked
    [[nodiscard]] const std::map<qint64, monitor::RowKey>& knownRows() const { return m_keyOfRow; } // the same rows

    // Starts an export of the whole query; slices come by exportSlice() until first + rows == total.
    [[nodiscard]] quint64 startExport(std::vector<int> columns, ExportCells cells);
    void cancelExport(quint64 job);

Q_SIGNALS:
    void applying(); // a page has come and is not applied yet
    void arrived(); // it is applied: total, hidden rows, positions are new
    void queryChanged(); // filter or order are other ones
    void exportSlice(const waggle::ui::ExportSlice& slice);

protected:
    struct Export {
        std::vector<int> columns;
        ExportCells cells = ExportCells::Raw;
    };
    struct Arrival {
        std::uint64_t number = 0;
        qint64 first = 0;
        qint64 total = 0;
        qint64 hidden = 0;
        std::vector<monitor::RowKey> keys;
        std::vector<qint64> trackedRows;
    };

    // The typed half
    [[nodiscard]] virtual monitor::QueryHead& head() = 0;
    [[nodiscard]] const monitor::QueryHead& head() const { return const_cast<PagedModelBase*>(this)->head(); }
    virtual void setSortOfQuery(int column) = 0;
    virtual void send() = 0; // asks with the query as it is
    virtual void close() = 0; // ends the standing query
    virtual void sendExport(quint64 job) = 0;
    virtual void sendCancel(quint64 job) = 0;
    // Only for fetched rows; `at` counts from the first fetched one.
    [[nodiscard]] virtual QString text(std::size_t at, int column) const = 0;
    [[nodiscard]] virtual QString copyText(std::size_t at, int column) const = 0;
    [[nodiscard]] virtual QString toolTip(std::size_t at, int column) const = 0;
    [[nodiscard]] virtual Cell cell(std::size_t at, int column) const = 0;

    // Puts an answer in its place; `swap` replaces the typed rows. False: it was an old one.
    bool apply(const Arrival& arrival, const std::function<void()>& swap);
    void askAgain(); // the query has changed: with the next turn of the event loop
    [[nodiscard]] std::optional<std::size_t> positionOf(qint64 row) const;
    void initialSort(int column, bool descending);
    [[nodiscard]] const Export* exportOf(quint64 job) const;
    void finishExport(quint64 job) { m_exports.erase(job); }

private:
    using RowOfKey = std::map<monitor::RowKey, qint64>;

    void schedule(bool windowOnly);
    void ask();
    void placeWindow();
    [[nodiscard]] bool isMoved(const RowOfKey& now) const;
    void movePersistent(const RowOfKey& now, qint64 total);
    void tellVisible();

    std::vector<ColumnInfo> m_columns;
    std::vector<monitor::RowKey> m_keys; // of the fetched rows
    std::vector<monitor::RowKey> m_tracked;
    RowOfKey m_rowOfKey; // fetched and tracked rows
    std::map<qint64, monitor::RowKey> m_keyOfRow; // the other way round
    std::map<quint64, Export> m_exports;
    qint64 m_first = 0;
    qint64 m_total = 0;
    qint64 m_hidden = 0;
    qint64 m_visibleFirst = 0;
    qint64 m_visibleCount = 50;
    int m_sortColumn = 0;
    int m_held = 0;
    bool m_active = false;
    bool m_answeredOnce = false;
    bool m_scheduled = false;
    bool m_waiting = false; // for the answer to the last question
    bool m_moreWanted = false; // the window moved while waiting
};

} // namespace waggle::ui
