// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/report/report.h"
#include "core/settings/settings.h"
#include "ui/pages/remote/list/checkwishes.h"

#include <QObject>

#include <deque>
#include <vector>

namespace waggle::ui {

class Backend;
class RemoteModel;

// Checks trackers of the list and puts the reports into the model: one run after the other, but slow ones beside the
// rest, which would wait for them an hour. Main thread.
class CheckRuns final : public QObject {
    Q_OBJECT
public:
    CheckRuns(Backend& backend, RemoteModel& model, QObject* parent);

    void setSettings(const settings::Remote& settings) { m_settings = settings; } // hold from the next run on
    [[nodiscard]] const settings::Remote& settings() const { return m_settings; }
    void check(const std::vector<quint64>& ids, Depth depth); // after what runs already
    void cancel(); // what runs, and what waits
    [[nodiscard]] bool isRunning() const { return m_usual.run != 0 || m_slow.run != 0; }
    [[nodiscard]] std::size_t done() const { return m_usual.done + m_slow.done; }
    [[nodiscard]] std::size_t total() const { return m_usual.total + m_slow.total; } // those waiting included

Q_SIGNALS:
    void progressed(); // done, total or isRunning() is another
    void refused(const QString& why); // nothing was started
    void networkSeen(bool v4, bool v6, bool v6Wanted); // of this computer; v6Wanted: a tracker was left out for it

private:
    struct Wanted {
        std::vector<quint64> ids;
        Depth depth = Depth::Quick;
    };
    struct Lane {
        std::deque<Wanted> waiting;
        quint64 run = 0; // 0: none
        std::vector<quint64> ids; // of the run, by its index
        std::size_t done = 0, total = 0;
    };
    void startNext(Lane& lane);
    void cancelLane(Lane& lane);
    [[nodiscard]] Lane* laneOf(quint64 run); // null: not one of these
    void take(quint64 run, int index, const remote::ReportPtr& report);
    void end(quint64 run);

    Backend& m_backend;
    RemoteModel& m_model;
    settings::Remote m_settings;
    Lane m_usual, m_slow;
};

} // namespace waggle::ui
