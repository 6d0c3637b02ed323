// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/livetracker.h"

#include <QtCore/qtestsupport_core.h>

namespace waggle::test {

using protocol::Address;
using protocol::Endpoint;
using protocol::Transport;
using server::TrackerService;

namespace {

constexpr int kPatienceMs = 10'000;

} // namespace

bool waitUntil(const std::function<bool()>& condition)
{
    return QTest::qWaitFor(condition, kPatienceMs);
}

settings::ListenEntry listenEntry(const char* address, std::uint16_t port)
{
    return {Address::parse(address).value_or(Address()), {}, port};
}

settings::Settings loopbackSettings()
{
    settings::Settings settings;
    settings.listen = {listenEntry("127.0.0.1"), listenEntry("::1")};
    return settings;
}

LiveTracker::LiveTracker(const settings::Settings& settings, const Options& options)
    : m_time(options.time ? options.time : std::make_shared<Time>())
{
    const auto time = m_time;
    const QString path
        = options.secretPath.isEmpty() ? m_folder.filePath(QStringLiteral("secret")) : options.secretPath;
    m_service = std::make_unique<TrackerService>(settings, path,
        machine::Clock{[time] { return protocol::Time(time->ms); }, [time] { return time->wallStartMs + time->ms; }});
    m_service->setPortableUdp(options.portableUdp);
    for (const auto& share : m_service->shares())
        share->ring.setWanted(true);
}

bool LiveTracker::waitForSignal(void (TrackerService::*signal)(), void (TrackerService::*call)())
{
    bool came = false;
    QObject context;
    QObject::connect(m_service.get(), signal, &context, [&came] { came = true; });
    (m_service.get()->*call)();
    return waitUntil([&came] { return came; });
}

bool LiveTracker::start()
{
    return waitForSignal(&TrackerService::started, &TrackerService::start);
}

bool LiveTracker::stop()
{
    return waitForSignal(&TrackerService::stopped, &TrackerService::stop);
}

void LiveTracker::advance(std::chrono::seconds time)
{
    m_time->ms += std::chrono::milliseconds(time).count();
}

const server::ListenerState* LiveTracker::listener(Transport transport, const char* wanted) const
{
    const auto address = Address::parse(wanted);
    for (const auto& state : m_service->listeners()) {
        if (state.transport == transport && state.wanted.address == address)
            return &state;
    }
    return nullptr;
}

Endpoint LiveTracker::endpoint(Transport transport, const char* wanted) const
{
    const auto* state = listener(transport, wanted);
    return state ? Endpoint{state->wanted.address, state->port} : Endpoint{};
}

Endpoint LiveTracker::udp(protocol::Family family) const
{
    return endpoint(Transport::Udp, family == protocol::Family::V4 ? "127.0.0.1" : "::1");
}

std::vector<requests::RequestRecord> LiveTracker::requests(std::size_t count)
{
    std::vector<requests::RequestRecord> records;
    const auto drain = [&] {
        for (const auto& share : m_service->shares()) {
            std::vector<std::byte> bytes;
            share->ring.drain(bytes);
            requests::RecordReader reader(bytes);
            requests::RecordReader::Entry entry;
            while (reader.next(entry))
                records.push_back(entry.record);
        }
        return records.size() >= count;
    };
    static_cast<void>(waitUntil(drain));
    return records;
}

requests::CounterValues LiveTracker::counters() const
{
    requests::CounterValues sum;
    for (const auto& share : m_service->shares())
        sum += share->counters.read();
    return sum;
}

} // namespace waggle::test
