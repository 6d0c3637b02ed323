// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/backend.h"
#include "ui/table/pagedmodelbase.h"

#include <memory>
#include <type_traits>

namespace waggle::ui {

// A column of rows of one type. What is left out: `copy` and `raw` are the text, `look` is plain text, no tool tip.
template <typename Row, typename Sort>
struct Column {
    ColumnInfo info;
    Sort sort{};
    std::function<QString(const Row&)> text;
    std::function<QString(const Row&)> copy; // plain, for the clipboard
    std::function<QJsonValue(const Row&)> raw; // for exports: numbers in info.unit, ISO 8601 times
    std::function<Cell(const Row&)> look;
    std::function<QString(const Row&)> toolTip; // plain text; escaped by the model
};

// The column that was added: for what is not usual about it.
template <typename Row, typename Sort>
Column<Row, Sort>& addColumn(std::vector<Column<Row, Sort>>& columns, std::type_identity_t<Sort> sort, const char* id,
    const QString& title, const QString& toolTip, int chars,
    std::type_identity_t<std::function<QString(const Row&)>> text)
{
    Column<Row, Sort>& column = columns.emplace_back();
    column.info.id = id;
    column.info.title = title;
    column.info.toolTip = toolTip;
    column.info.chars = chars;
    column.sort = sort;
    column.text = std::move(text);
    return column;
}

// The typed half of PagedModelBase. A model of its own derives from this, gives its columns, and says in ask() and
// askExport() to whom its questions go; answers come in by take() and takeSlice(). MonitoredModel asks the monitor.
template <typename RowType, typename Query, typename PageType, typename Sort>
class PagedModel : public PagedModelBase {
public:
    using Row = RowType;
    using PagePtr = std::shared_ptr<const PageType>;
    using Columns = std::vector<Column<Row, Sort>>;

    PagedModel(Columns columns, QObject* parent)
        : PagedModelBase(infosOf(columns), parent)
        , m_typed(std::move(columns))
    {
        m_query.view = Backend::nextView();
    }

    [[nodiscard]] const Query& query() const { return m_query; }
    [[nodiscard]] const Row* rowAt(qint64 row) const // null: not fetched
    {
        const auto at = positionOf(row);
        return at && m_page && *at < m_page->rows.size() ? &m_page->rows[*at] : nullptr;
    }
    [[nodiscard]] const PagePtr& page() const { return m_page; } // null before the first answer

    void take(const PagePtr& page)
    {
        if (!page || page->view != m_query.view)
            return;
        Arrival arrival{page->number, page->first, page->total, page->hidden, {}, page->trackedRows};
        arrival.keys.reserve(page->rows.size());
        for (const Row& row : page->rows)
            arrival.keys.push_back(row.key);
        apply(arrival, [&] { m_page = page; });
    }

    void takeSlice(const PagePtr& slice)
    {
        const Export* wanted = slice ? exportOf(slice->number) : nullptr;
        if (!wanted)
            return;
        ExportSlice out{slice->number, slice->first, slice->total, {}, {}};
        for (const Row& row : slice->rows) {
            out.keys.push_back(row.key);
            std::vector<QJsonValue> cells;
            for (const int column : wanted->columns)
                cells.push_back(exportCell(m_typed[static_cast<std::size_t>(column)], row, wanted->cells));
            out.rows.push_back(std::move(cells));
        }
        if (slice->first + static_cast<qint64>(slice->rows.size()) >= slice->total)
            finishExport(slice->number);
        Q_EMIT exportSlice(out);
    }

protected:
    virtual void ask(const Query& query) = 0;
    virtual void askExport(quint64 job, const Query& query) = 0;

    // Changes the query and asks again: `changeQuery([&](auto& q) { q.state = state; })`. The view goes to the top.
    template <typename Change>
    void changeQuery(Change&& change)
    {
        editQuery(std::forward<Change>(change));
        Q_EMIT queryChanged();
    }
    // The same for what leaves the view where it is: a row that opens, a pause.
    template <typename Change>
    void editQuery(Change&& change)
    {
        change(m_query);
        askAgain();
    }

    [[nodiscard]] monitor::QueryHead& head() final { return m_query; }
    void setSortOfQuery(int column) final { m_query.sort = m_typed[static_cast<std::size_t>(column)].sort; }
    void send() final { ask(m_query); }
    void sendExport(quint64 job) final { askExport(job, m_query); }
    [[nodiscard]] QString text(std::size_t at, int column) const final
    {
        return m_typed[static_cast<std::size_t>(column)].text(m_page->rows[at]);
    }
    [[nodiscard]] QString copyText(std::size_t at, int column) const final
    {
        return copyOf(m_typed[static_cast<std::size_t>(column)], m_page->rows[at]);
    }
    [[nodiscard]] QString toolTip(std::size_t at, int column) const final
    {
        const auto& typed = m_typed[static_cast<std::size_t>(column)];
        return typed.toolTip ? typed.toolTip(m_page->rows[at]) : QString();
    }
    [[nodiscard]] Cell cell(std::size_t at, int column) const final
    {
        const auto& typed = m_typed[static_cast<std::size_t>(column)];
        return typed.look ? typed.look(m_page->rows[at]) : Cell();
    }

private:
    static std::vector<ColumnInfo> infosOf(const Columns& columns)
    {
        std::vector<ColumnInfo> infos;
        for (const auto& column : columns)
            infos.push_back(column.info);
        return infos;
    }
    static QString copyOf(const Column<Row, Sort>& column, const Row& row)
    {
        return column.copy ? column.copy(row) : column.text(row);
    }
    static QJsonValue exportCell(const Column<Row, Sort>& column, const Row& row, ExportCells cells)
    {
        if (cells == ExportCells::Raw && column.raw)
            return column.raw(row);
        return copyOf(column, row);
    }

    Columns m_typed;
    Query m_query;
    PagePtr m_page;
};

} // namespace waggle::ui
