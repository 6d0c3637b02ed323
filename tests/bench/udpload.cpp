// SPDX-License-Identifier: GPL-3.0-or-later
// Load for a UDP tracker on 127.0.0.1 (and ::1): --rate 0 keeps --outstanding announces under way and shows how many
// are answered, another --rate sends at that rate whatever comes back and shows how late the answers are. Latencies
// count from the moment an announce was due, so a generator or a tracker that lags behind cannot hide it.
#include "tests/bench/measure.h"
#include "tests/bench/udpsocket.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <poll.h>

namespace waggle::bench {
namespace {

constexpr Nanos kSecond = 1'000'000'000;
constexpr Nanos kLostAfter = kSecond / 2;
constexpr unsigned kSlotBits = 20;
constexpr std::uint32_t kNoSlot = 0xffffffff;

struct Counts {
    std::uint64_t sent = 0, wrong = 0, answered = 0, refused = 0, lost = 0, announceBytes = 0, announces = 0;
    Histogram latency;
};

class UdpLoad {
public:
    explicit UdpLoad(const Arguments& arguments);
    void run();

private:
    struct Slot {
        Nanos since = 0; // 0: free
        std::uint32_t generation = 0;
    };

    void connect();
    void connectMissing();
    void preparePackets();
    void measure();
    void loop(Nanos begin, Nanos end);
    std::size_t sendDue(Nanos begin, Nanos time);
    bool sendNext(Nanos since);
    std::size_t receiveAll();
    void take(std::span<const std::uint8_t> reply, Nanos time);
    void giveUp(Nanos time);
    void wait();
    void print(double seconds, double cpu) const;
    [[nodiscard]] UdpSocket& socketOf(bool v6) { return v6 ? *m_v6 : *m_v4; }

