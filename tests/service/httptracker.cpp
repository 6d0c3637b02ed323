// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/httptracker.h"

#include "core/server/httpfrontend.h"

#include <QDeadlineTimer>

#include <gtest/gtest.h>

namespace waggle::test {

using protocol::Address;
using protocol::Family;

namespace {

std::shared_ptr<const access::AccessTable> accessOf(const settings::Settings& settings)
{
    auto table = std::make_shared<access::AccessTable>();
    table->anyone = settings.allow == settings::Allow::Anyone;
    for (const auto& text : settings.trustedProxies)
        table->trustedProxies.push_back(access::Network::parse(text.toStdString()).value());
    for (const auto& text : settings.claimedIpNetworks)
        table->claimedIpNetworks.push_back(access::Network::parse(text.toStdString()).value());
    return table;
}

template <typename Condition>
bool waitFor(const Condition& condition)
{
    const QDeadlineTimer patience(10'000);
    while (!condition() && !patience.hasExpired())
        QThread::yieldCurrentThread();
    return condition();
}

} // namespace

class HttpTracker::Worker {
public:
    Worker(const settings::Settings& settings, const server::Clock& clock)
        : store({settings.policy, settings.caps, 4, 1})
        , context{store, share, clock, 0, accessOf(settings), settings, {server::CaptureScope::What::All, {}, {}},
              server::ConnectionIds({}), {}, 0, {}}
    {
    }
    void open()
    {
        front4 = std::make_unique<server::HttpFrontEnd>(context, nullptr);
        front6 = std::make_unique<server::HttpFrontEnd>(context, nullptr);
        const auto bound4 = front4->listen({*Address::parse("127.0.0.1"), 0}, {});
        const auto bound6 = front6->listen({*Address::parse("::1"), 0}, {});
        EXPECT_TRUE(bound4 && bound6);
        port4 = bound4.value_or(0);
        port6 = bound6.value_or(0);
    }
    void close()
    {
        front4.reset();
        front6.reset();
    }

    swarm::Store store;
    server::WorkerShare share;
    server::WorkerContext context;
    std::unique_ptr<server::HttpFrontEnd> front4;
    std::unique_ptr<server::HttpFrontEnd> front6;
    std::uint16_t port4 = 0;
    std::uint16_t port6 = 0;
    QObject here;
};

HttpTracker::HttpTracker(const settings::Settings& settings)
    : m_now(std::make_shared<std::atomic<std::int64_t>>(1'000'000))
    , m_worker(std::make_unique<Worker>(
          settings, server::Clock{[now = m_now] { return swarm::Time(now->load()); }, [] { return 0; }}))
{
    m_worker->here.moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        &m_worker->here, [this] { m_worker->open(); }, Qt::BlockingQueuedConnection);
}

HttpTracker::~HttpTracker()
{
    QMetaObject::invokeMethod(
        &m_worker->here, [this] { m_worker->close(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

protocol::Endpoint HttpTracker::endpoint(Family family) const
{
    return family == Family::V4 ? protocol::Endpoint{*Address::parse("127.0.0.1"), m_worker->port4}
                                : protocol::Endpoint{*Address::parse("::1"), m_worker->port6};
}

void HttpTracker::advance(swarm::Time time) { *m_now += time.count(); }

std::vector<HttpTracker::Request> HttpTracker::requests(std::size_t count)
{
    std::vector<Request> all;
    (void)waitFor([&] {
        std::vector<std::byte> bytes;
        m_worker->share.ring.drain(bytes);
        server::RecordReader reader(bytes);
        server::RecordReader::Entry entry;
        while (reader.next(entry))
            all.push_back({entry.record, {entry.raw.begin(), entry.raw.end()}, {entry.reply.begin(), entry.reply.end()}});
        return all.size() >= count;
    });
    return all;
}

server::CounterValues HttpTracker::counters() const { return m_worker->share.counters.read(); }

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

swarm::Totals HttpTracker::totals() const { return m_worker->store.totals(); }

} // namespace waggle::test
