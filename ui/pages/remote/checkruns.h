// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/check/checkoptions.h"
#include "core/remote/report.h"
#include "core/settings/settings.h"

#include <QObject>

#include <deque>
#include <vector>

namespace waggle::ui {

class Backend;
class RemoteModel;

// Checks trackers of the list, one run after the other, and puts the reports into the model. Main thread.
class CheckRuns final : public QObject {
    Q_OBJECT
public:
    CheckRuns(Backend& backend, RemoteModel& model, QObject* parent);

    void setSettings(const settings::Remote& settings) { m_settings = settings; } // hold from the next run on
    [[nodiscard]] const settings::Remote& settings() const { return m_settings; }
    void check(const std::vector<quint64>& ids, remote::Mode mode); // after what runs already
    void cancel(); // what runs, and what waits
    [[nodiscard]] bool isRunning() const { return m_run != 0; }
    [[nodiscard]] std::size_t done() const { return m_done; }
    [[nodiscard]] std::size_t total() const { return m_total; } // those waiting included

Q_SIGNALS:
    void progressed(); // done, total or isRunning() is another
    void refused(const QString& why); // nothing was started
    void networkSeen(bool v4, bool v6, bool v6Wanted); // of this computer; v6Wanted: a tracker was left out for it

private:
    struct Wanted {
        std::vector<quint64> ids;
        remote::Mode mode = remote::Mode::Quick;
    };
    void startNext();
    void take(quint64 run, int index, const remote::ReportPtr& report);
    void end(quint64 run);

    Backend& m_backend;
    RemoteModel& m_model;
    settings::Remote m_settings;
    std::deque<Wanted> m_waiting;
    quint64 m_run = 0; // 0: none
    std::vector<quint64> m_ids; // of the run, by its index
    std::size_t m_done = 0, m_total = 0;
};

} // namespace waggle::ui
