// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/checkengine.h"

#include "core/remote/check/checkrun.h"

namespace waggle::remote {

CheckEngine::CheckEngine(QObject* parent)
    : QObject(parent)
{
    qRegisterMetaType<ReportPtr>();
}

CheckEngine::~CheckEngine() = default;

void CheckEngine::start(RunId run, const std::vector<TrackerUrl>& urls, const CheckOptions& options,
    const std::vector<protocol::Endpoint>& ownEndpoints)
{
    auto check = std::make_unique<CheckRun>(urls, options, ownEndpoints, realWorld(options), nullptr);
    connect(check.get(), &CheckRun::reported, this,
        [this, run](int index, const ReportPtr& report) { Q_EMIT reported(run, index, report); });
    // Queued: the run is on the stack when it says so.
    connect(
        check.get(), &CheckRun::finished, this,
        [this, run](bool cancelled) {
            m_runs.erase(run);
            Q_EMIT finished(run, cancelled);
        },
        Qt::QueuedConnection);
    auto& kept = m_runs[run] = std::move(check);
    kept->start();
}

void CheckEngine::cancel(RunId run)
{
    if (const auto found = m_runs.find(run); found != m_runs.end())
        found->second->cancel();
}

} // namespace waggle::remote
