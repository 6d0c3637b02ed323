// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/list/checkruns.h"

#include "ui/base/backend.h"
#include "ui/pages/remote/list/checkwishes.h"
#include "ui/pages/remote/list/remotemodel.h"

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

CheckRuns::Lane* CheckRuns::laneOf(quint64 run)
{
    for (Lane* lane : {&m_usual, &m_slow})
        if (run != 0 && lane->run == run)
            return lane;
    return nullptr;
}

void CheckRuns::check(const std::vector<quint64>& ids, Depth depth)
{
    if (ids.empty())
        return;
    m_model.setWork(ids, RemoteRow::Work::Waiting);
    Lane& lane = depth == Depth::Slow ? m_slow : m_usual;
    lane.waiting.push_back({ids, depth});
    lane.total += ids.size();
    if (lane.run == 0)
        startNext(lane);
    else
        Q_EMIT progressed();
}

void CheckRuns::startNext(Lane& lane)
{
    while (!lane.waiting.empty() && lane.run == 0) {
        const Wanted wanted = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        const auto options = checkOptions(m_settings, wanted.depth);
        std::vector<remote::TrackerUrl> urls;
        lane.ids.clear();
        for (const quint64 id : wanted.ids) {
            if (const RemoteRow* row = m_model.find(id)) { // not removed meanwhile
                lane.ids.push_back(id);
                urls.push_back(row->url);
            }
        }
        if (!options || urls.empty()) {
            lane.total -= wanted.ids.size();
            m_model.setWork(wanted.ids, RemoteRow::Work::None);
            if (!options)
                Q_EMIT refused(QString::fromStdString(options.error().message));
            continue;
        }
        lane.total -= wanted.ids.size() - urls.size();
        lane.run = Backend::nextView();
        Q_EMIT m_backend.startCheck(lane.run, urls, *options);
    }
    if (lane.run == 0)
        lane.done = lane.total = 0;
    Q_EMIT progressed();
}

void CheckRuns::take(quint64 run, int index, const remote::ReportPtr& report)
{
    Lane* lane = laneOf(run);
    if (!lane || !report || index < 0 || static_cast<std::size_t>(index) >= lane->ids.size())
        return;
    m_model.setReport(lane->ids[static_cast<std::size_t>(index)], report);
    if (!report->complete)
        return;
    ++lane->done;
    Q_EMIT networkSeen(report->record.network.v4, report->record.network.v6, lacksV6(*report));
    Q_EMIT progressed();
}

void CheckRuns::end(quint64 run)
{
    Lane* lane = laneOf(run);
    if (!lane)
        return;
    lane->run = 0;
    std::vector<quint64> open; // cancelled before anything was known
    for (const quint64 id : lane->ids)
        if (const RemoteRow* row = m_model.find(id); row && row->work != RemoteRow::Work::Checked)
            open.push_back(id);
    if (!open.empty())
        m_model.setWork(open, RemoteRow::Work::None);
    startNext(*lane);
}

void CheckRuns::cancel()
{
    cancelLane(m_usual);
    cancelLane(m_slow);
    Q_EMIT progressed();
}

void CheckRuns::cancelLane(Lane& lane)
{
    for (const Wanted& wanted : std::exchange(lane.waiting, {})) {
        lane.total -= wanted.ids.size();
        m_model.setWork(wanted.ids, RemoteRow::Work::None);
    }
    if (lane.run != 0)
        Q_EMIT m_backend.cancelCheck(lane.run);
}

} // namespace waggle::ui
