// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/checkoptions.h"
#include "core/remote/report/report.h"

#include <QObject>

#include <map>
#include <memory>

namespace waggle::remote {

class CheckRun;

using RunId = std::uint64_t;

// Runs checks of lists of trackers. Lives on the probe thread; values in, values out.
class CheckEngine final : public QObject {
    Q_OBJECT
public:
    explicit CheckEngine(QObject* parent = nullptr);
    ~CheckEngine() override; // drops everything; no `stopped` is waited for

public Q_SLOTS:
    // `ownEndpoints`: listeners of this very program, marked "this tracker".
    void start(waggle::remote::RunId run, const std::vector<waggle::remote::TrackerUrl>& urls,
        const waggle::remote::CheckOptions& options, const std::vector<waggle::protocol::Endpoint>& ownEndpoints);
    // What is under way ends at once, `stopped` is sent without waiting for its answer; finished() follows.
    void cancel(waggle::remote::RunId run);

Q_SIGNALS:
    // As legs answer (at most every 50 ms a tracker), and once complete. `index` is the place in `urls`.
    void reported(waggle::remote::RunId run, int index, const waggle::remote::ReportPtr& report);
    void finished(waggle::remote::RunId run, bool cancelled);

private:
    std::map<RunId, std::unique_ptr<CheckRun>> m_runs;
};

} // namespace waggle::remote
