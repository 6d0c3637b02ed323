// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/listen/announceurls.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace waggle::server {

namespace {

using protocol::Address;
using protocol::Family;
using protocol::Transport;

// Bridges to containers and virtual machines of this computer, by the names that their makers give them.
bool isBridge(const QString& interface)
{
    constexpr std::array kPrefixes{
        "docker", "br-", "veth", "virbr", "lxcbr", "lxdbr", "podman", "cni", "vmnet", "vboxnet"};
    return std::any_of(kPrefixes.begin(), kPrefixes.end(),
        [&](const char* prefix) { return interface.startsWith(QLatin1String(prefix)); });
}

bool isTunnel(const QString& interface)
{
    constexpr std::array kPrefixes{"tun", "tap", "wg", "ppp", "tailscale", "zt"};
    return std::any_of(kPrefixes.begin(), kPrefixes.end(),
        [&](const char* prefix) { return interface.startsWith(QLatin1String(prefix)); });
}

QString labelOf(const machine::LocalAddress& local)
{
    if (local.address.isLoopback())
        return QStringLiteral("this computer only");
    if (isBridge(local.interface)) {
        const bool isDocker = local.interface.startsWith(QLatin1String("docker"));
        return (isDocker ? QStringLiteral("Docker") : QStringLiteral("Virtual")) + QLatin1Char(' ')
            + local.interface + QStringLiteral(" – others cannot reach it");
    }
    if (local.isWireless)
        return QStringLiteral("Wi-Fi ") + local.interface;
    return (isTunnel(local.interface) ? QStringLiteral("VPN ") : QStringLiteral("Network ")) + local.interface;
}

struct Candidate {
    AnnounceUrl url;
    std::size_t rank = 0; // 0: at the default route's address … last: this computer only
    bool isName = false;
};

std::size_t rankOf(const machine::LocalAddress& local, const machine::Interfaces& view)
{
    const auto route = std::find(view.routes.begin(), view.routes.end(), local.address);
    if (route != view.routes.end())
        return static_cast<std::size_t>(route - view.routes.begin());
    const std::size_t behindRoutes = view.routes.size();
    if (local.address.isLoopback())
        return behindRoutes + 3;
    if (isBridge(local.interface))
        return behindRoutes + 2;
    return behindRoutes + (isTunnel(local.interface) ? 1 : 0);
}

Candidate candidateOf(
    const ListenerState& listener, const machine::LocalAddress& local, const machine::Interfaces& view)
{
    ListenerState at = listener;
    at.wanted.address = local.address;
    Candidate candidate;
    candidate.url.url = at.announceUrl();
    candidate.url.interface = labelOf(local);
    candidate.url.transport = listener.transport;
    candidate.url.family = local.address.family();
    candidate.url.othersCanReach = !local.address.isLoopback() && !isBridge(local.interface);
    candidate.rank = rankOf(local, view);
    return candidate;
}

void addWildcard(std::vector<Candidate>& out, const ListenerState& listener, const machine::Interfaces& view)
{
    for (const machine::LocalAddress& local : view.addresses) {
        // Clients cannot say over which link fe80:: is meant.
        const bool isUsable = !local.address.isLinkLocal() || local.address.family() == Family::V4;
        if (local.address.family() == listener.wanted.address.family() && isUsable)
            out.push_back(candidateOf(listener, local, view));
    }
    if (view.multicastName.isEmpty() || listener.wanted.address.family() != Family::V4)
        return;
    Candidate named;
    const bool http = listener.transport == Transport::Http;
    named.url.url = QStringLiteral("%1://%2:%3/announce")
                        .arg(http ? QStringLiteral("http") : QStringLiteral("udp"), view.multicastName)
                        .arg(listener.port);
    named.url.interface = QStringLiteral("by name, in the same network");
    named.url.transport = listener.transport;
    named.isName = true;
    out.push_back(named);
}

void addExplicit(std::vector<Candidate>& out, const ListenerState& listener, const machine::Interfaces& view)
{
    const auto local = std::find_if(view.addresses.begin(), view.addresses.end(),
        [&](const machine::LocalAddress& l) { return l.address == listener.wanted.address; });
    out.push_back(candidateOf(listener,
        local == view.addresses.end() ? machine::LocalAddress{listener.wanted.address, listener.scope, false} : *local,
        view));
}

} // namespace

std::vector<AnnounceUrl> announceUrls(const ListenerStates& listeners, const machine::Interfaces& view)
{
    std::vector<Candidate> candidates;
    for (const ListenerState& listener : listeners) {
        if (listener.state != ListenerState::State::Listening)
            continue;
        if (listener.wildcard)
            addWildcard(candidates, listener, view);
        else
            addExplicit(candidates, listener, view);
    }
    const auto key = [](const Candidate& c) {
        return std::make_tuple(
            !c.url.othersCanReach, c.isName, c.rank, c.url.interface, c.url.family, c.url.transport, c.url.url);
    };
    std::sort(
        candidates.begin(), candidates.end(), [&](const Candidate& a, const Candidate& b) { return key(a) < key(b); });
    // HTTP where there is any that others can reach; else the best of what there is.
    const auto copied = std::find_if(candidates.begin(), candidates.end(),
        [](const Candidate& c) { return c.url.transport == Transport::Http && !c.isName && c.url.othersCanReach; });
    if (copied != candidates.end())
        std::rotate(candidates.begin(), copied, copied + 1);
    std::vector<AnnounceUrl> urls;
    for (const Candidate& candidate : candidates) {
        const bool isKnown = std::any_of(
            urls.begin(), urls.end(), [&](const AnnounceUrl& known) { return known.url == candidate.url.url; });
        if (!isKnown)
            urls.push_back(candidate.url);
    }
    if (!urls.empty())
        urls.front().primary = true;
    return urls;
}

} // namespace waggle::server
