// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/memberpath.h"
#include "core/settings/proxy.h"
#include "core/text/words.h"

#include <algorithm>
#include <cstring>

namespace waggle::settings {

using protocol::ErrorCode;
using protocol::Result;

namespace {

using Policy = swarm::Policy;
using Caps = swarm::Caps;
template <auto... path>
constexpr auto memberAt = &MemberPath<path...>::at;

constexpr Choice::Name kAllowNames[] = {
    {"network", QT_TRANSLATE_NOOP("Waggle", "This network only")},
    {"anyone", QT_TRANSLATE_NOOP("Waggle", "Anyone who can reach it")},
};
constexpr Choice::Name kThemeNames[] = {
    {"system", QT_TRANSLATE_NOOP("Waggle", "As the system")},
    {"light", QT_TRANSLATE_NOOP("Waggle", "Light")},
    {"dark", QT_TRANSLATE_NOOP("Waggle", "Dark")},
};
constexpr Choice::Name kFamiliesNames[] = {
    {"both", QT_TRANSLATE_NOOP("Waggle", "IPv4 and IPv6")},
    {"v4", QT_TRANSLATE_NOOP("Waggle", "IPv4 only")},
    {"v6", QT_TRANSLATE_NOOP("Waggle", "IPv6 only")},
};

Result<void> checkProxy(const QString& text)
{
    return Proxy::parse(text).map([](const Proxy&) {});
}

Result<void> checkUserAgent(const QString& text)
{
    const bool printable
        = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
    if (printable && text.size() <= kMaxUserAgent)
        return {};
    return protocol::fail(ErrorCode::Malformed,
        Words::tr("This must be at most %1 printable ASCII characters; Waggle's own name is sent.")
            .arg(kMaxUserAgent)
            .toStdString());
}

constexpr Descriptor kDescriptors[] = {
    {"tracker.on", Flag{memberAt<&Settings::trackerOn>}, Group::Hidden, "", "",
        QT_TRANSLATE_NOOP("Waggle", "the window starts the tracker; a stop is remembered")},

    {"tracker.httpPort", Port{memberAt<&Settings::httpPort>}, Group::Listening, QT_TRANSLATE_NOOP("Waggle", "HTTP"),
        QT_TRANSLATE_NOOP("Waggle", "What every client speaks."),
        QT_TRANSLATE_NOOP("Waggle", "port of HTTP where --listen names none; 0: no HTTP"), "http-port", "N"},
    {"tracker.udpPort", Port{memberAt<&Settings::udpPort>}, Group::Listening, QT_TRANSLATE_NOOP("Waggle", "UDP"),
        QT_TRANSLATE_NOOP("Waggle", "Smaller and faster; BEP 15."),
        QT_TRANSLATE_NOOP("Waggle", "port of UDP where --listen names none; 0: no UDP"), "udp-port", "N"},
    {"tracker.listen", Listen{memberAt<&Settings::listen>}, Group::Listening, QT_TRANSLATE_NOOP("Waggle", "Addresses"),
        QT_TRANSLATE_NOOP(
            "Waggle", "One a line, for example 192.168.1.20 or [fd00::1]:7000. Empty: every address, IPv4 and IPv6."),
        QT_TRANSLATE_NOOP("Waggle",
            "listen here and not everywhere; may be repeated; IPv6 with a port in brackets; port 0: any free one"),
        "listen", "ADDR[:PORT]"},
    {"tracker.udpWorkers", numberAt<&Settings::udpWorkers>({1, 64}), Group::Listening,
        QT_TRANSLATE_NOOP("Waggle", "UDP workers"),
        QT_TRANSLATE_NOOP("Waggle",
            "Threads that answer UDP. One serves thousands of clients. Holds from the next start of the program."),
        QT_TRANSLATE_NOOP("Waggle", "threads that answer UDP"), "udp-workers", "N"},

    {"tracker.allow", choiceAt<&Settings::allow>(kAllowNames), Group::Access,
        QT_TRANSLATE_NOOP("Waggle", "Announces from"),
        QT_TRANSLATE_NOOP("Waggle",
            "This network: private and link-local addresses, those of this computer's own networks, and the computer "
            "itself."),
        QT_TRANSLATE_NOOP("Waggle", "network: only this network is served; anyone: whoever can reach the tracker"),
        "allow", "WHO"},
    {"tracker.answerBadConnectionIds",
        Flag{memberAt<&Settings::answerBadConnectionIds>,
            QT_TRANSLATE_NOOP("Waggle", "Answer wrong connection ids with an error")},
        Group::Access, QT_TRANSLATE_NOOP("Waggle", "UDP"),
        QT_TRANSLATE_NOOP(
            "Waggle", "Otherwise they are dropped, so that nobody can make the tracker send packets to a third party."),
        QT_TRANSLATE_NOOP("Waggle", "answer wrong or stale connection ids of UDP with an error in place of silence")},
    {"tracker.trustedProxies", Networks{memberAt<&Settings::trustedProxies>}, Group::Access,
        QT_TRANSLATE_NOOP("Waggle", "Trusted proxies"),
        QT_TRANSLATE_NOOP(
            "Waggle", "Networks, one a line (10.0.0.0/8). X-Forwarded-For is read only when it comes from these."),
        QT_TRANSLATE_NOOP("Waggle", "X-Forwarded-For is read only when it comes from these")},
    {"tracker.claimedIpNetworks", Networks{memberAt<&Settings::claimedIpNetworks>}, Group::Access,
        QT_TRANSLATE_NOOP("Waggle", "May name another address"),
        QT_TRANSLATE_NOOP("Waggle", "Networks whose clients may announce another address than their own (ip=)."),
        QT_TRANSLATE_NOOP("Waggle", "clients of these may announce another address than their own (ip=)")},

    {"tracker.interval", automaticAt<&Settings::policy, &Policy::interval>({1, 86'400}, 120), Group::Times,
        QT_TRANSLATE_NOOP("Waggle", "Interval"),
        QT_TRANSLATE_NOOP("Waggle",
            "Automatic: about 20 announces a second in all, every 2 to 30 min each, and every minute while someone "
            "waits. libtorrent and qBittorrent keep at least 5 min, whatever they are told."),
        QT_TRANSLATE_NOOP("Waggle", "seconds between two announces of a client, or auto"), "interval", "S"},
    {"tracker.minInterval", numberAt<&Settings::policy, &Policy::minInterval>({1, 86'400}, Unit::Seconds), Group::Times,
        QT_TRANSLATE_NOOP("Waggle", "Shortest interval"),
        QT_TRANSLATE_NOOP("Waggle", "What HTTP clients may go down to by themselves."),
        QT_TRANSLATE_NOOP("Waggle", "the shortest one that HTTP clients are allowed"), "min-interval", "S"},
    {"tracker.expiry", automaticAt<&Settings::policy, &Policy::expiry>({1, 604'800}, 660), Group::Times,
        QT_TRANSLATE_NOOP("Waggle", "Gone after"),
        QT_TRANSLATE_NOOP("Waggle", "Automatic: twice the interval and a minute, at least 11 min."),
        QT_TRANSLATE_NOOP("Waggle", "seconds after which a silent peer counts as gone, or auto"), "expiry", "S"},

    {"tracker.maxSwarms", numberAt<&Settings::caps, &Caps::swarms>({1, 10'000'000}), Group::Limits,
        QT_TRANSLATE_NOOP("Waggle", "Swarms"), "", QT_TRANSLATE_NOOP("Waggle", "swarms at once; past it, refused")},
    {"tracker.maxPeers", numberAt<&Settings::caps, &Caps::peers>({1, 100'000'000}), Group::Limits,
        QT_TRANSLATE_NOOP("Waggle", "Peers"), "",
        QT_TRANSLATE_NOOP("Waggle", "peers at once, over all swarms; past it, refused")},
    {"tracker.maxPeersPerAddress", numberAt<&Settings::caps, &Caps::peersPerAddress>({1, 1'000'000}), Group::Limits,
        QT_TRANSLATE_NOOP("Waggle", "Peers of one address"),
        QT_TRANSLATE_NOOP("Waggle", "In one swarm, of one IPv4 address or IPv6 /64. This computer is excepted."),
        QT_TRANSLATE_NOOP("Waggle", "peers in one swarm of one IPv4 address or IPv6 /64; this computer is excepted")},
    {"tracker.httpConnections", numberAt<&Settings::httpConnections>({1, 100'000}), Group::Limits,
        QT_TRANSLATE_NOOP("Waggle", "HTTP connections"),
        QT_TRANSLATE_NOOP("Waggle", "Past it, the longest idle one is closed."),
        QT_TRANSLATE_NOOP("Waggle", "HTTP connections at once; past it, the longest idle one is closed")},

    {"remote.timeout", numberAt<&Settings::remote, &Remote::timeoutS>({1, 120}, Unit::Seconds), Group::Remote,
        QT_TRANSLATE_NOOP("Waggle", "Wait at most"),
        QT_TRANSLATE_NOOP("Waggle", "For each of lookup, connect, TLS and answer."),
        QT_TRANSLATE_NOOP("Waggle", "how long each of lookup, connect, TLS and answer may take")},
    {"remote.jobs", numberAt<&Settings::remote, &Remote::jobs>({1, 1000}), Group::Remote,
        QT_TRANSLATE_NOOP("Waggle", "At once"),
        QT_TRANSLATE_NOOP("Waggle", "How many trackers are asked at the same time."),
        QT_TRANSLATE_NOOP("Waggle", "how many trackers are asked at the same time")},
    {"remote.families", choiceAt<&Settings::remote, &Remote::families>(kFamiliesNames), Group::Remote,
        QT_TRANSLATE_NOOP("Waggle", "Over"), "", QT_TRANSLATE_NOOP("Waggle", "over which of IPv4 and IPv6")},
    {"remote.proxy",
        Text{memberAt<&Settings::remote, &Remote::proxy>, QT_TRANSLATE_NOOP("Waggle", "none"), checkProxy,
            QT_TRANSLATE_NOOP("Waggle", "Until it is right, no tracker is checked.")},
        Group::Remote, QT_TRANSLATE_NOOP("Waggle", "Proxy"),
        QT_TRANSLATE_NOOP("Waggle",
            "socks5://HOST:PORT or http://HOST:PORT, USER:PASSWORD@ before the host. Nothing goes past it, lookups "
            "included."),
        QT_TRANSLATE_NOOP("Waggle",
            "socks5://[USER:PASSWORD@]HOST:PORT or http://…; nothing goes past it, and past a wrong one nothing "
            "goes at all")},
    {"remote.caFile",
        Text{memberAt<&Settings::remote, &Remote::caFile>, QT_TRANSLATE_NOOP("Waggle", "the system's alone")},
        Group::Remote, QT_TRANSLATE_NOOP("Waggle", "Authorities"),
        QT_TRANSLATE_NOOP("Waggle", "A PEM file of certificates to trust beside the system's."),
        QT_TRANSLATE_NOOP("Waggle", "a PEM file of certificates to trust beside the system's")},
    {"remote.userAgent",
        Text{memberAt<&Settings::remote, &Remote::userAgent>, QT_TRANSLATE_NOOP("Waggle", "Waggle"), checkUserAgent},
        Group::Remote, QT_TRANSLATE_NOOP("Waggle", "User-Agent"),
        QT_TRANSLATE_NOOP("Waggle", "What trackers over HTTP are told; empty: Waggle's own."),
        QT_TRANSLATE_NOOP("Waggle", "what trackers over HTTP are told; empty: Waggle's own")},

    {"window.theme", choiceAt<&Settings::theme>(kThemeNames), Group::Window, QT_TRANSLATE_NOOP("Waggle", "Colours"), "",
        QT_TRANSLATE_NOOP("Waggle", "the window's colours")},
    {"window.closeToTray",
        Flag{memberAt<&Settings::closeToTray>,
            QT_TRANSLATE_NOOP("Waggle", "Closing the window leaves the tracker running in the tray")},
        Group::Window, QT_TRANSLATE_NOOP("Waggle", "Closing"), "",
        QT_TRANSLATE_NOOP("Waggle", "closing the window leaves the tracker running in the tray")},
    {"window.tickMs", numberAt<&Settings::tickMs>({250, 10'000}, Unit::Milliseconds), Group::Window,
        QT_TRANSLATE_NOOP("Waggle", "Refresh every"), "",
        QT_TRANSLATE_NOOP("Waggle", "how often the window's figures are drawn anew")},
};

} // namespace

QLatin1String Descriptor::section() const
{
    return QLatin1String(key, static_cast<qsizetype>(std::strcspn(key, ".")));
}

QLatin1String Descriptor::name() const
{
    return QLatin1String(key + section().size() + 1);
}

std::span<const Descriptor> descriptors()
{
    return kDescriptors;
}

QString groupTitle(Group group)
{
    switch (group) {
    case Group::Hidden:
        return Words::tr("Not in the window");
    case Group::Listening:
        return Words::tr("Where the tracker listens");
    case Group::Access:
        return Words::tr("Who may use it");
    case Group::Times:
        return Words::tr("How often clients report");
    case Group::Limits:
        return Words::tr("Limits");
    case Group::Remote:
        return Words::tr("Remote trackers");
    case Group::Window:
        return Words::tr("Window");
    }
    return {};
}

} // namespace waggle::settings
