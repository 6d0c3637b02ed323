// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/guard/loneworker.h"

#include "tests/guard/counted.h"
#include "tests/guard/marks.h"

#include <QCoreApplication>

#include <unistd.h>

extern "C" [[gnu::noinline]] void waggleGuardTurn()
{
    QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

namespace waggle::guard {

namespace {

constexpr std::int64_t kWallMs = 1'700'000'000'000;

std::uint64_t finished(const requests::CounterValues& values)
{
    std::uint64_t sum = 0;
    for (const auto& transport : values.requests)
        for (const auto& family : transport)
            for (const auto& kind : family)
                for (const std::uint64_t result : kind)
                    sum += result;
    return sum;
}

} // namespace

LoneWorker::LoneWorker(Marks marks)
    : m_marks(marks)
    , m_context{.store = m_store,
          .share = m_share,
          .clock = {[] { return protocol::Time(1'000'000); }, [] { return kWallMs; }},
          .access = std::make_shared<const access::AccessTable>(),
          .settings = {},
          .capture = {},
          .connectionIds = server::ConnectionIds(server::ConnectionIds::Key{7}),
          .picked = {}}
    , m_listeners(m_context, nullptr)
{
    m_share.ring.setWanted(true); // the request log is on
    const protocol::Endpoint anyPort{protocol::Address::v4(0x7f000001), 0};
    m_listeners.open({{protocol::Transport::Http, anyPort, {}}, {protocol::Transport::Udp, anyPort, {}}});
}

std::uint16_t LoneWorker::port(protocol::Transport transport) const
{
    for (const auto& state : m_listeners.states())
        if (state.transport == transport)
            return state.port;
    return 0;
}

std::uint64_t LoneWorker::connectionId(const protocol::Address& source) const
{
    return m_context.connectionIds.issue(source, kWallMs / 1000);
}

void LoneWorker::measure()
{
    m_isMeasured = true;
}

void LoneWorker::beginRound()
{
    mark(kMarkRound);
}

void LoneWorker::mark(long which) const
{
    if (m_isMeasured && m_marks == Marks::ForTracer)
        ::syscall(which);
}

void LoneWorker::serveTurn()
{
    if (!m_isMeasured)
        return QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    setCounting(true);
    mark(kMarkBegin);
    waggleGuardTurn();
    mark(kMarkEnd);
    setCounting(false);
}

template <typename Done>
void LoneWorker::serveUntil(Done done)
{
    while (!done(m_share.counters.read()))
        serveTurn();
}

void LoneWorker::serveRequests(std::uint64_t count)
{
    m_expected += count;
    serveUntil([this](const requests::CounterValues& values) { return finished(values) >= m_expected; });
}

void LoneWorker::serveUntilConnections(std::uint64_t open)
{
    serveUntil([open](const requests::CounterValues& values) { return values.httpConnections == open; });
}

void LoneWorker::drainRecords()
{
    m_records.clear();
    m_share.ring.drain(m_records);
}

} // namespace waggle::guard
