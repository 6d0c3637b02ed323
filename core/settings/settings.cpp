// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

#include "core/access/networks.h"
#include "core/settings/proxy.h"
#include "core/text/words.h"

#include <QFileInfo>

#include <algorithm>
#include <tuple>

namespace waggle::settings {

namespace {

auto tied(const swarm::Policy& policy)
{
    return std::tie(policy.interval, policy.minInterval, policy.expiry);
}

auto tied(const swarm::Caps& caps)
{
    return std::tie(caps.swarms, caps.peers, caps.peersPerAddress);
}

auto tied(const Settings& s)
{
    return std::tie(s.trackerOn, s.listen, s.httpPort, s.udpPort, s.udpWorkers, s.allow, s.trustedProxies,
        s.claimedIpNetworks, s.answerBadConnectionIds, s.httpConnections, s.theme, s.closeToTray, s.tickMs, s.remote);
}

// Collects problems, in the words that a person reads.
class Validator {
public:
    explicit Validator(Settings& settings)
        : m_settings(settings)
    {
    }

    template <typename Number>
    void number(const char* where, Number& value, Range range, Number fallback)
    {
        if (range.has(value))
            return;
        wrong(where,
            QStringLiteral("%1 is not within %2 to %3; %4 is used.")
                .arg(value)
                .arg(range.least)
                .arg(range.most)
                .arg(fallback));
        value = fallback;
    }

    void time(const char* where, std::optional<swarm::seconds>& value, Range range)
    {
        if (!value || range.has(value->count()))
            return;
        wrong(where,
            QStringLiteral("%1 s is not within %2 to %3 s; “auto” is used.")
                .arg(value->count())
                .arg(range.least)
                .arg(range.most));
        value.reset();
    }

    void networks(const char* where, std::vector<QString>& list)
    {
        for (QString& text : list)
            text = text.trimmed();
        std::erase_if(list, [&](const QString& text) {
            const auto network = access::Network::parse(text.toStdString());
            if (!network)
                wrong(where,
                    QStringLiteral("“%1” is left out: %2")
                        .arg(text.left(64), QString::fromStdString(network.error().message)));
            return !network;
        });
        if (list.size() > kMaxNetworks) {
            wrong(where, QStringLiteral("Only the first %1 networks are used.").arg(kMaxNetworks));
            list.resize(kMaxNetworks);
        }
    }

    void wrong(const char* where, const QString& message)
    {
        problems.push_back({QLatin1String(where), message, false});
    }
    void warn(const char* where, const QString& message) { problems.push_back({QLatin1String(where), message, true}); }

