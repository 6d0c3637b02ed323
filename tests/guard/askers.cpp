// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/guard/askers.h"

#include "tests/bench/measure.h"

#include <array>

#include <netinet/tcp.h>
#include <poll.h>
#include <unistd.h>

namespace waggle::guard {

namespace {

using bench::fail;

constexpr int kPatienceMs = 10'000;

void awaitBytes(int descriptor)
{
    pollfd waiting{descriptor, POLLIN, 0};
    if (::poll(&waiting, 1, kPatienceMs) != 1)
        fail("an answer did not come");
}

// What is wrong over UDP is wrong here too, as far as HTTP knows it: an announce of nothing, and one without peer_id.
std::string requestOf(const bench::Ask& ask, std::uint32_t numwant, bool keepAlive)
{
    const bool isScrape = ask.kind == bench::Kind::Scrape;
    std::string text = isScrape ? "GET /scrape?" : "GET /announce?compact=1";
    if (ask.kind != bench::Kind::WrongId)
        text += (isScrape ? "info_hash=" : "&info_hash=") + bench::escaped(bench::infoHashOf(ask.torrent));
    if (ask.kind != bench::Kind::Short && !isScrape)
        text += "&peer_id=" + bench::escaped(bench::peerIdOf(ask.peer));
    if (!isScrape) {
        text += "&port=" + std::to_string(1024 + ask.peer)
            + "&uploaded=0&downloaded=0&left=" + (ask.seed ? "0" : "1000000") + "&numwant=" + std::to_string(numwant);
        if (ask.event != 0)
            text += ask.event == 2 ? "&event=started" : "&event=stopped";
    }
    return text + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: guard\r\nConnection: "
        + (keepAlive ? "keep-alive" : "close") + "\r\n\r\n";
}

std::size_t wholeSize(std::string_view answer) // 0: not known yet
{
    constexpr std::string_view kLength = "Content-Length: ";
    const auto end = answer.find("\r\n\r\n");
    const auto length = answer.find(kLength);
    if (end == std::string_view::npos || length == std::string_view::npos)
        return 0;
    return end + 4 + std::stoul(std::string(answer.substr(length + kLength.size(), 8)));
}

} // namespace

UdpAsker::UdpAsker(const LoneWorker& worker, const bench::TrafficOptions& traffic)
    : m_socket(false, worker.port(protocol::Transport::Udp), traffic.sources)
{
    for (const bench::Ask& ask : bench::makeAsks(traffic)) {
        const std::uint64_t id = worker.connectionId(protocol::Address::v4(bench::sourceAddress(ask.source)));
        m_questions.push_back({bench::packetOf(ask, id, traffic.numwant), ask.source, bench::isAnswered(ask.kind)});
    }
}

void UdpAsker::ask(std::size_t round)
{
    for (std::size_t i = 0; i < kRoundSize; ++i) {
        const Question& question = m_questions[(round * kRoundSize + i) % m_questions.size()];
        m_socket.add(question.packet, question.source);
        m_awaited += question.isAnswered ? 1 : 0;
    }
    m_socket.flush();
}

void UdpAsker::hear()
{
    while (m_awaited > 0) {
        awaitBytes(m_socket.descriptor());
        m_awaited -= std::min(m_awaited, m_socket.receive([](std::span<const std::uint8_t>) {}));
    }
}

HttpAsker::HttpAsker(const LoneWorker& worker, const bench::TrafficOptions& traffic, bool keepAlive)
    : m_port(worker.port(protocol::Transport::Http))
    , m_keepAlive(keepAlive)
    , m_connections(kRoundSize, -1)
{
    for (const bench::Ask& ask : bench::makeAsks(traffic))
        m_questions.push_back(requestOf(ask, traffic.numwant, keepAlive));
}

HttpAsker::~HttpAsker()
{
    for (const int connection : m_connections)
        if (connection >= 0)
            ::close(connection);
}

void HttpAsker::connectTo(std::size_t index)
{
    int& connection = m_connections[index];
    connection = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in tracker{};
    tracker.sin_family = AF_INET;
    tracker.sin_port = htons(m_port);
    tracker.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    ::setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    // The system's queue takes it: the worker need not have accepted yet.
    if (::connect(connection, reinterpret_cast<const sockaddr*>(&tracker), sizeof tracker) != 0)
        fail("no connection");
}

void HttpAsker::ask(std::size_t round)
{
    for (std::size_t i = 0; i < kRoundSize; ++i) {
        if (m_connections[i] < 0)
            connectTo(i);
        const std::string& question = m_questions[(round * kRoundSize + i) % m_questions.size()];
        if (::send(m_connections[i], question.data(), question.size(), MSG_NOSIGNAL)
            != static_cast<ssize_t>(question.size()))
            fail("a request did not leave");
    }
}

void HttpAsker::hear()
{
    for (std::size_t i = 0; i < kRoundSize; ++i)
        hear(i);
}

void HttpAsker::hear(std::size_t index)
{
    int& connection = m_connections[index];
    std::array<char, 16'384> buffer;
    m_answer.clear();
    while (wholeSize(m_answer) == 0 || m_answer.size() < wholeSize(m_answer)) {
        awaitBytes(connection);
        const ssize_t got = ::recv(connection, buffer.data(), buffer.size(), 0);
        if (got <= 0)
            fail("a connection ended before its answer");
        m_answer.append(buffer.data(), static_cast<std::size_t>(got));
    }
    if (!m_answer.starts_with("HTTP/1.1 200 "))
        fail("an answer is none");
    if (!m_keepAlive)
        ::close(std::exchange(connection, -1));
}

} // namespace waggle::guard
