// SPDX-License-Identifier: GPL-3.0-or-later
// Load for a UDP tracker on 127.0.0.1 (and ::1): --rate 0 keeps --outstanding announces under way and shows how many
// are answered, another --rate sends at that rate whatever comes back and shows how late the answers are. Latencies
// count from the moment an announce was due, so a generator or a tracker that lags behind cannot hide it.
//   --fill 1          first each peer announces once, until all are answered; with --seconds 0 nothing else
//   --step S          also shows what happened in each S seconds
//   --flood-rate R    as many more a second, from --flood-from on for --flood-seconds
#include "tests/bench/inflight.h"
#include "tests/bench/measure.h"
#include "tests/bench/sourceids.h"
#include "tests/bench/timeline.h"
#include "tests/bench/udpsocket.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <poll.h>

namespace waggle::bench {
namespace {

constexpr Nanos kLostAfter = kSecond / 2;

struct Counts {
    std::uint64_t sent = 0, wrong = 0, answered = 0, refused = 0, lost = 0, announceBytes = 0, announces = 0;
    Histogram latency;
};

// What comes on top of an open loop, for a while; nobody waits for its answers, and nobody reads them.
struct Flood {
    double rate, from, seconds;
    std::uint64_t sent = 0;
};

struct Options {
    explicit Options(const Arguments& arguments);

    TrafficOptions traffic;
    bool fill;
    double rate, seconds, warmUp, step;
    std::uint32_t outstanding;
    Flood flood;
    int pid;
    std::uint16_t port;
};

Options::Options(const Arguments& arguments)
    : fill(arguments.number("fill", 0) != 0)
    , rate(arguments.number("rate", 0))
    , seconds(arguments.number("seconds", 5))
    , warmUp(arguments.number("warm-up", 2))
    , step(arguments.number("step", 0))
    , outstanding(static_cast<std::uint32_t>(arguments.number("outstanding", 512)))
    , flood{arguments.number("flood-rate", 0), arguments.number("flood-from", 1), arguments.number("flood-seconds", 3)}
    , pid(static_cast<int>(arguments.number("pid", 0)))
    , port(static_cast<std::uint16_t>(arguments.number("port", 6969)))
{
    const auto whole = [&](std::string_view name, std::uint32_t otherwise) {
        return static_cast<std::uint32_t>(arguments.number(name, otherwise));
    };
    traffic.torrents = whole("torrents", traffic.torrents);
    traffic.zipf = arguments.number("zipf", traffic.zipf);
    traffic.peers = whole("peers", traffic.peers);
    traffic.sources = whole("sources", traffic.sources);
    traffic.wrong = arguments.number("wrong", traffic.wrong);
    traffic.v6 = arguments.number("v6", traffic.v6);
    traffic.numwant = whole("numwant", traffic.numwant);
    traffic.asks = whole("asks", static_cast<std::uint32_t>(traffic.asks));
    traffic.turn = whole("turn", static_cast<std::uint32_t>(traffic.turn));
}

class UdpLoad {
public:
    explicit UdpLoad(const Options& options);
    void run();

private:
    void fill();
    void measure();
    void preparePackets(const std::vector<Ask>& asks);
    void loop(Nanos begin, Nanos end);
    std::size_t sendDue(Nanos begin, Nanos time);
    void sendFlood(Nanos begin, Nanos time);
    void send(std::size_t index, Nanos due);
    std::size_t receiveAll();
    void take(std::span<const std::uint8_t> reply, Nanos time);
    void giveUp(Nanos time);
    void wait();
    void print(double seconds, const ProcessorUse& use) const;
    [[nodiscard]] UdpSocket& socketOf(const Ask& ask) { return ask.v6 ? m_v6 : m_v4; }