    void listen();
    void times();
    void caps();
    void remote();
    std::vector<Problem> problems;

private:
    Settings& m_settings;
};

void Validator::listen()
{
    Settings& s = m_settings;
    std::vector<ListenEntry> unique;
    for (const ListenEntry& entry : s.listen) {
        if (std::find(unique.begin(), unique.end(), entry) == unique.end())
            unique.push_back(entry);
    }
    s.listen = std::move(unique);
    if (s.listen.size() > kMaxListen) {
        wrong("tracker.listen", QStringLiteral("Only the first %1 addresses are used.").arg(kMaxListen));
        s.listen.resize(kMaxListen);
    }
    if (s.httpPort == 0)
        s.httpPort.reset();
    if (s.udpPort == 0)
        s.udpPort.reset();
    if (!s.httpPort && !s.udpPort)
        warn("tracker.httpPort", QStringLiteral("HTTP and UDP are both off: no client can reach this tracker."));
}

void Validator::times()
{
    const swarm::Policy defaults;
    swarm::Policy& policy = m_settings.policy;
    time("tracker.interval", policy.interval, kIntervalRange);
    time("tracker.expiry", policy.expiry, kExpiryRange);
    if (!kMinIntervalRange.has(policy.minInterval.count())) {
        wrong("tracker.minInterval",
            QStringLiteral("%1 s is not within %2 to %3 s; %4 s is used.")
                .arg(policy.minInterval.count())
                .arg(kMinIntervalRange.least)
                .arg(kMinIntervalRange.most)
                .arg(defaults.minInterval.count()));
        policy.minInterval = defaults.minInterval;
    }
    if (policy.interval && *policy.interval < policy.minInterval)
        warn("tracker.interval",
            QStringLiteral("An interval of %1 s is under the shortest allowed one of %2 s: clients "
                           "are told %2 s.")
                .arg(policy.interval->count())
                .arg(policy.minInterval.count()));
    const swarm::Policy automatic{policy.interval, policy.minInterval, std::nullopt};
    const swarm::seconds least = automatic.expiryFor(automatic.intervalFor(0, true, true));
    if (policy.expiry && *policy.expiry < least)
        warn("tracker.expiry",
            QStringLiteral("Peers count as gone after %1 s, which is shorter than the automatic %2 s: "
                           "clients that announce less often (qBittorrent never sooner than every 300 s) vanish in "
                           "between, although they "
                           "are still there.")
                .arg(policy.expiry->count())
                .arg(least.count()));
}

void Validator::caps()
{
    const swarm::Caps defaults;
    swarm::Caps& caps = m_settings.caps;
    number("tracker.maxSwarms", caps.swarms, kSwarmsRange, defaults.swarms);
    number("tracker.maxPeers", caps.peers, kPeersRange, defaults.peers);
    number("tracker.maxPeersPerAddress", caps.peersPerAddress, kPeersPerAddressRange, defaults.peersPerAddress);
}

void Validator::remote()
{
    const Remote defaults;
    Remote& remote = m_settings.remote;
    number("remote.timeout", remote.timeoutS, kRemoteTimeoutRange, defaults.timeoutS);
    number("remote.jobs", remote.jobs, kRemoteJobsRange, defaults.jobs);
    remote.proxy = remote.proxy.trimmed();
    remote.caFile = remote.caFile.trimmed();
    remote.userAgent = remote.userAgent.trimmed();
    if (const auto proxy = Proxy::parse(remote.proxy); !proxy && !remote.proxy.isEmpty())
        warn("remote.proxy",
            Words::tr("%1 Until it is right, no tracker is checked.")
                .arg(QString::fromStdString(proxy.error().message)));
    if (!remote.caFile.isEmpty() && !QFileInfo(remote.caFile).isFile())
        warn("remote.caFile", QStringLiteral("There is no such file: the system's authorities alone are trusted."));
    const bool printable = std::all_of(remote.userAgent.begin(), remote.userAgent.end(),
        [](QChar c) { return c.unicode() >= 0x20 && c.unicode() < 0x7f; });
    if (!printable || remote.userAgent.size() > kMaxUserAgent) {
        wrong("remote.userAgent",
            QStringLiteral("This must be at most %1 printable ASCII characters; Waggle's own name is sent.")
                .arg(kMaxUserAgent));
        remote.userAgent.clear();
    }
}

} // namespace

bool Settings::operator==(const Settings& other) const
{
    return tied(*this) == tied(other) && tied(policy) == tied(other.policy) && tied(caps) == tied(other.caps);
}

std::vector<Problem> validate(Settings& settings)
{
    const Settings defaults;
    Validator validator(settings);
    validator.listen();
    validator.number("tracker.udpWorkers", settings.udpWorkers, kWorkersRange, defaults.udpWorkers);
    validator.times();
    validator.caps();
    validator.number("tracker.httpConnections", settings.httpConnections, kConnectionsRange, defaults.httpConnections);
    validator.networks("tracker.trustedProxies", settings.trustedProxies);
    validator.networks("tracker.claimedIpNetworks", settings.claimedIpNetworks);
    validator.remote();
    validator.number("window.tickMs", settings.tickMs, kTickRange, defaults.tickMs);
    return std::move(validator.problems);
}

} // namespace waggle::settings
