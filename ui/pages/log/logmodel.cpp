// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logmodel.h"

#include "core/text/words.h"
#include "ui/base/format.h"

#include <QDateTime>
#include <QTimer>

#include <algorithm>
#include <cstring>

namespace waggle::ui {

namespace {

QString word(log::Level level)
{
    switch (level) {
    case log::Level::Debug:
        return Words::tr("detail");
    case log::Level::Info:
        return Words::tr("note");
    case log::Level::Warning:
        return Words::tr("warning");
    case log::Level::Error:
        return Words::tr("error");
    }
    return {};
}

Cell levelLook(const LogRow& row)
{
    Cell cell;
    if (row.line.level == log::Level::Warning) {
        cell.tone = Tone::Warning;
        cell.sign = QStringLiteral("⚠");
    } else if (row.line.level == log::Level::Error) {
        cell.tone = Tone::Bad;
        cell.sign = QStringLiteral("✕");
    } else {
        cell.tone = Tone::Dim;
    }
    return cell;
}

Cell fixedLook(const LogRow&)
{
    Cell cell;
    cell.fixed = true;
    return cell;
}

LogModel::Columns logColumns()
{
    LogModel::Columns columns;
    auto& time = addColumn(columns, LogColumn::Time, "time", Words::tr("Time"), Words::tr("This computer's clock"), 17,
        [](const LogRow& row) { return format::clockTime(row.line.wallMs, true); });
    time.copy
        = [](const LogRow& row) { return QDateTime::fromMSecsSinceEpoch(row.line.wallMs).toString(Qt::ISODateWithMs); };
    time.raw = [](const LogRow& row) -> QJsonValue {
        return QDateTime::fromMSecsSinceEpoch(row.line.wallMs, Qt::UTC).toString(Qt::ISODateWithMs);
    };
    time.look = fixedLook;
    time.toolTip = [](const LogRow& row) { return format::moment(row.line.wallMs); };
    time.info.descendingFirst = true;
    auto& level = addColumn(columns, LogColumn::Level, "level", Words::tr("Level"), Words::tr("How much it matters"), 9,
        [](const LogRow& row) { return word(row.line.level); });
    level.look = levelLook;
    addColumn(columns, LogColumn::Part, "part", Words::tr("Part"), Words::tr("Which part of Waggle speaks"), 10,
        [](const LogRow& row) { return row.line.category; });
    auto& text = addColumn(columns, LogColumn::Text, "text", Words::tr("What happened"), {}, 90,
        [](const LogRow& row) { return row.line.text; });
    text.toolTip = text.text;
    text.info.roomyChars = 300;
    return columns;
}

bool passes(const LogQuery& query, const log::Line& line)
{
    return line.text.contains(query.filter, Qt::CaseInsensitive)
        || line.category.contains(query.filter, Qt::CaseInsensitive)
        || word(line.level).contains(query.filter, Qt::CaseInsensitive);
}

// Equal keys in the order in which they were written.
bool before(LogColumn column, const log::Line& a, const log::Line& b)
{
    switch (column) {
    case LogColumn::Time:
        break;
    case LogColumn::Level:
        return std::pair(a.level, a.number) < std::pair(b.level, b.number);
    case LogColumn::Part:
        return std::pair(a.category, a.number) < std::pair(b.category, b.number);
    case LogColumn::Text:
        return std::pair(a.text, a.number) < std::pair(b.text, b.number);
    }
    return a.number < b.number;
}

monitor::RowKey keyOf(const log::Line& line)
{
    monitor::RowKey key;
    std::memcpy(key.bytes.data(), &line.number, sizeof line.number);
    return key;
}

} // namespace

LogModel::LogModel(QObject* parent)
    : PagedModel(logColumns(), parent)
{
    initialSort(0, true);
}

void LogModel::add(const log::Line& line)
{
    m_lines.push_back(line);
    if (m_lines.size() > kMost)
        m_lines.pop_front();
    if (m_asked)
        askAgain();
}

void LogModel::setLeast(log::Level least)
{
    changeQuery([least](LogQuery& query) { query.least = least; });
}

void LogModel::clear()
{
    m_lines.clear();
    askAgain();
}

void LogModel::ask(const LogQuery&)
{
    m_asked = true;
    QTimer::singleShot(0, this, &LogModel::answer); // an answer within the question would surprise the model
}

void LogModel::answer()
{
    const LogQuery& now = query();
    auto rows = page(now);
    for (const monitor::RowKey& key : now.tracked) {
        const auto at
            = std::find_if(rows->rows.begin(), rows->rows.end(), [&](const LogRow& r) { return r.key == key; });
        rows->trackedRows.push_back(at == rows->rows.end() ? -1 : at - rows->rows.begin());
    }
    rows->first = std::clamp<qint64>(now.first, 0, rows->total);
    const auto begin = rows->rows.begin() + rows->first;
    rows->rows = std::vector<LogRow>(begin, begin + std::min(now.count, rows->total - rows->first));
    take(rows);
}

void LogModel::askExport(quint64 job, const LogQuery& query)
{
    auto rows = page(query);
    rows->number = job;
    QTimer::singleShot(0, this, [this, rows] { takeSlice(rows); });
}

std::shared_ptr<LogPageRows> LogModel::page(const LogQuery& query) const
{
    auto page = std::make_shared<LogPageRows>();
    page->view = query.view;
    page->number = query.number;
    for (const log::Line& line : m_lines) {
        if (line.level < query.least)
            continue;
        if (passes(query, line))
            page->rows.push_back({keyOf(line), line});
        else
            ++page->hidden;
    }
    std::sort(page->rows.begin(), page->rows.end(), [&](const LogRow& a, const LogRow& b) {
        return query.descending ? before(query.sort, b.line, a.line) : before(query.sort, a.line, b.line);
    });
    page->total = static_cast<qint64>(page->rows.size());
    return page;
}

} // namespace waggle::ui
