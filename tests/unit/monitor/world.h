// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/monitor.h"
#include "core/swarm/store.h"

#include <memory>
#include <string>

// A tracker without sockets on a clock that the test moves: announces go into the store and into a worker's ring as the
// front ends would put them, a monitor looks on.
namespace waggle::monitor {

inline constexpr std::int64_t kWallStart = 1'700'000'000'000;

[[nodiscard]] inline InfoHash hash(unsigned number)
{
    InfoHash infoHash;
    infoHash.bytes.fill(0x40);
    infoHash.bytes[18] = static_cast<std::uint8_t>(number >> 8);
    infoHash.bytes[19] = static_cast<std::uint8_t>(number);
    return infoHash;
}

[[nodiscard]] inline protocol::PeerId peer(unsigned number, const std::string& client = "-qB4630-")
{
    protocol::PeerId id;
    id.bytes.fill('x');
    std::copy(client.begin(), client.end(), id.bytes.begin());
    id.bytes[18] = static_cast<std::uint8_t>(number >> 8);
    id.bytes[19] = static_cast<std::uint8_t>(number);
    return id;
}

[[nodiscard]] inline protocol::Endpoint endpoint(const std::string& address, std::uint16_t port = 6881)
{
    return {protocol::Address::parse(address).value(), port};
}

struct Report {
    InfoHash infoHash = hash(1);
    protocol::PeerId peerId = peer(1);
    protocol::Endpoint from = endpoint("10.0.0.1");
    std::uint64_t downloaded = 0, uploaded = 0, left = 1000;
    protocol::Event event = protocol::Event::None;
    protocol::Transport transport = protocol::Transport::Udp;
};

class World {
public:
    explicit World(swarm::Policy policy = fixedPolicy())
        : store({policy, {}, 2, 1})
        , share(std::make_shared<requests::WorkerShare>())
        , monitor(store, {share}, clock())
    {
        QObject::connect(&monitor, &Monitor::overviewReady, &monitor, [this](const OverviewPtr& o) { overview = o; });
        QObject::connect(&monitor, &Monitor::answered, &monitor, [this](const Answer& answer) { keep(answer); });
    }

    [[nodiscard]] static swarm::Policy fixedPolicy()
    {
        swarm::Policy policy;
        policy.interval = swarm::seconds(300);
        return policy;
    }

    [[nodiscard]] machine::Clock clock()
    {
        return {[this] { return now; }, [this] { return kWallStart + now.count(); }};
    }

    swarm::AnnounceResult announce(const Report& report)
    {
        swarm::Announce request;
        request.infoHash = report.infoHash;
        request.peerId = report.peerId;
        request.endpoint = report.from;
        request.downloaded = report.downloaded;
        request.uploaded = report.uploaded;
        request.left = report.left;
        request.event = report.event;
        request.transport = report.transport;
        request.numwant = protocol::kDefaultNumwant;
        const swarm::AnnounceResult result = store.announce(request, now, m_picked);

        requests::RequestRecord record = recordOf(report);
        record.movedDown = result.movedDown;
        record.movedUp = result.movedUp;
        record.spanMs = static_cast<std::uint32_t>(result.span.count());
        record.givenInterval = static_cast<std::uint16_t>(result.interval.count());
        record.peersReturned = static_cast<std::uint16_t>(m_picked.count4 + m_picked.count6);
        note(record);
        return result;
    }

    [[nodiscard]] requests::RequestRecord recordOf(const Report& report) const
    {
        requests::RequestRecord record;
        record.timeMs = now.count();
        record.kind = requests::RequestKind::Announce;
        record.transport = report.transport;
        record.event = report.event;
        record.from = report.from.address;
        record.hasSwarm = record.hasPeer = true;
        record.infoHash = report.infoHash;
        record.peerId = report.peerId;
        record.downloaded = report.downloaded;
        record.uploaded = report.uploaded;
        record.left = report.left;
        record.isSeed = report.left == 0;
        return record;
    }

    void note(const requests::RequestRecord& record, std::span<const std::uint8_t> raw = {},
        std::span<const std::uint8_t> reply = {})
    {
        share->counters.count(record);
        share->ring.add(record, raw, reply);
        share->ring.flush();
    }

    // Moves the clock in steps, a tick at the end of each.
    void run(Time length, Time step = Time(1000))
    {
        const Time end = now + length;
        while (now < end) {
            now = std::min(now + step, end);
            monitor.advance();
        }
    }
    void tickAt(Time at)
    {
        now = at;
        monitor.advance();
    }

    Time now{0};
    swarm::Store store;
    std::shared_ptr<requests::WorkerShare> share;
    Monitor monitor;

    OverviewPtr overview;
    SwarmPagePtr swarms;
    PeerPagePtr peers;
    RequestPagePtr requests;
    SeriesPtr series;
    RequestDetailPtr detail;

private:
    void keep(const Answer& answer)
    {
        const auto into = [&answer]<typename Kind>(Kind& last) {
            if (const Kind* const one = std::get_if<Kind>(&answer))
                last = *one;
        };
        into(swarms);
        into(peers);
        into(requests);
        into(series);
        if (const auto* one = std::get_if<DetailAnswer>(&answer))
            detail = one->detail;
    }

    swarm::PickedPeers m_picked;
};

} // namespace waggle::monitor
