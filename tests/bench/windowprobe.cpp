// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/windowprobe.h"

#include "tests/bench/udppackets.h"

#include <QCoreApplication>
#include <QEvent>

#include <algorithm>
#include <ctime>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace waggle::bench {

namespace {

constexpr std::chrono::milliseconds kWorkerEvery{2};
constexpr int kPatienceMs = 1000;

class Ping final : public QEvent {
public:
    Ping()
        : QEvent(QEvent::User)
        , posted(now())
    {
    }
    const Nanos posted;
};

void useCore(bool pin, unsigned core)
{
    if (!pin || std::thread::hardware_concurrency() < 2)
        return;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    ::sched_setaffinity(0, sizeof set, &set);
}

// The clock of the kernel's receive times.
Nanos wallNow()
{
    timespec time{};
    ::clock_gettime(CLOCK_REALTIME, &time);
    return Nanos(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

int openSocket(std::uint16_t port)
{
    const int descriptor = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    sockaddr_in tracker{};
    tracker.sin_family = AF_INET;
    tracker.sin_port = htons(port);
    tracker.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
    if (descriptor < 0 || ::connect(descriptor, reinterpret_cast<const sockaddr*>(&tracker), sizeof tracker) != 0)
        fail("no socket towards the tracker");
    return descriptor;
}

// When the next datagram came in; 0: none did.
Nanos receivedAt(int descriptor)
{
    pollfd ready{descriptor, POLLIN, 0};
    if (::poll(&ready, 1, kPatienceMs) <= 0)
        return 0;
    std::array<std::uint8_t, 256> bytes;
    alignas(cmsghdr) std::array<std::uint8_t, 128> control;
    iovec vector{bytes.data(), bytes.size()};
    msghdr message{};
    message.msg_iov = &vector;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    if (::recvmsg(descriptor, &message, 0) < 0)
        return 0;
    const cmsghdr* head = CMSG_FIRSTHDR(&message);
    if (!head || head->cmsg_type != SCM_TIMESTAMPNS)
        return 0;
    timespec time{};
    std::memcpy(&time, CMSG_DATA(head), sizeof time);
    return Nanos(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

} // namespace

double Waits::percentileMs(double share) const
{
    if (each.empty())
        return 0;
    std::vector<Nanos> sorted = each;
    std::sort(sorted.begin(), sorted.end());
    const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    return static_cast<double>(sorted[std::min(at, sorted.size() - 1)]) / 1e6;
}

void useProgramCore(bool pin)
{
    useCore(pin, 0);
}

void useOtherCore(bool pin)
{
    useCore(pin, 1);
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), -10); // where it is allowed: a clock does not wait
}

LoopPing::LoopPing(bool pin, std::chrono::milliseconds every)
    : m_thread([this, pin, every] { run(pin, every); })
{
}

LoopPing::~LoopPing()
{
    m_ending = true;
    m_thread.join();
}

void LoopPing::run(bool pin, std::chrono::milliseconds every)
{
    useOtherCore(pin);
    for (auto next = std::chrono::steady_clock::now(); !m_ending; next += every) {
        std::this_thread::sleep_until(next);
        QCoreApplication::postEvent(this, new Ping);
    }
}

bool LoopPing::event(QEvent* event)
{
    if (event->type() != QEvent::User)
        return QObject::event(event);
    m_waits.each.push_back(now() - static_cast<Ping*>(event)->posted);
    return true;
}

Waits LoopPing::take()
{
    return std::exchange(m_waits, {});
}

WorkerPing::WorkerPing(std::uint16_t port, bool pin)
    : m_thread([this, port, pin] { run(port, pin); })
{
}

WorkerPing::~WorkerPing()
{
    m_ending = true;
    if (m_thread.joinable())
        m_thread.join();
}

Waits WorkerPing::finish()
{
    m_ending = true;
    m_thread.join();
    return std::move(m_waits);
}

void WorkerPing::run(std::uint16_t port, bool pin)
{
    useOtherCore(pin);
    const int descriptor = openSocket(port);
    for (std::uint32_t question = 0; !m_ending; ++question) {
        std::this_thread::sleep_for(kWorkerEvery);
        const Packet packet = connectPacket(question);
        const Nanos asked = wallNow();
        if (::send(descriptor, packet.bytes.data(), packet.size, 0) < 0)
            continue;
        const Nanos received = receivedAt(descriptor);
        m_waits.each.push_back(received > 0 ? received - asked : Nanos(kPatienceMs) * 1'000'000);
    }
    ::close(descriptor);
}

} // namespace waggle::bench
