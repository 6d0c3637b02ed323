// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/processorturns.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <cstdint>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace waggle::machine {

#ifdef Q_OS_LINUX

namespace {

constexpr std::uint64_t kTurnNs = 100'000; // the shortest there is
constexpr int kBack = 10;

// struct sched_attr of sched_setattr(2), which the C library has from 2.41 only.
struct Attributes {
    std::uint32_t size = sizeof(Attributes);
    std::uint32_t policy = SCHED_OTHER;
    std::uint64_t flags = 0;
    std::int32_t nice = 0;
    std::uint32_t priority = 0;
    std::uint64_t turnNs = kTurnNs; // "runtime" there
    std::uint64_t deadlineNs = 0;
    std::uint64_t periodNs = 0;
};
static_assert(sizeof(Attributes) == 48);

// Of this thread alone, which is Linux' way to read it; an older kernel takes the niceness only.
void share(int nice)
{
    Attributes wanted;
    wanted.nice = nice;
    ::syscall(SYS_sched_setattr, 0, &wanted, 0U);
}

} // namespace

void takeShortTurns()
{
    share(::getpriority(PRIO_PROCESS, static_cast<id_t>(::syscall(SYS_gettid))));
}

void stepBack()
{
    share(kBack);
}

#else

void takeShortTurns() { }
void stepBack() { }

#endif

} // namespace waggle::machine
