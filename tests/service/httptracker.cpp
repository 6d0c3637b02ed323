// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/httptracker.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QThread>

#include <gtest/gtest.h>

namespace waggle::test {

using protocol::Address;
using protocol::Family;

namespace {

template <typename Condition>
bool waitFor(const Condition& condition)
{
    const QDeadlineTimer patience(10'000);
    while (!condition() && !patience.hasExpired()) {
        QCoreApplication::processEvents();
        QThread::yieldCurrentThread();
    }
    return condition();
}

settings::Settings onLoopback(settings::Settings settings)
{
    settings.listen = {{*Address::parse("127.0.0.1"), {}, 0}, {*Address::parse("::1"), {}, 0}};
    settings.httpPort = 0;
    settings.udpPort.reset();
    return settings;
}

} // namespace

HttpTracker::HttpTracker(const settings::Settings& settings, bool portable)
    : m_now(std::make_shared<std::atomic<std::int64_t>>(1'000'000))
    , m_settings(onLoopback(settings))
    , m_service(m_settings, m_folder.filePath(QStringLiteral("secret")),
          machine::Clock{[now = m_now] { return protocol::Time(now->load()); }, [] { return 1'000'000'000; }})
{
    bool isStarted = false;
    QObject::connect(&m_service, &server::TrackerService::started, &m_service, [&] { isStarted = true; });
    m_service.setPortableHttp(portable);
    m_service.setCapture({requests::CaptureScope::What::All, {}, {}});
    m_service.shares().front()->ring.setWanted(true);
    m_service.start();
    EXPECT_TRUE(waitFor([&] { return isStarted; }));
}

protocol::Endpoint HttpTracker::endpoint(Family family) const
{
    for (const auto& listener : m_service.listeners()) {
        const bool isHttp = listener.transport == protocol::Transport::Http;
        if (isHttp && listener.wanted.address.family() == family)
            return {listener.wanted.address, listener.port};
    }
    ADD_FAILURE() << "no HTTP listener of this family";
    return {};
}

void HttpTracker::advance(protocol::Time time)
{
    *m_now += time.count();
}

std::vector<HttpTracker::Request> HttpTracker::requests(std::size_t count)
{
    std::vector<Request> all;
    (void)waitFor([&] {
        std::vector<std::byte> bytes;
        m_service.shares().front()->ring.drain(bytes);
        requests::RecordReader reader(bytes);
        requests::RecordReader::Entry entry;
        while (reader.next(entry))
            all.push_back(
                {entry.record, {entry.raw.begin(), entry.raw.end()}, {entry.reply.begin(), entry.reply.end()}});
        return all.size() >= count;
    });
    return all;
}

requests::CounterValues HttpTracker::counters() const
{
    return m_service.shares().front()->counters.read();
}

bool HttpTracker::waitForBytesIn(std::uint64_t bytes) const
{
    return waitFor([&] {
        const auto values = counters();
        const auto& in = values.bytesIn[static_cast<std::size_t>(protocol::Transport::Http)];
        return in[0] + in[1] >= bytes;
    });
}

bool HttpTracker::waitForConnections(std::uint64_t open) const
{
    return waitFor([&] { return counters().httpConnections == open; });
}

} // namespace waggle::test
