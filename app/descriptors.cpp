// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/descriptors.h"

#include <QtGlobal>

#include <algorithm>
#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace waggle::app {

#ifdef Q_OS_UNIX

namespace {

// A full check over UDP through SOCKS5: three handshakes of two sockets each, and one of them about to be replaced.
// Lookups come to no more: A, AAAA and two TXT, each over TCP too when it is cut.
constexpr rlim_t kOfAJob = 8;
constexpr rlim_t kOwn = 24; // the terminal, event loops, certificates, what was inherited

} // namespace

Descriptors provideFor(int jobs)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return {jobs, 0};
    const rlim_t wanted = kOwn + kOfAJob * static_cast<rlim_t>(jobs);
    if (limit.rlim_cur < wanted) {
        rlimit raised = limit;
        raised.rlim_cur = std::min(wanted, limit.rlim_max);
        if (::setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    const rlim_t left = limit.rlim_cur > kOwn ? limit.rlim_cur - kOwn : 0;
    const auto room = std::min(left / kOfAJob, static_cast<rlim_t>(jobs));
    return {static_cast<int>(room), static_cast<long long>(std::min(limit.rlim_cur, wanted))};
}

#else

Descriptors provideFor(int jobs)
{
    return {jobs, 0};
}

#endif

} // namespace waggle::app
