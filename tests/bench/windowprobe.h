// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/measure.h"

#include <QObject>

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

// How long the window's event loop and the worker's sockets keep one waiting.
namespace waggle::bench {

struct Waits {
    std::vector<Nanos> each;
    [[nodiscard]] double percentileMs(double share) const; // 1: the worst; 0 without any
};

// Which processors a thread may use from now on: with `pin` the first one is the program's, the second one everything
// else's. Of one processor nothing is left to choose.
void useProgramCore(bool pin);
void useOtherCore(bool pin);

// Posts an event to the thread of this object now and then and notes how long it took until it was handled. The next
// one is posted whether the last was handled or not.
class LoopPing final : public QObject {
public:
    explicit LoopPing(bool pin, std::chrono::milliseconds every = std::chrono::milliseconds(20));
    ~LoopPing() override;
    [[nodiscard]] Waits take(); // since the last call

protected:
    bool event(QEvent* event) override;

private:
    void run(bool pin, std::chrono::milliseconds every);

    Waits m_waits;
    std::atomic<bool> m_ending{false};
    std::thread m_thread;
};

// Asks the tracker on 127.0.0.1 for a connection id each 2 ms, one question at a time, and notes how long the answer
// took to arrive: the time that it was received by the kernel, whenever this thread came to read it.
class WorkerPing {
public:
    WorkerPing(std::uint16_t port, bool pin);
    ~WorkerPing();
    WorkerPing(const WorkerPing&) = delete;
    WorkerPing& operator=(const WorkerPing&) = delete;
    [[nodiscard]] Waits finish(); // once

private:
    void run(std::uint16_t port, bool pin);

    Waits m_waits;
    std::atomic<bool> m_ending{false};
    std::thread m_thread;
};

} // namespace waggle::bench
