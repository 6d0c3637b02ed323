// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/listen/listenplan.h"

#include <algorithm>

namespace waggle::server {

namespace {

using protocol::Address;
using protocol::Transport;

std::vector<settings::ListenEntry> entriesOf(const settings::Settings& settings)
{
    if (!settings.listen.empty())
        return settings.listen;
    const std::array<std::uint8_t, 16> any6{};
    return {{Address(), {}, {}}, {Address::v6(any6.data()), {}, {}}};
}

void add(ListenPlan& plan, const ListenSpec& spec)
{
    if (std::find(plan.begin(), plan.end(), spec) == plan.end())
        plan.push_back(spec);
}

} // namespace

bool ListenSpec::isTwinOf(const ListenSpec& other) const
{
    return transport != other.transport && wanted == other.wanted && scope == other.scope && wanted.port == 0;
}

ListenPlan planListeners(const settings::Settings& settings, bool sharedUdp)
{
    ListenPlan plan;
    for (const auto& entry : entriesOf(settings)) {
        if (settings.httpPort) {
            const std::uint16_t port = entry.port.value_or(*settings.httpPort);
            add(plan, {Transport::Http, {entry.address, port}, entry.scope, false});
        }
        if (settings.udpPort) {
            const std::uint16_t port = entry.port.value_or(*settings.udpPort);
            add(plan, {Transport::Udp, {entry.address, port}, entry.scope, sharedUdp});
        }
    }
    return plan;
}

} // namespace waggle::server