    TrafficOptions m_traffic;
    double m_rate, m_seconds, m_warmUp;
    std::uint32_t m_outstanding;
    int m_pid;
    std::unique_ptr<UdpSocket> m_v4, m_v6;
    std::vector<Ask> m_asks;
    std::vector<Packet> m_packets;
    std::size_t m_next = 0;
    std::uint64_t m_due = 0; // open loop: asked since begin
    std::vector<std::uint64_t> m_ids; // connection ids by source, then that of ::1; 0: none yet
    std::vector<Slot> m_slots;
    std::vector<std::uint32_t> m_free;
    Nanos m_nextGiveUp = 0;
    Counts m_counts;
};

UdpLoad::UdpLoad(const Arguments& arguments)
    : m_rate(arguments.number("rate", 0))
    , m_seconds(arguments.number("seconds", 5))
    , m_warmUp(arguments.number("warm-up", 2))
    , m_outstanding(static_cast<std::uint32_t>(arguments.number("outstanding", 512)))
    , m_pid(static_cast<int>(arguments.number("pid", 0)))
{
    m_traffic.torrents = static_cast<std::uint32_t>(arguments.number("torrents", m_traffic.torrents));
    m_traffic.zipf = arguments.number("zipf", m_traffic.zipf);
    m_traffic.peers = static_cast<std::uint32_t>(arguments.number("peers", m_traffic.peers));
    m_traffic.sources = static_cast<std::uint32_t>(arguments.number("sources", m_traffic.sources));
    m_traffic.wrong = arguments.number("wrong", m_traffic.wrong);
    m_traffic.v6 = arguments.number("v6", m_traffic.v6);
    m_traffic.numwant = static_cast<std::uint32_t>(arguments.number("numwant", m_traffic.numwant));
    m_traffic.asks = static_cast<std::size_t>(arguments.number("asks", static_cast<double>(m_traffic.asks)));
    const auto port = static_cast<std::uint16_t>(arguments.number("port", 6969));
    m_v4 = std::make_unique<UdpSocket>(false, port, m_traffic.sources);
    m_v6 = std::make_unique<UdpSocket>(true, port, 0);
    m_slots.resize(m_rate > 0 ? 1u << 17 : m_outstanding);
    for (std::uint32_t slot = 0; slot < m_slots.size(); ++slot)
        m_free.push_back(slot);
}

void UdpLoad::run()
{
    m_asks = makeAsks(m_traffic);
    connect();
    preparePackets();
    measure();
}

void UdpLoad::connect()
{
    m_ids.assign(m_traffic.sources + 1, 0);
    if (m_traffic.v6 == 0)
        m_ids.back() = 1; // not needed
    for (int round = 0; round < 20; ++round) {
        connectMissing();
        if (std::find(m_ids.begin(), m_ids.end(), 0u) == m_ids.end())
            return;
    }
    std::fprintf(stderr, "No connection ids: is there a tracker?\n");
    std::exit(1);
}

void UdpLoad::connectMissing()
{
    const auto remember = [this](std::span<const std::uint8_t> reply) {
        if (reply.size() >= kConnectSize && get32(reply.data()) == 0 && get32(&reply[4]) < m_ids.size())
            m_ids[get32(&reply[4])] = get64(&reply[8]);
    };
    const auto collect = [&](int milliseconds) {
        for (pollfd ready{m_v4->descriptor(), POLLIN, 0}; ::poll(&ready, 1, milliseconds) > 0;)
            m_v4->receive(remember);
        m_v6->receive(remember);
    };
    std::vector<Packet> packets(m_ids.size());
    for (std::uint32_t source = 0; source < m_ids.size(); ++source) {
        if (m_ids[source] != 0)
            continue;
        packets[source] = connectPacket(source);
        UdpSocket& socket = socketOf(source == m_traffic.sources);
        socket.add(packets[source], source);
        if (source % UdpSocket::kBatch != 0)
            continue;
        socket.flush();
        collect(0);
    }
    m_v4->flush();
    m_v6->flush();
    collect(50);
}

void UdpLoad::preparePackets()
{
    m_packets.reserve(m_asks.size());
    for (const Ask& ask : m_asks)
        m_packets.push_back(packetOf(ask, m_ids[ask.v6 ? m_traffic.sources : ask.source], m_traffic.numwant));
}

void UdpLoad::measure()
{
    const auto nanos = [](double seconds) { return static_cast<Nanos>(seconds * kSecond); };
    const Nanos warm = now();
    loop(warm, warm + nanos(m_warmUp));
    m_counts = {};
    m_due = 0;
    const double cpu = cpuSeconds(m_pid);
    const Nanos begin = now();
    loop(begin, begin + nanos(m_seconds));
    const double seconds = static_cast<double>(now() - begin) / kSecond;
    const double used = cpuSeconds(m_pid) - cpu;
    // What is still under way had its chance only if it is old enough.
    for (const Slot& slot : m_slots)
        m_counts.lost += slot.since != 0 && now() - slot.since > kLostAfter ? 1 : 0;
    print(seconds, used);
}

void UdpLoad::loop(Nanos begin, Nanos end)
{
    for (Nanos time = now(); time < end; time = now()) {
        const std::size_t sent = sendDue(begin, time);
        if (receiveAll() == 0 && sent == 0)
            wait();
        if (time >= m_nextGiveUp)
            giveUp(time);
    }
}

std::size_t UdpLoad::sendDue(Nanos begin, Nanos time)
{
    std::size_t sent = 0;
    if (m_rate > 0) {
        const auto due = static_cast<std::uint64_t>(static_cast<double>(time - begin) * m_rate / kSecond);
        for (; m_due < due && sent < UdpSocket::kBatch; ++sent, ++m_due)
            sendNext(begin + static_cast<Nanos>(static_cast<double>(m_due) / m_rate * kSecond));
    } else {
        while (sent < UdpSocket::kBatch && sendNext(time))
            ++sent;
    }
    m_v4->flush();
    m_v6->flush();
    return sent;
}

// False: all slots are taken.
bool UdpLoad::sendNext(Nanos since)
{
    const Ask& ask = m_asks[m_next];
    Packet& packet = m_packets[m_next];
    std::uint32_t transactionId = kNoSlot;
    if (isAnswered(ask.kind)) {
        if (m_free.empty()) {
            m_counts.lost += m_rate > 0 ? 1 : 0;
            return false;
        }
        const std::uint32_t slot = m_free.back();
        m_free.pop_back();
        m_slots[slot].since = since;
        transactionId = slot | ++m_slots[slot].generation << kSlotBits;
    } else {
        ++m_counts.wrong;
    }
    put32(&packet.bytes[12], transactionId);
    ++m_counts.sent;
    socketOf(ask.v6).add(packet, ask.source);
    m_next = m_next + 1 == m_asks.size() ? 0 : m_next + 1;
    return true;
}

std::size_t UdpLoad::receiveAll()
{
    const Nanos time = now();
    const auto visit = [&](std::span<const std::uint8_t> reply) { take(reply, time); };
    return m_v4->receive(visit) + (m_traffic.v6 > 0 ? m_v6->receive(visit) : 0);
}

void UdpLoad::take(std::span<const std::uint8_t> reply, Nanos time)
{
    if (reply.size() < 8)
        return;
    const std::uint32_t id = get32(&reply[4]);
    const std::uint32_t index = id & ((1u << kSlotBits) - 1);
    if (id == kNoSlot || index >= m_slots.size())
        return;
    Slot& slot = m_slots[index];
    if (slot.since == 0 || (slot.generation << kSlotBits | index) != id)
        return; // given up before
    m_counts.latency.add(time - slot.since);
    slot.since = 0;
    m_free.push_back(index);
    if (get32(reply.data()) == 3) {
        ++m_counts.refused;
        return;
    }
    ++m_counts.answered;
    if (get32(reply.data()) == 1) {
        ++m_counts.announces;
        m_counts.announceBytes += reply.size();
    }
}

void UdpLoad::giveUp(Nanos time)
{
    m_nextGiveUp = time + kLostAfter / 5;
    for (std::uint32_t index = 0; index < m_slots.size(); ++index) {
        Slot& slot = m_slots[index];
        if (slot.since == 0 || time - slot.since <= kLostAfter)
            continue;
        slot.since = 0;
        m_free.push_back(index);
        ++m_counts.lost;
    }
}

void UdpLoad::wait()
{
    if (m_rate > 0)
        return; // the next one is due in microseconds
    std::array<pollfd, 2> ready{pollfd{m_v4->descriptor(), POLLIN, 0}, pollfd{m_v6->descriptor(), POLLIN, 0}};
    ::poll(ready.data(), ready.size(), 10);
}

void UdpLoad::print(double seconds, double cpu) const
{
    const auto answered = static_cast<double>(m_counts.answered);
    JsonLine line;
    line.add("loop", m_rate > 0 ? "open" : "closed");
    line.add("answered_per_s", answered / seconds);
    line.add("sent", static_cast<double>(m_counts.sent));
    line.add("wrong", static_cast<double>(m_counts.wrong));
    line.add("answered", answered);
    line.add("refused", static_cast<double>(m_counts.refused));
    line.add("lost", static_cast<double>(m_counts.lost));
    line.add("bytes_per_announce",
        static_cast<double>(m_counts.announceBytes)
            / static_cast<double>(std::max<std::uint64_t>(m_counts.announces, 1)));
    for (const auto& [name, share] : {std::pair{"p50_us", 0.5}, {"p90_us", 0.9}, {"p99_us", 0.99}, {"p999_us", 0.999}})
        line.add(name, m_counts.latency.percentileUs(share));
    line.add("max_us", m_counts.latency.percentileUs(1));
    if (m_pid > 0)
        line.add("server_cpu_us_per_answer", cpu * 1e6 / std::max(answered, 1.0));
    line.print();
}

} // namespace
} // namespace waggle::bench

int main(int argc, char** argv)
{
    using namespace waggle::bench;
    const Arguments arguments(argc, argv,
        {"port", "rate", "seconds", "warm-up", "outstanding", "pid", "torrents", "zipf", "peers", "sources", "wrong",
            "v6", "numwant", "asks", "whitelist"});
    if (const std::string file = arguments.text("whitelist", ""); !file.empty()) { // write it and end
        TrafficOptions traffic;
        traffic.torrents = static_cast<std::uint32_t>(arguments.number("torrents", traffic.torrents));
        std::FILE* out = std::fopen(file.c_str(), "w");
        if (!out)
            fail(file);
        std::fputs(whitelist(traffic).c_str(), out);
        return std::fclose(out) == 0 ? 0 : 1;
    }
    auto load = std::make_unique<UdpLoad>(arguments);
    load->run();
}
