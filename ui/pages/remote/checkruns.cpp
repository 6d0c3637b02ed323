// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/checkruns.h"

#include "ui/backend.h"
#include "ui/pages/remote/checkwishes.h"
#include "ui/pages/remote/remotemodel.h"

#include <algorithm>

namespace waggle::ui {

namespace {

bool lacksV6(const remote::Report& report)
{
    return std::any_of(report.record.legs.begin(), report.record.legs.end(), [](const remote::LegRecord& leg) {
        return leg.family == protocol::Family::V6 && firstFailure(leg) == remote::Cause::NoNetwork;
    });
}

} // namespace

CheckRuns::CheckRuns(Backend& backend, RemoteModel& model, QObject* parent)
    : QObject(parent)
    , m_backend(backend)
    , m_model(model)
{
    connect(&backend, &Backend::checkReported, this, &CheckRuns::take);
    connect(&backend, &Backend::checkFinished, this, [this](quint64 run, bool) { end(run); });
}

void CheckRuns::check(const std::vector<quint64>& ids, remote::Mode mode)
{
    if (ids.empty())
        return;
    m_model.setWork(ids, RemoteRow::Work::Waiting);
    m_waiting.push_back({ids, mode});
    m_total += ids.size();
    if (!isRunning())
        startNext();
    else
        Q_EMIT progressed();
}

void CheckRuns::startNext()
{
    while (!m_waiting.empty() && !isRunning()) {
        const Wanted wanted = std::move(m_waiting.front());
        m_waiting.pop_front();
        const auto options = checkOptions(m_settings, wanted.mode);
        std::vector<remote::TrackerUrl> urls;
        m_ids.clear();
        for (const quint64 id : wanted.ids) {
            if (const RemoteRow* row = m_model.find(id)) { // not removed meanwhile
                m_ids.push_back(id);
                urls.push_back(row->url);
            }
        }
        if (!options || urls.empty()) {
            m_total -= wanted.ids.size();
            m_model.setWork(wanted.ids, RemoteRow::Work::None);
            if (!options)
                Q_EMIT refused(QString::fromStdString(options.error().message));
            continue;
        }
        m_total -= wanted.ids.size() - urls.size();
        m_run = Backend::nextView();
        Q_EMIT m_backend.startCheck(m_run, urls, *options);
    }
    if (!isRunning())
        m_done = m_total = 0;
    Q_EMIT progressed();
}

void CheckRuns::take(quint64 run, int index, const remote::ReportPtr& report)
{
    if (run != m_run || !report || index < 0 || static_cast<std::size_t>(index) >= m_ids.size())
        return;
    m_model.setReport(m_ids[static_cast<std::size_t>(index)], report);
    if (!report->complete)
        return;
    ++m_done;
    Q_EMIT networkSeen(report->record.network.v4, report->record.network.v6, lacksV6(*report));
    Q_EMIT progressed();
}

void CheckRuns::end(quint64 run)
{
    if (run != m_run)
        return;
    m_run = 0;
    std::vector<quint64> open; // cancelled before anything was known
    for (const quint64 id : m_ids)
        if (const RemoteRow* row = m_model.find(id); row && row->work != RemoteRow::Work::Checked)
            open.push_back(id);
    if (!open.empty())
        m_model.setWork(open, RemoteRow::Work::None);
    startNext();
}

void CheckRuns::cancel()
{
    for (const Wanted& wanted : std::exchange(m_waiting, {})) {
        m_total -= wanted.ids.size();
        m_model.setWork(wanted.ids, RemoteRow::Work::None);
    }
    if (isRunning())
        Q_EMIT m_backend.cancelCheck(m_run);
    Q_EMIT progressed();
}

} // namespace waggle::ui
