// SPDX-License-Identifier: GPL-3.0-or-later
// Load for an HTTP server on 127.0.0.1: --connections under way at once, each of them used for one announce
// (--keep-alive 0) or for all (--keep-alive 1); --idle more that are open and silent (with --connections 0: nothing
// but those). Closed loop.
#include "tests/bench/measure.h"
#include "tests/bench/traffic.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace waggle::bench {
namespace {

constexpr Nanos kLostAfter = 2 * kSecond;

std::string requestOf(const Ask& ask, std::uint32_t numwant, bool keepAlive)
{
    std::string text = "GET /announce?info_hash=" + escaped(infoHashOf(ask.torrent)) + "&peer_id="
        + escaped(peerIdOf(ask.peer)) + "&port=" + std::to_string(ask.port) + "&uploaded=0&downloaded=0&left="
        + (ask.seed ? "0" : "1000000") + "&numwant=" + std::to_string(numwant) + "&compact=1";
    if (ask.event != 0)
        text += ask.event == 2 ? "&event=started" : "&event=stopped";
    return text + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\nConnection: "
        + (keepAlive ? "keep-alive" : "close") + "\r\n\r\n";
}

struct Connection {
    int descriptor = -1;
    bool connecting = false;
    Nanos since = 0;
    std::size_t ask = 0;
    std::size_t turn = 0; // keep-alive: in its own asks
    std::string in;
};

class HttpLoad {
public:
    explicit HttpLoad(const Arguments& arguments);
    void run();

private:
    struct Counts {
        std::uint64_t answered = 0, failed = 0, lost = 0, bytes = 0;
        Histogram latency;
    };

    void prepare();
    void openIdle();
    void loop(Nanos end);
    void open(std::uint32_t index);
    void ask(std::uint32_t index);
    [[nodiscard]] bool send(const Connection& connection) const;
    void handle(std::uint32_t index, std::uint32_t events);
    void read(std::uint32_t index);
    void finish(std::uint32_t index, bool closed);
    void fail(std::uint32_t index);
    void giveUp(Nanos time);
    [[nodiscard]] std::size_t nextAsk(std::uint32_t index);
    void print(double seconds, const ProcessorUse& use) const;
    [[nodiscard]] int newSocket(std::uint32_t source) const;
    [[nodiscard]] static bool isWhole(const std::string& in, std::size_t& size);

