// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/queries.h"

#include <QObject>

#include <functional>
#include <map>
#include <memory>
#include <span>

namespace waggle::monitor {

// Exports under way: each goes on by one slice a turn of the event loop, so that ticks and queries come between.
// Monitor's thread.
class Exports final : public QObject {
public:
    static constexpr std::size_t kSlice = 2000; // rows

    explicit Exports(QObject* parent = nullptr)
        : QObject(parent)
    {
    }

    // `step(done)` hands out one slice and tells whether it was the last one. A job of the same number ends.
    using Step = std::function<bool()>;
    void start(quint64 job, Step step);
    void cancel(quint64 job);
    [[nodiscard]] bool isEmpty() const { return m_jobs.empty(); }

private:
    void turn();

    std::map<quint64, Step> m_jobs;
    quint64 m_last = 0; // whose turn it was
    bool m_scheduled = false;
};

// Where slices go: pages whose `number` is the job.
using Publish = std::function<void(const Answer&)>;

// Splits `ids` into slices. `rowsOf(ids)` makes their rows, fewer where some are gone; `publish(page)` sends a slice,
// whose `total` is right at the end at the latest: the last slice, and only that, reaches it.
template <typename Page, typename Id, typename RowsOf>
Exports::Step slicesOf(quint64 job, const QueryHead& head, std::vector<Id> ids, RowsOf rowsOf, const Publish& publish)
{
    struct State {
        std::vector<Id> ids;
        std::size_t next = 0;
        qint64 sent = 0;
    };
    auto state = std::make_shared<State>(State{std::move(ids), 0, 0});
    return [=, view = head.view]() {
        const std::size_t count = std::min(Exports::kSlice, state->ids.size() - state->next);
        auto page = std::make_shared<Page>();
        page->view = view;
        page->number = job;
        page->first = state->sent;
        page->rows = rowsOf(std::span<const Id>(state->ids).subspan(state->next, count));
        state->next += count;
        state->sent += static_cast<qint64>(page->rows.size());
        page->total = state->sent + static_cast<qint64>(state->ids.size() - state->next);
        publish(std::shared_ptr<const Page>(page));
        return state->next == state->ids.size();
    };
}

} // namespace waggle::monitor
