// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/access/networks.h"
#include "core/settings/descriptor.h"
#include "core/text/words.h"

#include <QFileInfo>

#include <algorithm>

namespace waggle::settings {

namespace {

// What is wrong with one value for itself, by its kind.
class Validator {
public:
    Validator(const Descriptor& descriptor, Settings& settings, std::vector<Problem>& problems)
        : m_descriptor(descriptor)
        , m_settings(settings)
        , m_problems(problems)
    {
    }

    void operator()(const Flag&) { }
    void operator()(const Choice&) { }

    void operator()(const Number& number)
    {
        const qint64 value = number.get(m_settings);
        if (number.range.has(value))
            return;
        const qint64 usual = number.get(Settings());
        const QString words = number.unit == Unit::Seconds ? Words::tr("%1 s is not within %2 to %3 s; %4 s is used.")
                                                           : Words::tr("%1 is not within %2 to %3; %4 is used.");
        wrong(words.arg(value).arg(number.range.least).arg(number.range.most).arg(usual));
        number.set(m_settings, usual);
    }

    void operator()(const Automatic& automatic)
    {
        const auto value = automatic.get(m_settings);
        if (!value || automatic.range.has(*value))
            return;
        wrong(Words::tr("%1 s is not within %2 to %3 s; “auto” is used.")
                  .arg(*value)
                  .arg(automatic.range.least)
                  .arg(automatic.range.most));
        automatic.set(m_settings, std::nullopt);
    }

    void operator()(const Port& port)
    {
        if (port.at(m_settings) == 0)
            port.at(m_settings).reset();
    }

    void operator()(const Text& text)
    {
        QString& value = text.at(m_settings);
        value = value.trimmed();
        const auto right = value.isEmpty() || !text.check ? protocol::Result<void>() : text.check(value);
        if (right)
            return;
        const QString message = QString::fromStdString(right.error().message);
        if (text.keptWith)
            return warn(message + u' ' + Words::tr(text.keptWith));
        wrong(message);
        value = text.at(m_usual);
    }

    void operator()(const Networks& networks)
    {
        std::vector<QString>& list = networks.at(m_settings);
        for (QString& text : list)
            text = text.trimmed();
        std::erase_if(list, [this](const QString& text) { return isNoNetwork(text); });
        if (list.size() <= kMaxNetworks)
            return;
        wrong(Words::tr("Only the first %1 networks are used.").arg(kMaxNetworks));
        list.resize(kMaxNetworks);
    }

    void operator()(const Listen& listen)
    {
        std::vector<ListenEntry> unique;
        for (const ListenEntry& entry : listen.at(m_settings)) {
            if (std::find(unique.begin(), unique.end(), entry) == unique.end())
                unique.push_back(entry);
        }
        if (unique.size() > kMaxListen) {
            wrong(Words::tr("Only the first %1 addresses are used.").arg(kMaxListen));
            unique.resize(kMaxListen);
        }
        listen.at(m_settings) = std::move(unique);
    }

private:
    bool isNoNetwork(const QString& text)
    {
        const auto network = access::Network::parse(text.toStdString());
        if (!network)
            wrong(
                Words::tr("“%1” is left out: %2").arg(text.left(64), QString::fromStdString(network.error().message)));
        return !network;
    }

    void wrong(const QString& message) { m_problems.push_back({QLatin1String(m_descriptor.key), message, false}); }
    void warn(const QString& message) { m_problems.push_back({QLatin1String(m_descriptor.key), message, true}); }

    const Descriptor& m_descriptor;
    Settings& m_settings;
    std::vector<Problem>& m_problems;
    Settings m_usual;
};

// What surprises though each value is right for itself. Each of these is a warning.

void warnOfSilence(const Settings& s, std::vector<Problem>& problems)
{
    if (!s.httpPort && !s.udpPort)
        problems.push_back({QStringLiteral("tracker.httpPort"),
            Words::tr("HTTP and UDP are both off: no client can reach this tracker."), true});
}

void warnOfInterval(const swarm::Policy& policy, std::vector<Problem>& problems)
{
    if (policy.interval && *policy.interval < policy.minInterval)
        problems.push_back({QStringLiteral("tracker.interval"),
            Words::tr("An interval of %1 s is under the shortest allowed one of %2 s: clients are told %2 s.")
                .arg(policy.interval->count())
                .arg(policy.minInterval.count()),
            true});
}

void warnOfExpiry(const swarm::Policy& policy, std::vector<Problem>& problems)
{
    const swarm::Policy automatic{policy.interval, policy.minInterval, std::nullopt};
    const swarm::seconds least = automatic.expiryFor(automatic.intervalFor(0, true, true));
    if (policy.expiry && *policy.expiry < least)
        problems.push_back({QStringLiteral("tracker.expiry"),
            Words::tr("Peers count as gone after %1 s, which is shorter than the automatic %2 s: clients that announce "
                      "less often (qBittorrent never sooner than every 300 s) vanish in between, although they are "
                      "still there.")
                .arg(policy.expiry->count())
                .arg(least.count()),
            true});
}

void warnOfAuthorities(const Remote& remote, std::vector<Problem>& problems)
{
    if (!remote.caFile.isEmpty() && !QFileInfo(remote.caFile).isFile())
        problems.push_back({QStringLiteral("remote.caFile"),
            Words::tr("There is no such file: the system's authorities alone are trusted."), true});
}

} // namespace

std::vector<Problem> validate(Settings& settings)
{
    std::vector<Problem> problems;
    for (const Descriptor& descriptor : descriptors())
        std::visit(Validator(descriptor, settings, problems), descriptor.value);
    warnOfSilence(settings, problems);
    warnOfInterval(settings.policy, problems);
    warnOfExpiry(settings.policy, problems);
    warnOfAuthorities(settings.remote, problems);
    return problems;
}

} // namespace waggle::settings
