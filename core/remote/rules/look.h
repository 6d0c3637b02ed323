// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/rules/rules.h"
#include "core/text/words.h"

#include <QCoreApplication>

#include <string_view>

// What several rules ask of a record. Internal to rules/.
namespace waggle::remote {

// A leg under examination, and where its findings go.
struct LegLook {
    const TrackerRecord& record;
    int index;
    const LegRecord& leg;
    Findings& findings;

    [[nodiscard]] const Exchange* find(const char* step) const { return leg.find(step); }
    [[nodiscard]] const Exchange* answered(const char* step) const; // null unless an answer was understood
    [[nodiscard]] bool isLocalTracker() const; // on this computer or in a private network
    void add(FindingId id, const Exchange* where, const QString& evidence, const QByteArray& bytes = {}) const;
    void add(Severity severity, FindingId id, const Exchange* where, const QString& evidence,
        const QByteArray& bytes = {}) const;
};

template <typename Rule>
void forEachLeg(const TrackerRecord& record, Findings& findings, Rule rule)
{
    for (std::size_t i = 0; i < record.legs.size(); ++i)
        rule(LegLook{record, static_cast<int>(i), record.legs[i], findings});
}

[[nodiscard]] bool isHttp(Scheme scheme);
[[nodiscard]] bool isPublic(const protocol::Address& address);
// The tracker said something on this leg, be it an error.
[[nodiscard]] bool speaks(const LegRecord& leg);
// It was asked and said nothing; false where this computer, a proxy or a person was the reason.
[[nodiscard]] bool isMute(const LegRecord& leg);
[[nodiscard]] const Exchange* firstFailure(const LegRecord& leg); // null: none
// A peer of the list that can only be our identity.
[[nodiscard]] const RemotePeer* findIdentity(
    const TrackerRecord& record, const AnnounceAnswer& answer, Identity identity);
[[nodiscard]] std::optional<ScrapeCounts> countsOf(const Exchange* scrape, const protocol::InfoHash& hash);

// Of counts that a tracker said, which may be any number.
[[nodiscard]] qint64 sum(qint64 a, qint64 b);
[[nodiscard]] QString milliseconds(Duration duration); // "148 ms", "1.2 s"
[[nodiscard]] QString quoted(const QByteArray& words); // the tracker's own, shortened and made safe: “…”
[[nodiscard]] inline QString endpointText(const protocol::Endpoint& endpoint)
{
    return QString::fromStdString(endpoint.text());
}
inline QString say(const char* text)
{
    return QCoreApplication::translate("findings", text);
}
[[nodiscard]] inline QString counted(qint64 count, const QString& one, const QString& many) // "%1 peers"
{
    return Words::counted(count, one, many);
}

} // namespace waggle::remote
