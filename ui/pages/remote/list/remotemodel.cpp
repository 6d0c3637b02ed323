// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/list/remotemodel.h"

#include "ui/pages/remote/list/remotecolumns.h"

#include <algorithm>
#include <cstring>
#include <unordered_set>

namespace waggle::ui {

namespace {

constexpr int kTellEveryMs = 100;

bool passes(const QString& filter, const RemoteRow& row)
{
    return filter.isEmpty() || row.shown.contains(filter, Qt::CaseInsensitive)
        || row.state.startsWith(filter, Qt::CaseInsensitive) || row.findings.contains(filter, Qt::CaseInsensitive);
}

quint64 idOf(const monitor::RowKey& key)
{
    quint64 id = 0;
    std::memcpy(&id, key.bytes.data(), sizeof id);
    return id;
}

// -1: not among them. A thousand may be looked for among twenty thousand.
std::vector<qint64> placesOf(const std::vector<monitor::RowKey>& keys, const std::vector<const RemoteRow*>& rows)
{
    std::unordered_map<quint64, qint64> places;
    for (const monitor::RowKey& key : keys)
        places.emplace(idOf(key), -1);
    for (std::size_t i = 0; i < rows.size() && !places.empty(); ++i)
        if (const auto place = places.find(rows[i]->id); place != places.end())
            place->second = static_cast<qint64>(i);
    std::vector<qint64> found;
    for (const monitor::RowKey& key : keys)
        found.push_back(places.at(idOf(key)));
    return found;
}

} // namespace

RemoteModel::RemoteModel(QObject* parent)
    : PagedModel(remoteColumns(), parent)
{
    initialSort(0, false);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kTellEveryMs);
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_asked)
            askAgain();
        Q_EMIT changed();
    });
}

void RemoteModel::touch()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void RemoteModel::count(const RemoteRow& row, int sign)
{
    const auto add = [sign](std::size_t& counter, std::size_t by) { counter += static_cast<std::size_t>(sign) * by; };
    add(m_counts.trackers, 1);
    if (!row.report)
        return;
    const remote::State state = row.report->state;
    add(m_counts.checked, row.report->complete ? 1 : 0);
    add(m_counts.work,
        row.report->complete && (state == remote::State::Up || state == remote::State::Degraded) ? 1 : 0);
    add(m_counts.findings, static_cast<std::size_t>(row.findings.size()));
}

std::vector<quint64> RemoteModel::add(std::vector<RemoteRow> rows)
{
    const std::size_t most = std::min(m_rows.size() + rows.size(), kMost);
    m_rows.reserve(most); // rows are large, and twenty thousand of them come at once
    m_ids.reserve(most);
    m_places.reserve(most);
    std::vector<quint64> ids;
    ids.reserve(rows.size());
    for (RemoteRow& row : rows) {
        if (const auto known = m_ids.find(row.url); known != m_ids.end()) {
            ids.push_back(known->second);
            continue;
        }
        if (m_rows.size() >= kMost)
            continue;
        const quint64 id = row.id = ++m_lastId;
        std::memcpy(row.key.bytes.data(), &id, sizeof id);
        m_ids.emplace(row.url, id);
        ids.push_back(id);
        m_places[id] = m_rows.size();
        count(row, 1);
        m_rows.push_back(std::move(row));
    }
    askAgain();
    Q_EMIT changed();
    return ids;
}

void RemoteModel::setWork(const std::vector<quint64>& ids, RemoteRow::Work work)
{
    for (const quint64 id : ids)
        if (const auto at = m_places.find(id); at != m_places.end())
            ui::setWork(m_rows[at->second], work);
    askAgain();
    Q_EMIT changed();
}

void RemoteModel::setReport(quint64 id, const remote::ReportPtr& report)
{
    const auto at = m_places.find(id);
    if (at == m_places.end())
        return;
    RemoteRow& row = m_rows[at->second];
    count(row, -1);
    ui::setReport(row, report);
    count(row, 1);
    touch();
}

std::vector<RemoteRow> RemoteModel::remove(const std::vector<quint64>& ids)
{
    const std::unordered_set<quint64> gone(ids.begin(), ids.end());
    std::vector<RemoteRow> kept, removed;
    for (RemoteRow& row : m_rows)
        (gone.contains(row.id) ? removed : kept).push_back(std::move(row));
    m_rows = std::move(kept);
    rebuild();
    return removed;
}

void RemoteModel::restore(const std::vector<RemoteRow>& rows)
{
    for (const RemoteRow& row : rows)
        if (!m_ids.contains(row.url)) // not pasted again meanwhile
            m_rows.push_back(row);
    std::sort(m_rows.begin(), m_rows.end(), [](const RemoteRow& a, const RemoteRow& b) { return a.id < b.id; });
    rebuild();
}

void RemoteModel::rebuild()
{
    m_places.clear();
    m_ids.clear();
    m_counts = {};
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        m_places[m_rows[i].id] = i;
        m_ids.emplace(m_rows[i].url, m_rows[i].id);
        count(m_rows[i], 1);
    }
    askAgain();
    Q_EMIT changed();
}

const RemoteRow* RemoteModel::find(quint64 id) const
{
    const auto at = m_places.find(id);
    return at == m_places.end() ? nullptr : &m_rows[at->second];
}

std::vector<const RemoteRow*> RemoteModel::sorted(const RemoteQuery& query, qint64* hidden) const
{
    std::vector<const RemoteRow*> rows;
    rows.reserve(m_rows.size());
    for (const RemoteRow& row : m_rows)
        if (passes(query.filter, row))
            rows.push_back(&row);
    if (hidden)
        *hidden = static_cast<qint64>(m_rows.size() - rows.size());
    if (query.sort == RemoteColumn::Place) {
        if (query.descending)
            std::reverse(rows.begin(), rows.end());
    } else {
        std::stable_sort(rows.begin(), rows.end(),
            [&](const RemoteRow* a, const RemoteRow* b) { return isBefore(query.sort, query.descending, *a, *b); });
    }
    return rows;
}

std::vector<quint64> RemoteModel::passing() const
{
    std::vector<quint64> ids;
    for (const RemoteRow* row : sorted(query(), nullptr))
        ids.push_back(row->id);
    return ids;
}

void RemoteModel::ask(const RemoteQuery&)
{
    m_asked = true;
    QTimer::singleShot(0, this, &RemoteModel::answer); // an answer within the question would surprise the model
}

void RemoteModel::answer()
{
    const RemoteQuery& now = query();
    auto page = std::make_shared<RemoteRows>();
    page->view = now.view;
    page->number = now.number;
    const std::vector<const RemoteRow*> rows = sorted(now, &page->hidden);
    page->total = static_cast<qint64>(rows.size());
    page->trackedRows = placesOf(now.tracked, rows);
    page->first = std::clamp<qint64>(now.first, 0, page->total);
    const qint64 end = page->first + std::min(now.count, page->total - page->first);
    for (qint64 i = page->first; i < end; ++i)
        page->rows.push_back(*rows[static_cast<std::size_t>(i)]);
    take(page);
}

void RemoteModel::askExport(quint64 job, const RemoteQuery& query)
{
    auto page = std::make_shared<RemoteRows>();
    page->view = query.view;
    page->number = job;
    for (const RemoteRow* row : sorted(query, nullptr))
        page->rows.push_back(*row);
    page->total = static_cast<qint64>(page->rows.size());
    QTimer::singleShot(0, this, [this, page] { takeSlice(page); });
}

} // namespace waggle::ui
