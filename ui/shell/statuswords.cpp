// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statuswords.h"

#include "core/text/words.h"
#include "ui/base/format.h"

#include <algorithm>

namespace waggle::ui {

using protocol::Family;
using protocol::Transport;
using server::ListenerState;

namespace {

constexpr std::uint64_t kReachCap = 10'000; // Reach::others is counted up to here

QString nameOf(Transport transport)
{
    return transport == Transport::Http ? Words::tr("HTTP") : Words::tr("UDP");
}
QString nameOf(Family family)
{
    return family == Family::V4 ? Words::tr("v4") : Words::tr("v6");
}

monitor::Reach reachOf(const monitor::Overview* overview, Transport transport, Family family)
{
    if (!overview)
        return {};
    return overview->reach[static_cast<std::size_t>(transport)][static_cast<std::size_t>(family)];
}

QStringList addressesOf(const server::ListenerStates& listeners, Transport transport, Family family)
{
    QStringList lines;
    for (const ListenerState& one : listeners) {
        if (one.state == ListenerState::State::Listening && one.transport == transport
            && one.wanted.address.family() == family)
            lines << (one.wildcard ? Words::tr("every %1 address, port %2").arg(nameOf(family)).arg(one.port)
                                   : one.announceUrl());
    }
    return lines;
}

QString reachedBy(std::uint64_t others)
{
    if (others >= kReachCap)
        return Words::tr("reached by %1 others or more").arg(format::count(kReachCap));
    return others == 1 ? Words::tr("reached by 1 other") : Words::tr("reached by %1 others").arg(format::count(others));
}

void addTransport(std::vector<StatusEntry>& entries, Transport transport, const server::ListenerStates& listeners,
    const monitor::Overview* overview)
{
    StatusEntry waiting;
    QStringList waitingFamilies;
    bool self = false;
    for (const Family family : {Family::V4, Family::V6}) {
        const QStringList addresses = addressesOf(listeners, transport, family);
        if (addresses.isEmpty())
            continue;
        const monitor::Reach reach = reachOf(overview, transport, family);
        if (reach.others > 0) {
            entries.push_back({StatusEntry::Sign::Reached,
                nameOf(transport) + QLatin1Char(' ') + nameOf(family) + QLatin1Char(' ') + reachedBy(reach.others),
                addresses.join(QLatin1Char('\n'))});
            continue;
        }
        waitingFamilies << nameOf(family);
        waiting.detail
            += (waiting.detail.isEmpty() ? QString() : QStringLiteral("\n")) + addresses.join(QLatin1Char('\n'));
        self = self || reach.self;
    }
    if (waitingFamilies.isEmpty())
        return;
    waiting.words = nameOf(transport) + QLatin1Char(' ') + waitingFamilies.join(QStringLiteral(" · "))
        + QLatin1Char(' ') + (self ? Words::tr("nobody but this computer yet") : Words::tr("nobody yet"));
    entries.push_back(waiting);
}

} // namespace

std::vector<StatusEntry> statusWords(
    bool trackerOn, const server::ListenerStates& listeners, const monitor::Overview* overview)
{
    std::vector<StatusEntry> entries;
    if (!trackerOn)
        return {{StatusEntry::Sign::Off, Words::tr("Tracker off"),
            Words::tr("Nothing is listening. Peers that were here go on expiring.")}};
    addTransport(entries, Transport::Http, listeners, overview);
    addTransport(entries, Transport::Udp, listeners, overview);
    for (const ListenerState& one : listeners) {
        if (one.state != ListenerState::State::Retrying || one.note)
            continue;
        const QString where = nameOf(one.transport) + QLatin1Char(' ') + nameOf(one.wanted.address.family());
        entries.push_back({StatusEntry::Sign::Problem, Words::tr("%1 not open").arg(where), one.problem});
    }
    return entries;
}

StatusEntry reachSentence(bool trackerOn, const std::vector<StatusEntry>& entries, const monitor::Overview* overview)
{
    if (!trackerOn)
        return {StatusEntry::Sign::Off, Words::tr("The tracker is off: nobody can reach it."), {}};
    const auto problem = std::find_if(entries.begin(), entries.end(),
        [](const StatusEntry& entry) { return entry.sign == StatusEntry::Sign::Problem; });
    if (problem != entries.end())
        return *problem;
    if (entries.empty())
        return {StatusEntry::Sign::Waiting, Words::tr("Opening its sockets…"), {}};
    std::uint64_t most = 0;
    bool self = false;
    if (overview) {
        for (const auto& families : overview->reach) {
            for (const monitor::Reach& reach : families) {
                most = std::max(most, reach.others);
                self = self || reach.self;
            }
        }
    }
    if (most > 0)
        return {StatusEntry::Sign::Reached, Words::tr("The tracker was %1.").arg(reachedBy(most)), {}};
    return {StatusEntry::Sign::Waiting,
        self ? Words::tr("Nobody but this computer has reached the tracker yet.")
             : Words::tr("Nobody has reached the tracker yet."),
        {}};
}

QString signText(StatusEntry::Sign sign)
{
    switch (sign) {
    case StatusEntry::Sign::Reached:
        return QStringLiteral("●");
    case StatusEntry::Sign::Problem:
        return QStringLiteral("⚠");
    case StatusEntry::Sign::Waiting:
    case StatusEntry::Sign::Off:
        break;
    }
    return QStringLiteral("○");
}

} // namespace waggle::ui