    TrafficOptions m_traffic;
    std::uint16_t m_port;
    bool m_keepAlive;
    double m_seconds, m_warmUp;
    std::uint32_t m_idle;
    int m_pid;
    int m_epoll;
    std::vector<Ask> m_asks;
    std::vector<std::string> m_requests;
    std::size_t m_next = 0;
    // Keep-alive: the asks of each connection. A peer stays with one of them, or it would come from many addresses.
    std::vector<std::vector<std::size_t>> m_own;
    std::vector<Connection> m_connections;
    Nanos m_nextGiveUp = 0;
    Counts m_counts;
};

HttpLoad::HttpLoad(const Arguments& arguments)
    : m_port(static_cast<std::uint16_t>(arguments.number("port", 6969)))
    , m_keepAlive(arguments.number("keep-alive", 1) != 0)
    , m_seconds(arguments.number("seconds", 5))
    , m_warmUp(arguments.number("warm-up", 1))
    , m_idle(static_cast<std::uint32_t>(arguments.number("idle", 0)))
    , m_pid(static_cast<int>(arguments.number("pid", 0)))
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_connections(static_cast<std::size_t>(arguments.number("connections", 64)))
{
    m_traffic.wrong = 0;
    m_traffic.asks = 1u << 15;
    m_traffic.peers = static_cast<std::uint32_t>(arguments.number("peers", 20'000));
    m_traffic.numwant = static_cast<std::uint32_t>(arguments.number("numwant", m_traffic.numwant));
}

void HttpLoad::run()
{
    prepare();
    openIdle();
    for (std::uint32_t index = 0; index < m_connections.size(); ++index)
        open(index);
    loop(now() + nanos(m_warmUp));
    m_counts = {};
    const ProcessorUse use(m_pid);
    const Nanos begin = now();
    loop(begin + nanos(m_seconds));
    print(static_cast<double>(now() - begin) / kSecond, use);
}

void HttpLoad::prepare()
{
    const rlimit many{4096, 4096};
    ::setrlimit(RLIMIT_NOFILE, &many);
    m_asks = makeAsks(m_traffic);
    m_requests.reserve(m_asks.size());
    for (const Ask& one : m_asks)
        m_requests.push_back(requestOf(one, m_traffic.numwant, m_keepAlive));
    m_own.resize(m_connections.size());
    for (std::size_t i = 0; i < m_asks.size() && !m_own.empty(); ++i)
        m_own[m_asks[i].peer % m_own.size()].push_back(i);
}

std::size_t HttpLoad::nextAsk(std::uint32_t index)
{
    if (m_keepAlive && !m_own[index].empty()) {
        std::size_t& turn = m_connections[index].turn;
        turn = (turn + 1) % m_own[index].size();
        return m_own[index][turn];
    }
    m_next = (m_next + 1) % m_asks.size();
    return m_next;
}

// From many addresses: one alone runs out of ports when each announce takes a connection.
int HttpLoad::newSocket(std::uint32_t source) const
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const int on = 1;
    if (m_keepAlive)
        ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    ::setsockopt(descriptor, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &on, sizeof on);
    sockaddr_in from{};
    from.sin_family = AF_INET;
    from.sin_addr.s_addr = htonl(sourceAddress(source));
    ::bind(descriptor, reinterpret_cast<const sockaddr*>(&from), sizeof from);
    sockaddr_in there = from;
    there.sin_port = htons(m_port);
    there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (descriptor < 0
        || (::connect(descriptor, reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0
            && errno != EINPROGRESS))
        bench::fail("no connection");
    return descriptor;
}

// They stay open until the program ends.
void HttpLoad::openIdle()
{
    for (std::uint32_t i = 0; i < m_idle; ++i) {
        pollfd connecting{newSocket(i), POLLOUT, 0};
        if (::poll(&connecting, 1, 5000) != 1 || (connecting.revents & (POLLERR | POLLHUP)) != 0)
            bench::fail("an idle connection did not come about");
    }
}

void HttpLoad::open(std::uint32_t index)
{
    Connection& connection = m_connections[index];
    connection.ask = nextAsk(index);
    connection.since = now();
    connection.descriptor = newSocket(m_keepAlive ? index : m_asks[connection.ask].source);
    connection.in.clear();
    connection.connecting = !send(connection); // on loopback it is connected by now, if there is room for it
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET | EPOLLRDHUP | (connection.connecting ? EPOLLOUT : 0u);
    event.data.u32 = index;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, connection.descriptor, &event);
}

bool HttpLoad::send(const Connection& connection) const
{
    const std::string& request = m_requests[connection.ask]; // a few hundred bytes: they leave in one piece
    return ::send(connection.descriptor, request.data(), request.size(), MSG_NOSIGNAL)
        == static_cast<ssize_t>(request.size());
}

void HttpLoad::ask(std::uint32_t index)
{
    if (!send(m_connections[index]))
        fail(index);
}

void HttpLoad::loop(Nanos end)
{
    std::array<epoll_event, 64> events;
    for (Nanos time = now(); time < end; time = now()) {
        const int count = ::epoll_wait(m_epoll, events.data(), events.size(), 100);
        for (int i = 0; i < count; ++i)
            handle(events[static_cast<std::size_t>(i)].data.u32, events[static_cast<std::size_t>(i)].events);
        if (time >= m_nextGiveUp)
            giveUp(time);
    }
}

void HttpLoad::handle(std::uint32_t index, std::uint32_t events)
{
    Connection& connection = m_connections[index];
    if (connection.connecting) {
        if ((events & (EPOLLERR | EPOLLHUP)) != 0) {
            fail(index);
            return;
        }
        if ((events & EPOLLOUT) == 0)
            return;
        connection.connecting = false;
        ask(index);
        return;
    }
    if ((events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0)
        read(index);
}

void HttpLoad::read(std::uint32_t index)
{
    Connection& connection = m_connections[index];
    std::array<char, 8192> bytes;
    while (true) {
        const ssize_t count = ::recv(connection.descriptor, bytes.data(), bytes.size(), 0);
        if (count < 0) {
            if (errno != EAGAIN)
                fail(index);
            return;
        }
        connection.in.append(bytes.data(), static_cast<std::size_t>(count));
        std::size_t size = 0;
        if (isWhole(connection.in, size)) {
            finish(index, count == 0);
            return;
        }
        if (count == 0) {
            fail(index);
            return;
        }
    }
}

bool HttpLoad::isWhole(const std::string& in, std::size_t& size)
{
    constexpr std::string_view kLength = "content-length:";
    const std::size_t head = in.find("\r\n\r\n");
    if (head == std::string::npos)
        return false;
    const auto sameLetter = [](char a, char b) { return (a | 0x20) == (b | 0x20); };
    const auto length = std::search(
        in.begin(), in.begin() + static_cast<std::ptrdiff_t>(head), kLength.begin(), kLength.end(), sameLetter);
    size = head + 4 + std::strtoul(&in[static_cast<std::size_t>(length - in.begin()) + kLength.size()], nullptr, 10);
    return in.size() >= size;
}

void HttpLoad::finish(std::uint32_t index, bool closed)
{
    Connection& connection = m_connections[index];
    m_counts.bytes += connection.in.size();
    if (connection.in.compare(9, 3, "200") == 0)
        ++m_counts.answered;
    else
        ++m_counts.failed;
    const Nanos time = now();
    m_counts.latency.add(time - connection.since);
    if (!m_keepAlive || closed) {
        ::close(connection.descriptor);
        open(index);
        return;
    }
    connection.in.clear();
    connection.since = time;
    connection.ask = nextAsk(index);
    ask(index);
}

void HttpLoad::fail(std::uint32_t index)
{
    ++m_counts.failed;
    ::close(m_connections[index].descriptor);
    open(index);
}

void HttpLoad::giveUp(Nanos time)
{
    m_nextGiveUp = time + kLostAfter / 4;
    for (std::uint32_t index = 0; index < m_connections.size(); ++index) {
        if (time - m_connections[index].since <= kLostAfter)
            continue;
        ++m_counts.lost;
        ::close(m_connections[index].descriptor);
        open(index);
    }
}

void HttpLoad::print(double seconds, const ProcessorUse& use) const
{
    const auto answered = static_cast<double>(m_counts.answered);
    JsonLine line;
    line.add("loop", m_keepAlive ? "keep-alive" : "a connection each");
    line.add("answered_per_s", answered / seconds);
    line.add("answered", answered);
    line.add("failed", static_cast<double>(m_counts.failed));
    line.add("lost", static_cast<double>(m_counts.lost));
    line.add("bytes_per_answer", static_cast<double>(m_counts.bytes) / std::max(answered, 1.0));
    line.add(m_counts.latency);
    use.addTo(line, answered);
    line.print();
}

} // namespace
} // namespace waggle::bench

int main(int argc, char** argv)
{
    using namespace waggle::bench;
    const Arguments arguments(
        argc, argv, {"port", "keep-alive", "connections", "idle", "seconds", "warm-up", "pid", "peers", "numwant"});
    auto load = std::make_unique<HttpLoad>(arguments);
    load->run();
}
