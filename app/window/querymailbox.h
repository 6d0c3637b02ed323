// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace waggle::app {

// Questions on their way to another thread. Of several that a view asks while that thread is busy only the last one
// arrives: who types or scrolls faster than answers can be found does not wait for those nobody wants any more.
// `viewOf(query)` names the view that asks.
template <typename Query>
class QueryMailbox {
public:
    // From one thread. `answer(query)` runs on the thread of `context`, in the order in which views began to ask.
    template <typename Answer>
    void ask(QObject* context, const Query& query, Answer answer)
    {
        if (!m_waiting->put(query, ++m_calls))
            return; // a call is on its way
        QMetaObject::invokeMethod(
            context,
            [waiting = m_waiting, view = viewOf(query), call = m_calls, answer = std::move(answer)] {
                if (const auto newest = waiting->take(view, call))
                    answer(*newest);
            },
            Qt::QueuedConnection);
    }
    // The view is closed. What it asks from now on is a new question: its answer must not come before the closing.
    void drop(std::uint64_t view) { m_waiting->drop(view); }

private:
    struct Question {
        Query query;
        std::uint64_t call = 0; // the one that brings it
    };
    class Waiting {
    public:
        bool put(const Query& query, std::uint64_t call) // false: it took the place of an older one
        {
            const std::lock_guard lock(m_mutex);
            const auto [at, isNew] = m_questions.try_emplace(viewOf(query), Question{query, call});
            if (!isNew)
                at->second.query = query;
            return isNew;
        }
        std::optional<Query> take(std::uint64_t view, std::uint64_t call)
        {
            const std::lock_guard lock(m_mutex);
            const auto at = m_questions.find(view);
            if (at == m_questions.end() || at->second.call != call)
                return std::nullopt;
            std::optional<Query> query(std::move(at->second.query));
            m_questions.erase(at);
            return query;
        }
        void drop(std::uint64_t view)
        {
            const std::lock_guard lock(m_mutex);
            m_questions.erase(view);
        }

    private:
        std::mutex m_mutex;
        std::map<std::uint64_t, Question> m_questions;
    };
    std::shared_ptr<Waiting> m_waiting = std::make_shared<Waiting>();
    std::uint64_t m_calls = 0;
};

} // namespace waggle::app
