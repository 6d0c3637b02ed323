// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/epollset.h"

#include <QSocketNotifier>

#include <algorithm>
#include <chrono>
#include <unistd.h>

namespace waggle::server {
namespace {

using std::chrono::steady_clock;

// The event loop has other sockets and commands to serve: back to it before 5 ms.
constexpr std::chrono::milliseconds kEpollTurn{4};

} // namespace

EpollSet::EpollSet(QObject* parent)
    : QObject(parent)
    , m_descriptor(::epoll_create1(EPOLL_CLOEXEC))
    , m_notifier(new QSocketNotifier(m_descriptor, QSocketNotifier::Read, this))
{
    connect(m_notifier, &QSocketNotifier::activated, this, &EpollSet::turn);
}

EpollSet::~EpollSet()
{
    m_notifier->setEnabled(false);
    ::close(m_descriptor);
}

bool EpollSet::add(int descriptor, std::uint32_t events, Target& target)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = &target;
    return ::epoll_ctl(m_descriptor, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void EpollSet::change(int descriptor, std::uint32_t events, Target& target)
{
    epoll_event event{};
    event.events = events;
    event.data.ptr = &target;
    ::epoll_ctl(m_descriptor, EPOLL_CTL_MOD, descriptor, &event);
}

void EpollSet::forget(const Target& target)
{
    for (std::size_t i = m_next; i < m_count; ++i) {
        if (m_events[i].data.ptr == &target)
            m_events[i].data.ptr = nullptr;
    }
}

void EpollSet::turn()
{
    const auto end = steady_clock::now() + kEpollTurn;
    do {
        while (m_next < m_count && steady_clock::now() < end) {
            const epoll_event& event = m_events[m_next++];
            if (auto* target = static_cast<Target*>(event.data.ptr))
                target->ready(event.events);
        }
    } while (m_next == m_count && steady_clock::now() < end && fetch());
    Q_EMIT turned();
}

// The rest of a round that took too long comes first in the next turn: epoll itself would report it last.
bool EpollSet::fetch()
{
    const int count = ::epoll_wait(m_descriptor, m_events.data(), static_cast<int>(m_events.size()), 0);
    m_next = 0;
    m_count = static_cast<std::size_t>(std::max(count, 0));
    return m_count > 0;
}

} // namespace waggle::server
