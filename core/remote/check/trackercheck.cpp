// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/trackercheck.h"

#include "core/remote/net/elapsed.h"
#include "core/remote/wire/dns.h"

#include <QDateTime>

#include <algorithm>

namespace waggle::remote {

using protocol::Endpoint;
using protocol::Family;

namespace {

constexpr std::chrono::milliseconds kReportEvery{50};
constexpr std::size_t kMaxAddresses = 4; // of each family

bool isLocal(const std::optional<Endpoint>& address)
{
    return address && address->address.isLoopback();
}

} // namespace

TrackerCheck::TrackerCheck(const TrackerUrl& url, const CheckParts& parts, JobQueue& queue, const Resolve& resolve,
    TrackerRecord blank, QObject* parent)
    : QObject(parent)
    , m_parts(parts)
    , m_queue(queue)
    , m_resolve(resolve)
    , m_record(std::move(blank))
{
    m_record.url = url;
    m_reportSoon.setSingleShot(true);
    m_reportSoon.setInterval(kReportEvery);
    connect(&m_reportSoon, &QTimer::timeout, this, &TrackerCheck::report);
}

bool TrackerCheck::resolvesHere() const
{
    return m_parts.options.proxy.kind == Proxy::Kind::None && !m_record.url.literal();
}

void TrackerCheck::start()
{
    m_queue.enqueue({}, [this](std::unique_ptr<JobQueue::Place> place) { lookUp(std::move(place)); });
}

void TrackerCheck::lookUp(std::unique_ptr<JobQueue::Place> place)
{
    m_clock.start();
    m_record.startedMs = QDateTime::currentMSecsSinceEpoch();
    if (!resolvesHere()) {
        place.reset();
        makeLegs();
        return;
    }
    m_lookupPlace = std::move(place);
    std::vector<RecordType> types{RecordType::Txt};
    if (m_parts.options.v4)
        types.push_back(RecordType::A);
    if (m_parts.options.v6)
        types.push_back(RecordType::Aaaa);
    m_ticket
        = m_resolve(m_record.url.host, types, [this](std::vector<Lookup> lookups) { lookedUp(std::move(lookups)); });
}

void TrackerCheck::lookedUp(std::vector<Lookup> lookups)
{
    m_record.lookups = std::move(lookups);
    for (const Lookup& lookup : m_record.lookups) {
        if (lookup.type == RecordType::Txt && lookup.cause == Cause::None && !m_record.bep34.present)
            m_record.bep34 = dns::readBep34(lookup.texts);
    }
    makeLegs();
    m_ticket.reset();
    m_lookupPlace.reset();
}

const Lookup* TrackerCheck::lookup(Family family) const
{
    const RecordType type = family == Family::V4 ? RecordType::A : RecordType::Aaaa;
    const auto found = std::find_if(
        m_record.lookups.begin(), m_record.lookups.end(), [type](const Lookup& lookup) { return lookup.type == type; });
    return found == m_record.lookups.end() ? nullptr : &*found;
}

void TrackerCheck::makeLegs()
{
    const CheckOptions& options = m_parts.options;
    const auto literal = m_record.url.literal();
    if (options.proxy.kind != Proxy::Kind::None) { // the proxy resolves: nothing of it may leak past it
        const Family family = literal ? literal->family() : Family::V4;
        addLeg(family, literal ? std::optional(Endpoint{*literal, m_record.url.port}) : std::nullopt);
    } else if (literal) {
        addLeg(literal->family(), Endpoint{*literal, m_record.url.port});
    } else {
        if (options.v4)
            addFamily(Family::V4);
        if (options.v6)
            addFamily(Family::V6);
        if (m_record.legs.empty()) // the name is there, and no address of it
            addFailedLeg(options.v4 ? Family::V4 : Family::V6, Cause::NoData);
    }
    Q_EMIT resolved();
    runLegs();
}

void TrackerCheck::addFamily(Family family)
{
    const Lookup* found = lookup(family);
    if (!found || found->cause == Cause::NoData)
        return;
    if (found->cause != Cause::None) {
        addFailedLeg(family, found->cause);
        return;
    }
    for (std::size_t i = 0; i < std::min(found->addresses.size(), kMaxAddresses); ++i)
        addLeg(family, Endpoint{found->addresses[i], m_record.url.port});
}

void TrackerCheck::addLeg(Family family, std::optional<Endpoint> address)
{
    const bool hasNetwork = family == Family::V4 ? m_record.network.v4 : m_record.network.v6;
    if (m_record.bep34.denied) {
        addFailedLeg(family, Cause::Denied, address);
    } else if (address && !hasNetwork && !isLocal(address)) {
        addFailedLeg(family, Cause::NoNetwork, address);
    } else {
        LegRecord leg;
        leg.scheme = m_record.url.scheme;
        leg.family = family;
        leg.address = address;
        m_record.legs.push_back(std::move(leg));
    }
}

void TrackerCheck::addFailedLeg(Family family, Cause cause, std::optional<Endpoint> address)
{
    LegRecord leg;
    leg.scheme = m_record.url.scheme;
    leg.family = family;
    leg.address = address;
    Exchange exchange;
    exchange.step.name = "lookup";
    exchange.cause = cause;
    exchange.wallMs = m_record.startedMs;
    if (const Lookup* found = lookup(family))
        exchange.phases.dns = found->took;
    leg.exchanges.push_back(std::move(exchange));
    leg.isOver = true;
    m_record.legs.push_back(std::move(leg));
}

void TrackerCheck::runLegs()
{
    m_running.resize(m_record.legs.size());
    m_legsLeft = static_cast<std::size_t>(std::count_if(
        m_record.legs.begin(), m_record.legs.end(), [](const LegRecord& leg) { return leg.exchanges.empty(); }));
    if (m_legsLeft == 0) {
        finish();
        return;
    }
    for (std::size_t i = 0; i < m_record.legs.size(); ++i) {
        const LegRecord& leg = m_record.legs[i];
        if (!leg.exchanges.empty())
            continue;
        m_queue.enqueue(queueHost(i), [this, i](std::unique_ptr<JobQueue::Place> place) {
            m_running[i].place = std::move(place);
            runLeg(i);
        });
    }
}

QString TrackerCheck::queueHost(std::size_t leg) const
{
    return isLocal(m_record.legs[leg].address) ? QString() : m_record.url.host;
}

void TrackerCheck::runLeg(std::size_t index)
{
    LegRecord& leg = m_record.legs[index];
    const Lookup* found = lookup(leg.family);
    PlanHashes hashes = makeHashes(m_parts.seed + index, m_record.hash);
    hashes.shared = makeHashes(m_parts.seed, {}).shared;
    auto run = std::make_unique<LegRun>(
        m_parts, hashes, m_record, leg, found ? std::optional(found->took) : std::nullopt, queueHost(index), m_clock);
    connectLeg(*run, index);
    m_running[index].run = std::move(run);
    m_running[index].run->goOn();
}

// Queued: the run that says so is still on the stack.
void TrackerCheck::connectLeg(LegRun& run, std::size_t index)
{
    connect(&run, &LegRun::advanced, this, [this] {
        if (!m_reportSoon.isActive())
            m_reportSoon.start();
    });
    connect(&run, &LegRun::advanced, this, &TrackerCheck::lookAtPaused, Qt::QueuedConnection);
    connect(
        &run, &LegRun::paused, this,
        [this, index] {
            m_running[index].place.reset();
            lookAtPaused();
        },
        Qt::QueuedConnection);
    connect(
        &run, &LegRun::ready, this, [this, index] { resumeLeg(index); }, Qt::QueuedConnection);
    connect(
        &run, &LegRun::finished, this,
        [this, index] {
            m_running[index] = {};
            legEnded();
        },
        Qt::QueuedConnection);
}

// It waits for a place again.
void TrackerCheck::resumeLeg(std::size_t index)
{
    if (m_isDone)
        return;
    m_queue.enqueueAgain(queueHost(index), [this, index](std::unique_ptr<JobQueue::Place> place) {
        m_running[index].place = std::move(place);
        m_running[index].run->goOn();
    });
}

// What another leg did may be what they pause for.
void TrackerCheck::lookAtPaused()
{
    for (const Running& running : m_running) {
        if (!m_isDone && running.run)
            running.run->look();
    }
}

void TrackerCheck::legEnded()
{
    if (m_isDone) // it may have been cancelled meanwhile
        return;
    if (--m_legsLeft == 0)
        finish();
    else
        lookAtPaused();
}

void TrackerCheck::finish()
{
    m_isDone = true;
    m_record.elapsed = m_clock.isValid() ? since(m_clock) : Duration(0);
    report();
}

void TrackerCheck::cancel()
{
    if (m_isDone)
        return;
    m_ticket.reset();
    for (Running& running : m_running) {
        if (running.run)
            running.run->cancel();
        running.place.reset();
    }
    m_record.cancelled = true;
    finish();
}

void TrackerCheck::report()
{
    m_reportSoon.stop();
    Q_EMIT reported(std::make_shared<const Report>(judge(m_record, m_isDone)));
}

} // namespace waggle::remote
