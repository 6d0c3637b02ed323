// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/hosts.h"

#include <QProcess>

#include <thread>

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

namespace waggle::test {

namespace {

bool s_isInNamespace = false;

} // namespace

bool enterNamespace()
{
    s_isInNamespace = ::unshare(CLONE_NEWNET) == 0;
    return s_isInNamespace;
}

bool isInNamespace()
{
    return s_isInNamespace;
}

bool ip(const std::string& arguments)
{
    return QProcess::execute(QStringLiteral("ip"), QString::fromStdString(arguments).split(u' ')) == 0;
}

Host::Host(const std::string& wire)
{
    std::thread([this] {
        if (::unshare(CLONE_NEWNET) == 0)
            m_namespace = ::open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
    }).join();
    const std::string path = "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(m_namespace);
    // Addresses are given by hand: those that the system makes up take seconds to be usable.
    m_isUp = m_namespace >= 0 && test::ip("link add " + wire + " type veth peer name eth0 netns " + path)
        && test::ip("link set " + wire + " addrgenmode none up") && ip("link set lo up")
        && ip("link set eth0 addrgenmode none up");
}

Host::~Host()
{
    if (m_namespace >= 0)
        ::close(m_namespace);
}

void Host::run(const std::function<void()>& what) const
{
    std::thread([this, &what] {
        if (::setns(m_namespace, CLONE_NEWNET) == 0)
            what();
    }).join();
}

bool Host::ip(const std::string& arguments) const
{
    bool done = false;
    run([&] { done = test::ip(arguments); });
    return done;
}

} // namespace waggle::test
