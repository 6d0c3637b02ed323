// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <array>
#include <cstddef>
#include <cstdint>
#include <sys/epoll.h>

class QSocketNotifier;

namespace waggle::server {

// Many descriptors behind one QSocketNotifier (Linux): Qt's event loop polls every descriptor of its own each turn, so
// a thousand silent connections would slow down all that is busy on the thread. Level-triggered. Goes back to the event
// loop in time, whatever comes in. One thread.
class EpollSet final : public QObject {
    Q_OBJECT
public:
    class Target {
    public:
        virtual void ready(std::uint32_t events) = 0; // EPOLLIN …; may remove any target, itself too

    protected:
        ~Target() = default;
    };

    explicit EpollSet(QObject* parent);
    ~EpollSet() override;

    bool add(int descriptor, std::uint32_t events, Target& target); // false: the system has no room for it
    void change(int descriptor, std::uint32_t events, Target& target);
    void forget(const Target& target); // its descriptor is closed: what was reported of it is void

Q_SIGNALS:
    void turned(); // after a round of ready(), before the event loop has its turn

private:
    static constexpr std::size_t kAtOnce = 64;

    void turn();
    bool fetch();

    int m_descriptor;
    QSocketNotifier* m_notifier;
    std::array<epoll_event, kAtOnce> m_events{}; // fetched; those from m_next on are still to be handled
    std::size_t m_next = 0;
    std::size_t m_count = 0;
};

} // namespace waggle::server