    Options m_options;
    UdpSocket m_v4, m_v6, m_unread;
    SourceIds m_ids;
    std::vector<Ask> m_asks;
    std::vector<Packet> m_packets; // of m_asks
    std::size_t m_next = 0;
    std::uint64_t m_due = 0; // open loop: asked since begin
    std::optional<InFlight> m_inFlight;
    Nanos m_nextGiveUp = 0;
    Flood m_flood;
    Timeline m_timeline;
    Counts m_counts;
    Nanos m_filledFrom = 0, m_filledTo = 0, m_begin = 0;
};

UdpLoad::UdpLoad(const Options& options)
    : m_options(options)
    , m_v4(false, options.port, options.traffic.sources)
    , m_v6(true, options.port, 0)
    , m_unread(false, options.port, options.traffic.sources)
    , m_ids(m_v4, m_v6, options.traffic)
    , m_flood(options.flood)
    , m_timeline(nanos(options.step), nanos(options.seconds))
{
}

void UdpLoad::run()
{
    if (m_options.fill)
        fill();
    if (m_options.seconds > 0 || !m_options.fill)
        measure();
}

// Each peer announces once, nothing else, until the tracker has answered them all.
void UdpLoad::fill()
{
    preparePackets(makePeers(m_options.traffic));
    m_inFlight.emplace(m_options.outstanding);
    m_filledFrom = now();
    std::vector<std::size_t> again;
    const auto answer = [&](std::span<const std::uint8_t> reply) {
        if (reply.size() >= 8 && get32(reply.data()) == 1)
            (void)m_inFlight->take(get32(&reply[4]));
    };
    while (m_next < m_asks.size() || !again.empty() || !m_inFlight->isEmpty()) {
        const Nanos time = now();
        while (!m_inFlight->isFull() && (m_next < m_asks.size() || !again.empty())) {
            if (again.empty()) {
                send(m_next++, time);
            } else {
                send(again.back(), time);
                again.pop_back();
            }
        }
        m_v4.flush();
        m_v6.flush();
        if (m_v4.receive(answer) + m_v6.receive(answer) == 0)
            wait();
        m_inFlight->giveUp(now() - kLostAfter, [&](const InFlight::Asked& lost) { again.push_back(lost.ask); });
        if (now() - m_filledFrom > 120 * kSecond)
            bench::fail("the tracker did not take all peers");
    }
    m_filledTo = now();
}

void UdpLoad::preparePackets(const std::vector<Ask>& asks)
{
    m_asks = asks;
    m_next = 0;
    m_packets.clear();
    m_packets.reserve(m_asks.size());
    for (const Ask& ask : m_asks)
        m_packets.push_back(packetOf(ask, m_ids.of(ask), m_options.traffic.numwant));
}

void UdpLoad::measure()
{
    preparePackets(makeAsks(m_options.traffic));
    m_inFlight.emplace(m_options.rate > 0 ? 1u << 17 : m_options.outstanding);
    const Nanos warm = now();
    loop(warm, warm + nanos(m_options.warmUp));
    m_counts = {};
    m_due = 0;
    const ProcessorUse use(m_options.pid);
    m_begin = now();
    m_timeline.begin(m_begin);
    loop(m_begin, m_begin + nanos(m_options.seconds));
    const double seconds = static_cast<double>(now() - m_begin) / kSecond;
    giveUp(now()); // what is still under way had its chance only if it is old enough
    print(seconds, use);
}

void UdpLoad::loop(Nanos begin, Nanos end)
{
    for (Nanos time = now(); time < end; time = now()) {
        const std::size_t sent = sendDue(begin, time);
        if (begin == m_begin)
            sendFlood(begin, time);
        if (receiveAll() == 0 && sent == 0)
            wait();
        if (time >= m_nextGiveUp)
            giveUp(time);
    }
}

std::size_t UdpLoad::sendDue(Nanos begin, Nanos time)
{
    const double rate = m_options.rate;
    const auto due = static_cast<std::uint64_t>(static_cast<double>(time - begin) * rate / kSecond) + 1;
    std::size_t sent = 0;
    for (; sent < UdpSocket::kBatch && (rate == 0 || m_due < due); ++sent, ++m_due) {
        if (m_inFlight->isFull() && rate == 0)
            break;
        send(m_next, rate == 0 ? time : begin + nanos(static_cast<double>(m_due) / rate));
        m_next = m_next + 1 == m_asks.size() ? 0 : m_next + 1;
    }
    m_v4.flush();
    m_v6.flush();
    return sent;
}

void UdpLoad::sendFlood(Nanos begin, Nanos time)
{
    const Nanos since = time - begin - nanos(m_flood.from);
    if (m_flood.rate == 0 || since < 0 || since > nanos(m_flood.seconds))
        return;
    const auto due = static_cast<std::uint64_t>(static_cast<double>(since) * m_flood.rate / kSecond);
    for (std::size_t i = 0; i < UdpSocket::kBatch && m_flood.sent < due; ++i, ++m_flood.sent) {
        const std::size_t index = m_flood.sent % m_asks.size();
        put32(&m_packets[index].bytes[12], InFlight::kNoId);
        if (!m_asks[index].v6)
            m_unread.add(m_packets[index], m_asks[index].source);
    }
    m_unread.flush();
}

void UdpLoad::send(std::size_t index, Nanos due)
{
    const Ask& ask = m_asks[index];
    std::uint32_t id = InFlight::kNoId;
    if (!isAnswered(ask.kind))
        ++m_counts.wrong;
    else if (!m_inFlight->isFull())
        id = m_inFlight->put({due, index});
    else
        ++m_counts.lost; // an open loop whose answers stay away
    put32(&m_packets[index].bytes[12], id);
    ++m_counts.sent;
    socketOf(ask).add(m_packets[index], ask.source);
}

std::size_t UdpLoad::receiveAll()
{
    const Nanos time = now();
    const auto visit = [&](std::span<const std::uint8_t> reply) { take(reply, time); };
    return m_v4.receive(visit) + (m_options.traffic.v6 > 0 ? m_v6.receive(visit) : 0);
}

void UdpLoad::take(std::span<const std::uint8_t> reply, Nanos time)
{
    const auto asked = reply.size() < 8 ? std::nullopt : m_inFlight->take(get32(&reply[4]));
    if (!asked)
        return;
    const bool announce = get32(reply.data()) == 1 && reply.size() >= 20;
    m_counts.latency.add(time - asked->due);
    m_timeline.answered(asked->due, time - asked->due, announce ? get32(&reply[12]) + get32(&reply[16]) : 0);
    if (get32(reply.data()) == 3) {
        ++m_counts.refused;
        return;
    }
    ++m_counts.answered;
    if (announce) {
        ++m_counts.announces;
        m_counts.announceBytes += reply.size();
    }
}

void UdpLoad::giveUp(Nanos time)
{
    m_nextGiveUp = time + kLostAfter / 5;
    m_inFlight->giveUp(time - kLostAfter, [&](const InFlight::Asked& asked) {
        ++m_counts.lost;
        m_timeline.lost(asked.due);
    });
}

void UdpLoad::wait()
{
    if (m_options.rate > 0)
        return; // the next one is due in microseconds
    std::array<pollfd, 2> ready{pollfd{m_v4.descriptor(), POLLIN, 0}, pollfd{m_v6.descriptor(), POLLIN, 0}};
    ::poll(ready.data(), ready.size(), 10);
}

void UdpLoad::print(double seconds, const ProcessorUse& use) const
{
    const auto answered = static_cast<double>(m_counts.answered);
    JsonLine line;
    line.add("loop", m_options.rate > 0 ? "open" : "closed");
    line.add("answered_per_s", answered / seconds);
    line.add("sent", static_cast<double>(m_counts.sent));
    line.add("wrong", static_cast<double>(m_counts.wrong));
    line.add("answered", answered);
    line.add("refused", static_cast<double>(m_counts.refused));
    line.add("lost", static_cast<double>(m_counts.lost));
    line.add("bytes_per_announce",
        static_cast<double>(m_counts.announceBytes)
            / static_cast<double>(std::max<std::uint64_t>(m_counts.announces, 1)));
    line.add(m_counts.latency);
    use.addTo(line, answered);
    if (m_options.fill) { // before what is measured, hence below 0
        line.add("filled_from_s", static_cast<double>(m_filledFrom - m_begin) / kSecond);
        line.add("filled_to_s", static_cast<double>(m_filledTo - m_begin) / kSecond);
    }
    if (m_flood.rate > 0)
        line.add("flood_per_s", static_cast<double>(m_flood.sent) / m_flood.seconds);
    m_timeline.addTo(line);
    line.print();
}

} // namespace
} // namespace waggle::bench

int main(int argc, char** argv)
{
    using namespace waggle::bench;
    const Arguments arguments(argc, argv,
        {"port", "rate", "seconds", "warm-up", "outstanding", "pid", "torrents", "zipf", "peers", "sources", "wrong",
            "v6", "numwant", "asks", "turn", "fill", "step", "flood-rate", "flood-from", "flood-seconds", "whitelist"});
    if (const std::string file = arguments.text("whitelist", ""); !file.empty()) { // write it and end
        TrafficOptions traffic;
        traffic.torrents = static_cast<std::uint32_t>(arguments.number("torrents", traffic.torrents));
        std::FILE* out = std::fopen(file.c_str(), "w");
        if (!out)
            fail(file);
        std::fputs(whitelist(traffic).c_str(), out);
        return std::fclose(out) == 0 ? 0 : 1;
    }
    auto load = std::make_unique<UdpLoad>(Options(arguments));
    load->run();
}
