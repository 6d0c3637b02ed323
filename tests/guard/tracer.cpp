// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/guard/tracer.h"

#include "tests/guard/marks.h"

#include <csignal>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace waggle::guard {

namespace {

constexpr int kSystemCallStop = SIGTRAP | 0x80; // PTRACE_O_TRACESYSGOOD
constexpr int kCannotTrace = 125;

[[noreturn]] void becomeTraced(const std::vector<std::string>& command)
{
    std::vector<char*> words;
    for (const std::string& word : command)
        words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    if (::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0)
        ::execv(words[0], words.data());
    ::_exit(kCannotTrace);
}

class Counter {
public:
    explicit Counter(Trace& trace)
        : m_trace(trace)
    {
    }

    void enter(long number)
    {
        if (number == kMarkRound)
            m_trace.rounds.emplace_back();
        else if (number == kMarkBegin || number == kMarkEnd)
            m_isOn = number == kMarkBegin;
        else if (m_isOn)
            ++m_trace.rounds.back()[number];
    }

private:
    Trace& m_trace;
    bool m_isOn = false;
};

// The number of the system call that the stopped process enters; nothing where it leaves one.
std::optional<long> entered(pid_t process)
{
    __ptrace_syscall_info info{};
    if (::ptrace(PTRACE_GET_SYSCALL_INFO, process, sizeof info, &info) <= 0 || info.op != PTRACE_SYSCALL_INFO_ENTRY)
        return {};
    return static_cast<long>(info.entry.nr);
}

bool follow(pid_t process, Trace& trace)
{
    Counter counter(trace);
    int status = 0;
    while (::waitpid(process, &status, 0) == process && WIFSTOPPED(status)) {
        int signal = WSTOPSIG(status);
        if (signal == kSystemCallStop) {
            signal = 0;
            if (const auto number = entered(process))
                counter.enter(*number);
        }
        ::ptrace(PTRACE_SYSCALL, process, nullptr, signal);
    }
    trace.isDone = WIFEXITED(status) && WEXITSTATUS(status) == 0;
    return !WIFEXITED(status) || WEXITSTATUS(status) != kCannotTrace;
}

} // namespace

std::optional<Trace> traceSystemCalls(const std::vector<std::string>& command)
{
    const pid_t process = ::fork();
    if (process < 0)
        return {};
    if (process == 0)
        becomeTraced(command);
    int status = 0;
    if (::waitpid(process, &status, 0) != process || !WIFSTOPPED(status)) // at its exec
        return {};
    if (::ptrace(PTRACE_SETOPTIONS, process, nullptr, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL) != 0)
        return {};
    ::ptrace(PTRACE_SYSCALL, process, nullptr, nullptr);
    Trace trace;
    if (!follow(process, trace))
        return {};
    return trace;
}

std::string nameOfSystemCall(long number)
{
    static const std::map<long, const char*> kNames{{SYS_read, "read"}, {SYS_write, "write"}, {SYS_readv, "readv"},
        {SYS_writev, "writev"}, {SYS_recvfrom, "recvfrom"}, {SYS_sendto, "sendto"}, {SYS_recvmsg, "recvmsg"},
        {SYS_sendmsg, "sendmsg"}, {SYS_recvmmsg, "recvmmsg"}, {SYS_sendmmsg, "sendmmsg"}, {SYS_ppoll, "ppoll"},
#ifdef SYS_poll
        {SYS_poll, "poll"},
#endif
#ifdef SYS_epoll_wait
        {SYS_epoll_wait, "epoll_wait"},
#endif
        {SYS_epoll_pwait, "epoll_pwait"}, {SYS_epoll_ctl, "epoll_ctl"}, {SYS_accept4, "accept4"}, {SYS_close, "close"},
        {SYS_shutdown, "shutdown"}, {SYS_setsockopt, "setsockopt"}, {SYS_getsockopt, "getsockopt"},
        {SYS_getsockname, "getsockname"}, {SYS_getpeername, "getpeername"}, {SYS_ioctl, "ioctl"}, {SYS_fcntl, "fcntl"},
        {SYS_futex, "futex"}, {SYS_madvise, "madvise"}, {SYS_brk, "brk"}, {SYS_mmap, "mmap"}, {SYS_munmap, "munmap"},
        {SYS_clock_gettime, "clock_gettime"}};
    const auto found = kNames.find(number);
    return found == kNames.end() ? "system call " + std::to_string(number) : found->second;
}

} // namespace waggle::guard
