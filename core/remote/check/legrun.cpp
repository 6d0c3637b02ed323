// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/legrun.h"

#include "core/remote/net/elapsed.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace waggle::remote {

namespace {

constexpr int kSlow = 8; // part of the patience there is

// A handshake that had grown old was renewed on the way.
int costOf(const Exchange& exchange)
{
    return 1 + (exchange.step.kind == StepKind::Offer ? 1 : 0) + (exchange.udp ? exchange.udp->renewals : 0);
}

} // namespace

LegRun::LegRun(const CheckParts& parts, const PlanHashes& hashes, const TrackerRecord& tracker, LegRecord& leg,
    std::optional<Duration> dns, QString pacedHost, const QElapsedTimer& clock)
    : m_parts(parts)
    , m_hashes(hashes)
    , m_tracker(tracker)
    , m_leg(leg)
    , m_pacedHost(std::move(pacedHost))
    , m_clock(clock)
    , m_client(parts.makeClient({parts.options, tracker, leg, dns}))
{
    m_wait.setSingleShot(true);
    m_wait.setTimerType(Qt::PreciseTimer);
    connect(&m_wait, &QTimer::timeout, this, &LegRun::ask);
    m_rest.setSingleShot(true);
    m_rest.setTimerType(Qt::PreciseTimer);
    connect(&m_rest, &QTimer::timeout, this, &LegRun::look);
}

void LegRun::goOn()
{
    const Move move = nextMove(m_tracker, m_leg, m_hashes, since(m_clock));
    m_leg.pause.reset();
    if (move.step) {
        askSoon(*move.step);
    } else if (move.pause) {
        rest(*move.pause);
        Q_EMIT paused();
    } else {
        m_leg.isOver = true;
        Q_EMIT finished();
    }
}

void LegRun::askSoon(const Step& step)
{
    m_step = step;
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
    m_wait.start(m_parts.pace.reserve(
        m_pacedHost, std::chrono::duration_cast<HostPace::Time>(now))); // at 0 too: the clients' answers must not nest
}

void LegRun::rest(const Pause& pause)
{
    m_leg.pause = pause;
    if (pause.until)
        m_rest.start(std::max(
            std::chrono::milliseconds(1), std::chrono::ceil<std::chrono::milliseconds>(*pause.until - since(m_clock))));
}

void LegRun::look()
{
    if (!m_leg.pause)
        return;
    const Move move = nextMove(m_tracker, m_leg, m_hashes, since(m_clock));
    m_rest.stop();
    if (move.pause)
        return rest(*move.pause);
    m_leg.pause.reset();
    Q_EMIT ready();
}

void LegRun::ask()
{
    m_isAsking = true;
    m_asked = since(m_clock);
    m_askedWallMs = QDateTime::currentMSecsSinceEpoch();
    m_client->ask(m_step, [this](Exchange exchange) { answered(std::move(exchange)); });
}

void LegRun::answered(Exchange exchange)
{
    m_isAsking = false;
    exchange.since = m_asked;
    exchange.wallMs = m_askedWallMs;
    if (!exchange.request.isEmpty() || exchange.step.kind == StepKind::TlsVersion)
        m_leg.requests += costOf(exchange);
    const bool isSlow = exchange.phases.total > m_parts.options.timeout / kSlow;
    m_leg.exchanges.push_back(std::move(exchange));
    Q_EMIT advanced();
    if (isSlow && nextMove(m_tracker, m_leg, m_hashes, since(m_clock)).step) {
        Q_EMIT paused(); // others may ask before it goes on
        Q_EMIT ready();
    } else {
        goOn();
    }
}

void LegRun::cancel()
{
    m_wait.stop();
    m_rest.stop();
    m_leg.pause.reset();
    if (std::exchange(m_isAsking, false))
        m_leg.exchanges.push_back(cutOff());
    const auto goodbyes = farewells(m_tracker, m_leg, m_hashes);
    m_client->cancel();
    for (const Step& goodbye : goodbyes)
        m_client->sendStopped(goodbye);
}

// The tracker may have heard it already.
Exchange LegRun::cutOff() const
{
    Exchange exchange;
    exchange.step = m_step;
    exchange.cause = Cause::Cancelled;
    exchange.since = m_asked;
    exchange.wallMs = m_askedWallMs;
    exchange.request = "(cut off)";
    return exchange;
}

} // namespace waggle::remote
