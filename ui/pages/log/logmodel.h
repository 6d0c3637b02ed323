// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log/logline.h"
#include "ui/table/pagedmodel.h"

#include <deque>

namespace waggle::ui {

struct LogRow {
    monitor::RowKey key; // its number
    log::Line line;
};
enum class LogColumn : int { Time, Level, Part, Text };
struct LogQuery : monitor::QueryHead {
    LogColumn sort = LogColumn::Time;
    log::Level least = log::Level::Info;
};
using LogPageRows = monitor::Page<LogRow>;

// The last lines of Waggle's own log. It keeps them itself and answers its own questions: there are at most kMost.
// Main thread.
class LogModel final : public PagedModel<LogRow, LogQuery, LogPageRows, LogColumn> {
    Q_OBJECT
public:
    static constexpr std::size_t kMost = 2000;

    explicit LogModel(QObject* parent);
    void add(const log::Line& line);
    void setLeast(log::Level least);
    void clear();

protected:
    void ask(const LogQuery& query) override;
    void close() override { m_asked = false; }
    void askExport(quint64 job, const LogQuery& query) override;
    void sendCancel(quint64) override { } // an export is over before anybody could

private:
    void answer();
    [[nodiscard]] std::shared_ptr<LogPageRows> page(const LogQuery& query) const; // all rows that pass

    std::deque<log::Line> m_lines;
    bool m_asked = false; // a view wants to know of changes
};

} // namespace waggle::ui
