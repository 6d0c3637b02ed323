// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/terminationsignal.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace waggle::app {

namespace {

int s_pair[2] = {-1, -1}; // a handler has no other way to find them

void onSignal(int)
{
    const int kept = errno;
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(s_pair[0], &byte, 1);
    errno = kept;
}

void install(void (*handler)(int), int flags)
{
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigemptyset(&action.sa_mask);
    for (const int number : {SIGINT, SIGTERM})
        sigaction(number, &action, nullptr);
}

} // namespace

TerminationSignal::TerminationSignal(QObject* parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, s_pair) != 0)
        qFatal("No socket pair can be made for signals");
    m_notifier = std::make_unique<QSocketNotifier>(s_pair[1], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &TerminationSignal::drain);
    install(onSignal, static_cast<int>(SA_RESTART | SA_RESETHAND));
}

TerminationSignal::~TerminationSignal()
{
    install(SIG_DFL, 0);
    m_notifier.reset();
    for (int& end : s_pair)
        ::close(std::exchange(end, -1));
}

void TerminationSignal::drain()
{
    char bytes[16];
    while (::read(s_pair[1], bytes, sizeof bytes) > 0) { }
    install(SIG_DFL, 0); // somebody who asks twice means it
    Q_EMIT caught();
}

} // namespace waggle::app
