// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/listen/listenerset.h"

#include "core/machine/hostaddress.h"
#include "core/server/listen/listenproblem.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <unistd.h>

namespace waggle::server {

namespace {

using protocol::Family;
using protocol::Transport;
using std::chrono::milliseconds;
using std::chrono::steady_clock; // sockets live in real time, whatever clock the tracker is on

constexpr milliseconds kFirstRetry{2'000};
constexpr milliseconds kLastRetry{30'000};
constexpr int kTwinTries = 32;

bool systemHasIpv6()
{
    const int descriptor = ::socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0)
        return errno != EAFNOSUPPORT;
    ::close(descriptor);
    return true;
}

} // namespace

struct ListenerSet::Listener {
    ListenSpec spec;
    ListenerState state;
    std::unique_ptr<HttpFrontEnd> http;
    std::unique_ptr<UdpFrontEnd> udp;
    milliseconds delay = kFirstRetry;
    steady_clock::time_point nextTry{};

    explicit Listener(const ListenSpec& wanted)
        : spec(wanted)
    {
        state.transport = spec.transport;
        state.wanted = spec.wanted;
        state.scope = spec.scope;
        state.wildcard = spec.wanted.address.isUnspecified();
    }
    void listens(std::uint16_t port)
    {
        state.state = ListenerState::State::Listening;
        state.port = port;
        state.problem.clear();
        state.note = false;
        delay = kFirstRetry;
    }
    void shut()
    {
        http.reset();
        udp.reset();
        state.port = 0;
        state.state = ListenerState::State::Off;
        state.problem.clear();
        state.note = false;
    }
    [[nodiscard]] bool isRetrying() const { return state.state == ListenerState::State::Retrying; }
};

ListenerSet::ListenerSet(WorkerContext& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_timer(this)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ListenerSet::retry);
}

ListenerSet::~ListenerSet() = default;

void ListenerSet::open(const ListenPlan& plan)
{
    std::vector<std::unique_ptr<Listener>> kept = std::move(m_listeners);
    m_listeners.clear();
    for (const ListenSpec& spec : plan) {
        const auto it = std::find_if(kept.begin(), kept.end(), [&](const auto& l) { return l && l->spec == spec; });
        m_listeners.push_back(it == kept.end() ? std::make_unique<Listener>(spec) : std::move(*it));
    }
    kept.clear(); // closes what is asked for no more, before its port is wanted by another
    for (const auto& listener : m_listeners) {
        if (listener->state.state != ListenerState::State::Listening)
            tryOpen(*listener);
    }
    schedule();
}

void ListenerSet::close()
{
    m_timer.stop();
    for (const auto& listener : m_listeners)
        listener->shut();
}

ListenerStates ListenerSet::states() const
{
    ListenerStates states;
    for (const auto& listener : m_listeners)
        states.push_back(listener->state);
    return states;
}

void ListenerSet::tryOpen(Listener& listener)
{
    const bool anyV6 = listener.state.wildcard && listener.spec.wanted.address.family() == Family::V6;
    if (anyV6 && !systemHasIpv6()) {
        listener.shut();
        listener.state.note = true;
        listener.state.problem = listenProblem(EAFNOSUPPORT, listener.spec.transport, listener.spec.wanted, {});
        return;
    }
    if (listener.spec.transport == Transport::Http)
        tryHttp(listener);
    else
        tryUdp(listener);
}

void ListenerSet::tryHttp(Listener& listener)
{
    protocol::Endpoint endpoint = listener.spec.wanted;
    if (const Listener* twin = openTwinOf(listener))
        endpoint.port = twin->state.port;
    listener.http = std::make_unique<HttpFrontEnd>(m_context, m_httpPath, nullptr);
    const auto port = listener.http->listen(endpoint, listener.spec.scope);
    if (port) {
        listener.listens(*port);
    } else {
        listener.http.reset();
        fail(listener, listenProblem(port.error(), Transport::Http, endpoint, listener.spec.scope));
    }
}

// A pair on any port: HTTP has taken a free one; if UDP finds it taken, HTTP takes another.
void ListenerSet::tryUdp(Listener& listener)
{
    protocol::Endpoint endpoint = listener.spec.wanted;
    listener.udp = std::make_unique<UdpFrontEnd>(m_context, m_udpPath, nullptr);
    int error = 0;
    for (int i = 0; i < kTwinTries; ++i) {
        Listener* twin = openTwinOf(listener);
        endpoint.port = twin ? twin->state.port : listener.spec.wanted.port;
        const auto port = listener.udp->listen(endpoint, listener.spec.scope, listener.spec.shared);
        if (port) {
            listener.listens(*port);
            return;
        }
        error = port.error();
        if (!twin || error != EADDRINUSE)
            break;
        // The new port is taken before the old one is given up: else it would be the same one again.
        const auto old = std::move(twin->http);
        tryHttp(*twin);
    }
    listener.udp.reset();
    fail(listener, listenProblem(error, Transport::Udp, endpoint, listener.spec.scope));
}

void ListenerSet::fail(Listener& listener, const QString& problem)
{
    listener.state.port = 0;
    listener.state.problem = problem;
    listener.delay = listener.isRetrying() ? std::min(listener.delay * 2, kLastRetry) : kFirstRetry;
    listener.state.state = ListenerState::State::Retrying;
    listener.nextTry = steady_clock::now() + listener.delay;
}

ListenerSet::Listener* ListenerSet::openTwinOf(const Listener& listener) const
{
    const auto it = std::find_if(m_listeners.begin(), m_listeners.end(), [&](const auto& other) {
        return other->spec.isTwinOf(listener.spec) && other->state.state == ListenerState::State::Listening;
    });
    return it == m_listeners.end() ? nullptr : it->get();
}

void ListenerSet::retry()
{
    const ListenerStates before = states();
    const auto now = steady_clock::now();
    for (const auto& listener : m_listeners) {
        if (listener->isRetrying() && listener->nextTry <= now)
            tryOpen(*listener);
    }
    schedule();
    tellChangesSince(before);
}

void ListenerSet::lookAgain()
{
    const ListenerStates before = states();
    for (const auto& listener : m_listeners) {
        const ListenSpec& spec = listener->spec;
        const bool listens = listener->state.state == ListenerState::State::Listening;
        if (listens && !machine::isAddressHere(spec.wanted.address, spec.scope)) {
            listener->shut();
            fail(*listener, listenProblem(EADDRNOTAVAIL, spec.transport, spec.wanted, spec.scope));
        } else if (listener->isRetrying()) {
            tryOpen(*listener);
        }
    }
    schedule();
    tellChangesSince(before);
}

void ListenerSet::tellChangesSince(const ListenerStates& before)
{
    if (states() != before)
        Q_EMIT changed();
}

void ListenerSet::schedule()
{
    std::optional<steady_clock::time_point> next;
    for (const auto& listener : m_listeners) {
        if (listener->isRetrying())
            next = std::min(next.value_or(listener->nextTry), listener->nextTry);
    }
    if (!next)
        return m_timer.stop();
    const auto wait = std::chrono::ceil<milliseconds>(*next - steady_clock::now());
    m_timer.start(std::max(wait, milliseconds(0)));
}

} // namespace waggle::server
