// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/remote/list/remoterow.h"
#include "ui/table/pagedmodel.h"

#include <QTimer>

#include <unordered_map>

namespace waggle::ui {

enum class RemoteColumn : int { Place, Tracker, State, V4, V6, Phases, Seeds, Leechers, Findings };
struct RemoteQuery : monitor::QueryHead {
    RemoteColumn sort = RemoteColumn::Place;
};
using RemoteRows = monitor::Page<RemoteRow>;

// What the list has come to, for the line above it.
struct RemoteCounts {
    std::size_t trackers = 0;
    std::size_t checked = 0;
    std::size_t work = 0; // up or degraded
    std::size_t findings = 0; // different ones a tracker, summed
};

// The trackers of the list and what is known of each. It keeps them itself and answers its own questions; what reports
// change is shown ten times a second. Main thread.
class RemoteModel final : public PagedModel<RemoteRow, RemoteQuery, RemoteRows, RemoteColumn> {
    Q_OBJECT
public:
    static constexpr std::size_t kMost = remote::kMaxTrackers;

    explicit RemoteModel(QObject* parent);

    // Those that are not there yet, as far as there is room; ids are given here. The ids of all of `rows` that are in
    // the list now.
    std::vector<quint64> add(std::vector<RemoteRow> rows);
    void setWork(const std::vector<quint64>& ids, RemoteRow::Work work);
    void setReport(quint64 id, const remote::ReportPtr& report); // of one that is gone: nothing
    [[nodiscard]] std::vector<RemoteRow> remove(const std::vector<quint64>& ids);
    void restore(const std::vector<RemoteRow>& rows); // back to their places

    [[nodiscard]] const RemoteRow* find(quint64 id) const; // null: gone
    [[nodiscard]] const std::vector<RemoteRow>& all() const { return m_rows; } // in the order of the list
    [[nodiscard]] std::vector<quint64> passing() const; // those the filter lets through, as sorted
    [[nodiscard]] const RemoteCounts& counts() const { return m_counts; }

Q_SIGNALS:
    void changed(); // rows, reports or counts

protected:
    void ask(const RemoteQuery& query) override;
    void close() override { m_asked = false; }
    void askExport(quint64 job, const RemoteQuery& query) override;
    void sendCancel(quint64) override { } // an export is over before anybody could

private:
    void answer();
    void touch(); // soon
    void rebuild();
    void count(const RemoteRow& row, int sign);
    [[nodiscard]] std::vector<const RemoteRow*> sorted(const RemoteQuery& query, qint64* hidden) const;

    std::vector<RemoteRow> m_rows; // by id
    std::unordered_map<quint64, std::size_t> m_places;
    struct UrlHash {
        std::size_t operator()(const remote::TrackerUrl& url) const
        {
            return qHashMulti(0, static_cast<int>(url.scheme), url.host, url.port, url.path, url.query);
        }
    };
    std::unordered_map<remote::TrackerUrl, quint64, UrlHash> m_ids;
    RemoteCounts m_counts;
    quint64 m_lastId = 0;
    bool m_asked = false; // a view wants to know of changes
    QTimer m_soon;
};

} // namespace waggle::ui
