// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/worker.h"

#include "core/machine/processorturns.h"

#include <algorithm>
#include <utility>

namespace waggle::server {

namespace {

constexpr protocol::Time kSoonest{250}; // a due peer is freed within a second
constexpr protocol::Time kLatest{5000};

} // namespace

Worker::Worker(
    swarm::Store& store, std::shared_ptr<requests::WorkerShare> share, const machine::Clock& clock, std::uint16_t index)
    : m_share(std::move(share))
    , m_context{.store = store,
          .share = *m_share,
          .clock = clock,
          .worker = index,
          .access = std::make_shared<const access::AccessTable>(),
          .settings = {},
          .capture = {},
          .connectionIds = ConnectionIds({}),
          .picked = {}}
    , m_listeners(m_context, this)
    , m_expiry(this)
{
    m_expiry.setSingleShot(true);
    connect(&m_expiry, &QTimer::timeout, this, &Worker::expire);
    connect(&m_listeners, &ListenerSet::changed, this, [this] { Q_EMIT listenersChanged(m_listeners.states()); });
}

void Worker::begin()
{
    machine::takeShortTurns();
    if (keepsTime())
        m_expiry.start(kSoonest);
}

void Worker::setKeys(const Secret::Keys& keys)
{
    m_context.connectionIds = ConnectionIds(keys.previous);
    m_context.connectionIds.renew(keys.current);
}

void Worker::forgetAddress(const protocol::Address& address)
{
    m_context.store.forgetAddress(address, m_context.clock.steady());
}

void Worker::configure(const settings::Settings& settings)
{
    m_context.settings = settings;
    if (!keepsTime())
        return;
    m_context.store.setPolicy(settings.policy);
    m_context.store.setCaps(settings.caps);
    m_expiry.start(kSoonest);
}

void Worker::open(const ListenPlan& plan, quint64 epoch)
{
    m_listeners.open(plan);
    Q_EMIT opened(epoch, m_listeners.states());
}

void Worker::close(quint64 epoch)
{
    m_listeners.close();
    m_share->ring.flush();
    Q_EMIT closed(epoch, m_listeners.states());
}

// Frees one slice of what is due. The next one waits for the event loop, so that datagrams are answered in between.
void Worker::expire()
{
    const protocol::Time now = m_context.clock.steady();
    if (m_context.store.expire(now))
        QTimer::singleShot(0, this, &Worker::expire);
    else
        m_expiry.start(restAt(now));
}

// How long nobody is due. Peers that come meanwhile need no look: they are due an expiry later at the soonest, and no
// rest is longer than a quarter of it.
protocol::Time Worker::restAt(protocol::Time now) const
{
    const auto expiry = m_context.settings.policy.expiry;
    const protocol::Time longest = expiry ? protocol::Time(*expiry) / 4 : kLatest;
    const protocol::Time next = m_context.store.nextDue().value_or(now + kLatest);
    return std::clamp(std::min(next - now, longest), kSoonest, kLatest);
}

} // namespace waggle::server
