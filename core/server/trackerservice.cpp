// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/trackerservice.h"

#include "core/machine/descriptors.h"
#include "core/server/housekeeper.h"
#include "core/server/worker.h"

#include <QThread>

#include <algorithm>
#include <sodium.h>

namespace waggle::server {

namespace {

// HTTP connections are descriptors; the usual soft limit of 1,024 is no more than the default cap of them.
constexpr std::uint64_t kDescriptors = 65'536;

std::vector<access::Network> parseAll(const std::vector<QString>& texts)
{
    std::vector<access::Network> networks;
    for (const QString& text : texts) {
        if (const auto network = access::Network::parse(text.toStdString()))
            networks.push_back(*network);
    }
    return networks;
}

} // namespace

TrackerService::TrackerService(
    const settings::Settings& settings, const QString& secretPath, machine::Clock clock, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
    if (sodium_init() < 0)
        qFatal("libsodium cannot be used: the system gives no random numbers");
    machine::raiseDescriptors(kDescriptors);
    swarm::Store::Options options;
    options.policy = settings.policy;
    options.caps = settings.caps;
    m_store = std::make_unique<swarm::Store>(options);
    startWorkers(clock);
    publishAccess();
    startHousekeeper(secretPath, clock);
}

TrackerService::~TrackerService()
{
    for (const auto& thread : m_threads)
        thread->quit();
    for (const auto& thread : m_threads)
        thread->wait();
}

template <typename F>
void TrackerService::post(F f)
{
    for (Worker* worker : m_workers)
        QMetaObject::invokeMethod(
            worker, [worker, f] { f(*worker); }, Qt::QueuedConnection);
}

template <typename F>
void TrackerService::postFirst(F f)
{
    Worker* worker = m_workers.front();
    QMetaObject::invokeMethod(
        worker, [worker, f] { f(*worker); }, Qt::QueuedConnection);
}

void TrackerService::startWorkers(const machine::Clock& clock)
{
    const int count = std::max(m_settings.udpWorkers, 1);
    for (int i = 0; i < count; ++i) {
        m_shares.push_back(std::make_shared<requests::WorkerShare>());
        auto* worker = new Worker(*m_store, m_shares.back(), clock, static_cast<std::uint16_t>(i));
        auto thread = std::make_unique<QThread>();
        thread->setObjectName(QStringLiteral("tracker %1").arg(i));
        worker->moveToThread(thread.get());
        connect(thread.get(), &QThread::started, worker, &Worker::begin);
        connect(thread.get(), &QThread::finished, worker, &QObject::deleteLater);
        connect(worker, &Worker::closed, this, [this](quint64 epoch) { noteClosed(epoch); });
        m_workers.push_back(worker);
        m_threads.push_back(std::move(thread));
    }
    Worker* first = m_workers.front();
    connect(first, &Worker::opened, this, &TrackerService::noteOpened);
    connect(first, &Worker::closed, this, [this](quint64 epoch, const ListenerStates& states) {
        if (epoch == m_epoch)
            setListeners(states);
    });
    connect(first, &Worker::listenersChanged, this, [this](const ListenerStates& states) {
        if (m_on)
            setListeners(states);
    });
    for (const auto& thread : m_threads)
        thread->start();
    post([settings = m_settings](Worker& worker) { worker.configure(settings); });
}

void TrackerService::startHousekeeper(const QString& secretPath, const machine::Clock& clock)
{
    auto* keeper = new Housekeeper(secretPath, clock);
    auto thread = std::make_unique<QThread>();
    thread->setObjectName(QStringLiteral("housekeeping"));
    keeper->moveToThread(thread.get());
    connect(thread.get(), &QThread::started, keeper, &Housekeeper::begin);
    connect(thread.get(), &QThread::finished, keeper, &QObject::deleteLater);
    connect(keeper, &Housekeeper::interfacesChanged, this, [this](const machine::Interfaces& interfaces) {
        m_interfaces = interfaces;
        publishAccess();
        post([](Worker& worker) { worker.lookAgain(); });
        Q_EMIT interfacesChanged(interfaces);
    });
    connect(keeper, &Housekeeper::keysChanged, this, [this](const Secret::Keys& keys) {
        post([keys](Worker& worker) { worker.setKeys(keys); });
        if (!std::exchange(m_ready, true) && m_on)
            openAll();
    });
    thread->start();
    m_threads.push_back(std::move(thread));
}

void TrackerService::start()
{
    if (m_on)
        return;
    m_on = true;
    m_opening = true;
    ++m_epoch;
    if (m_ready)
        openAll();
}

void TrackerService::stop()
{
    if (!m_on)
        return;
    m_on = false;
    m_opening = false;
    ++m_epoch;
    m_toClose = m_workers.size();
    post([epoch = m_epoch](Worker& worker) { worker.close(epoch); });
}

void TrackerService::apply(const settings::Settings& settings)
{
    m_settings = settings;
    publishAccess();
    post([settings](Worker& worker) { worker.configure(settings); });
    if (m_on && m_ready)
        openAll();
}

void TrackerService::setCapture(const requests::CaptureScope& scope)
{
    post([scope](Worker& worker) { worker.setCapture(scope); });
}

void TrackerService::setPortableUdp(bool portable)
{
    const auto path = portable ? UdpFrontEnd::Path::Portable : UdpFrontEnd::Path::Batched;
    post([path](Worker& worker) { worker.setUdpPath(path); });
}

void TrackerService::setPortableHttp(bool portable)
{
    const auto path = portable ? HttpFrontEnd::Path::Portable : HttpFrontEnd::Path::Epoll;
    post([path](Worker& worker) { worker.setHttpPath(path); });
}

void TrackerService::ban(const protocol::Address& address)
{
    const auto place = std::lower_bound(m_banned.begin(), m_banned.end(), address);
    if (place != m_banned.end() && *place == address)
        return;
    m_banned.insert(place, address);
    publishAccess();
    // By each worker, behind its new table: the last one leaves nobody.
    post([address](Worker& worker) { worker.forgetAddress(address); });
}

void TrackerService::unban(const protocol::Address& address)
{
    const auto [first, last] = std::equal_range(m_banned.begin(), m_banned.end(), address);
    m_banned.erase(first, last);
    publishAccess();
}

void TrackerService::openAll()
{
    const ListenPlan plan = planListeners(m_settings, m_workers.size() > 1);
    postFirst([plan, epoch = m_epoch](Worker& worker) { worker.open(plan, epoch); });
}

void TrackerService::follow()
{
    ListenPlan plan;
    for (const ListenerState& state : m_listeners) {
        if (state.transport == protocol::Transport::Udp && state.state == ListenerState::State::Listening)
            plan.push_back({state.transport, {state.wanted.address, state.port}, state.scope, true});
    }
    for (std::size_t i = 1; i < m_workers.size(); ++i) {
        Worker* worker = m_workers[i];
        QMetaObject::invokeMethod(
            worker, [worker, plan, epoch = m_epoch] { worker->open(plan, epoch); }, Qt::QueuedConnection);
    }
}

void TrackerService::publishAccess()
{
    auto table = std::make_shared<access::AccessTable>();
    table->anyone = m_settings.allow == settings::Allow::Anyone;
    table->own = machine::networksOf(m_interfaces);
    table->banned = m_banned;
    table->trustedProxies = parseAll(m_settings.trustedProxies);
    table->claimedIpNetworks = parseAll(m_settings.claimedIpNetworks);
    post([table = std::shared_ptr<const access::AccessTable>(std::move(table))](
             Worker& worker) { worker.setAccess(table); });
}

void TrackerService::setListeners(const ListenerStates& states)
{
    if (states == m_listeners)
        return;
    m_listeners = states;
    if (m_on)
        follow();
    Q_EMIT listenersChanged(m_listeners);
}

void TrackerService::noteOpened(quint64 epoch, const ListenerStates& states)
{
    if (epoch != m_epoch || !m_on)
        return;
    setListeners(states);
    if (std::exchange(m_opening, false))
        Q_EMIT started();
}

void TrackerService::noteClosed(quint64 epoch)
{
    if (epoch == m_epoch && !m_on && --m_toClose == 0)
        Q_EMIT stopped();
}

} // namespace waggle::server
