// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/descriptors.h"

#include <QtGlobal>

#include <algorithm>
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace waggle::machine {

#ifdef Q_OS_UNIX

namespace {

// A full check over UDP through SOCKS5: three handshakes of two sockets each, and one of them about to be replaced.
// Lookups come to no more: A, AAAA and two TXT, each over TCP too when it is cut.
constexpr long long kOfAJob = 8;
constexpr long long kOwn = 24; // the terminal, event loops, certificates, what was inherited

} // namespace

long long raiseDescriptors(std::uint64_t wanted)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    if (limit.rlim_cur < wanted) {
        rlimit raised = limit;
        raised.rlim_cur = std::min(static_cast<rlim_t>(wanted), limit.rlim_max);
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    return static_cast<long long>(limit.rlim_cur);
}

Descriptors provideFor(int jobs)
{
    const long long wanted = kOwn + kOfAJob * static_cast<long long>(jobs);
    const long long holds = raiseDescriptors(static_cast<std::uint64_t>(wanted));
    if (holds == 0)
        return {jobs, 0};
    const long long room = std::max(holds - kOwn, 0ll) / kOfAJob;
    return {static_cast<int>(std::min(room, static_cast<long long>(jobs))), std::min(holds, wanted)};
}

#else

long long raiseDescriptors(std::uint64_t)
{
    return 0;
}

Descriptors provideFor(int jobs)
{
    return {jobs, 0};
}

#endif

} // namespace waggle::machine
