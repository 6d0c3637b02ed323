// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/clock.h"

#include <chrono>
#include <ctime>

namespace waggle::machine {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

// The steady clock of Linux stands still in a suspend; this one does not.
milliseconds sinceBoot()
{
#ifdef CLOCK_BOOTTIME
    timespec time{};
    if (::clock_gettime(CLOCK_BOOTTIME, &time) == 0)
        return duration_cast<milliseconds>(std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec));
#endif
    return duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace

Clock Clock::system()
{
    // Never 0: that is "no time yet" in a record.
    static const milliseconds kStart = sinceBoot() - milliseconds(1);
    return {[] { return sinceBoot() - kStart; },
        [] {
            const auto now = std::chrono::system_clock::now().time_since_epoch();
            return static_cast<std::int64_t>(duration_cast<milliseconds>(now).count());
        }};
}

} // namespace waggle::machine
