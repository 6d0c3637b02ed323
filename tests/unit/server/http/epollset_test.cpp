// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/epollset.h"

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

namespace waggle::server {
namespace {

// One end of a pair of sockets; what is written to the other makes it ready.
class End final : public EpollSet::Target {
public:
    End() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0); }
    ~End()
    {
        closeOurs();
        ::close(ends[1]);
    }
    void closeOurs()
    {
        if (ends[0] >= 0)
            ::close(std::exchange(ends[0], -1));
    }
    void write() const { EXPECT_EQ(::send(ends[1], "x", 1, MSG_NOSIGNAL), 1); }
    void ready(std::uint32_t events) override
    {
        last = events;
        ++calls;
        char byte = 0;
        if ((events & EPOLLIN) != 0) {
            EXPECT_EQ(::recv(ends[0], &byte, 1, 0), 1);
        }
        if (onReady)
            onReady();
    }

    int ends[2] = {-1, -1};
    int calls = 0;
    std::uint32_t last = 0;
    std::function<void()> onReady;
};

void turn()
{
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

TEST(EpollSet, TellsWhatIsWatched)
{
    EpollSet set(nullptr);
    End end;
    int turns = 0;
    QObject::connect(&set, &EpollSet::turned, &set, [&] { ++turns; });
    ASSERT_TRUE(set.add(end.ends[0], EPOLLIN, end));
    end.write();
    while (end.calls == 0)
        turn();
    EXPECT_EQ(end.last, EPOLLIN);
    EXPECT_GE(turns, 1);
    set.change(end.ends[0], EPOLLOUT, end);
    end.onReady = [&] { set.change(end.ends[0], EPOLLIN, end); };
    while (end.calls == 1)
        turn();
    EXPECT_EQ(end.last, EPOLLOUT);
    EXPECT_FALSE(set.add(-1, EPOLLIN, end));
}

TEST(EpollSet, WhoIsForgottenIsNotCalledAnyMore)
{
    EpollSet set(nullptr);
    End first, second;
    for (End* end : {&first, &second}) {
        ASSERT_TRUE(set.add(end->ends[0], EPOLLIN, *end));
        end->write();
    }
    const auto drop = [&](End& end) {
        set.forget(end);
        end.closeOurs();
    };
    first.onReady = [&] { drop(second); };
    second.onReady = [&] { drop(first); };
    while (first.calls + second.calls == 0)
        turn();
    EXPECT_EQ(first.calls + second.calls, 1); // both were reported in one round
}

TEST(EpollSet, TargetsThatTakeLongHaveTheirTurnOneAfterTheOther)
{
    EpollSet set(nullptr);
    std::vector<std::unique_ptr<End>> ends;
    int turns = 0;
    QObject::connect(&set, &EpollSet::turned, &set, [&] { ++turns; });
    for (int i = 0; i < 8; ++i) {
        ends.push_back(std::make_unique<End>());
        ASSERT_TRUE(set.add(ends.back()->ends[0], EPOLLIN, *ends.back()));
        ends.back()->write();
        ends.back()->onReady = [&] {
            const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(5); // more than a turn
            while (std::chrono::steady_clock::now() < end)
                std::this_thread::yield();
        };
    }
    const auto isDone
        = [&] { return std::all_of(ends.begin(), ends.end(), [](const auto& end) { return end->calls == 1; }); };
    while (!isDone() && turns < 100)
        turn();
    EXPECT_TRUE(isDone());
    EXPECT_EQ(turns, 8); // the event loop came in between
}

} // namespace
} // namespace waggle::server
