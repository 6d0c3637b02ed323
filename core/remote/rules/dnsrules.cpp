// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/rules/look.h"

#include <QSet>

#include <algorithm>
#include <set>

namespace waggle::remote {

using protocol::Family;

namespace {

constexpr Duration kSlowLookup = std::chrono::seconds(1);

bool isAddressType(RecordType type)
{
    return type == RecordType::A || type == RecordType::Aaaa;
}
QString typeText(RecordType type)
{
    return type == RecordType::A   ? QStringLiteral("A")
        : type == RecordType::Aaaa ? QStringLiteral("AAAA")
                                   : QStringLiteral("TXT");
}

// Names that mean something in one network only may stand for any address.
bool isLocalName(const QString& host)
{
    if (!host.contains(QLatin1Char('.')))
        return true;
    for (const char* suffix : {".local", ".lan", ".home", ".internal", ".intranet", ".localdomain", ".home.arpa",
             ".localhost", ".test", ".corp", ".private"}) {
        if (host.endsWith(QLatin1String(suffix)))
            return true;
    }
    return false;
}

void unresolved(const TrackerRecord& record, Findings& findings)
{
    QStringList words;
    for (const Lookup& lookup : record.lookups) {
        if (!isAddressType(lookup.type))
            continue;
        if (!lookup.addresses.empty() || lookup.cause == Cause::NoSocket)
            return;
        words += say("%1: %2 from %3 after %4")
                     .arg(typeText(lookup.type), causeText(lookup.cause), lookup.server, milliseconds(lookup.took));
    }
    if (!words.isEmpty() && !record.cancelled)
        findings.add("D1", -1, -1, words.join(QStringLiteral("; ")));
}

void retired(const TrackerRecord& record, Findings& findings)
{
    if (isLocalName(record.url.host))
        return;
    QStringList wrong;
    for (const Lookup& lookup : record.lookups) {
        if (lookup.server == QLatin1String("hosts"))
            continue;
        for (const protocol::Address& address : lookup.addresses) {
            if (!isPublic(address))
                wrong += QString::fromStdString(address.text());
        }
    }
    if (!wrong.isEmpty())
        findings.add("D2", -1, -1, say("%1 resolves to %2").arg(record.url.host, wrong.join(QStringLiteral(", "))));
}

void slow(const TrackerRecord& record, Findings& findings)
{
    for (const Lookup& lookup : record.lookups) {
        const bool isAnswered = lookup.cause == Cause::None || lookup.cause == Cause::NoData; // clients wait for both
        if (isAddressType(lookup.type) && isAnswered && lookup.took > kSlowLookup)
            findings.add("D3", -1, -1,
                say("The %1 lookup took %2 (server %3)")
                    .arg(typeText(lookup.type), milliseconds(lookup.took), lookup.server));
    }
}

// Of the legs of a family: how many speak, how many were asked and said nothing.
struct FamilyState {
    int speaking = 0;
    std::vector<int> mute;
};
FamilyState stateOf(const TrackerRecord& record, Family family)
{
    FamilyState state;
    for (std::size_t i = 0; i < record.legs.size(); ++i) {
        const LegRecord& leg = record.legs[i];
        if (leg.family != family || !leg.address)
            continue;
        if (speaks(leg))
            ++state.speaking;
        else if (isMute(leg))
            state.mute.push_back(static_cast<int>(i));
    }
    return state;
}

QString legWords(const LegRecord& leg)
{
    const Exchange* failure = firstFailure(leg);
    return QStringLiteral("%1: %2").arg(
        QString::fromStdString(leg.address->text()), failure ? causeText(failure->cause) : QString());
}

void oneFamilyDead(const TrackerRecord& record, Findings& findings)
{
    const FamilyState v4 = stateOf(record, Family::V4);
    const FamilyState v6 = stateOf(record, Family::V6);
    const auto tell = [&](const FamilyState& dead, const FamilyState& alive, const QString& name) {
        if (dead.speaking > 0 || dead.mute.empty() || alive.speaking == 0)
            return;
        const auto index = static_cast<std::size_t>(dead.mute.front());
        findings.add("D4", dead.mute.front(), -1,
            say("%1 does not answer (%2), the other family does").arg(name, legWords(record.legs[index])));
    };
    tell(v6, v4, QStringLiteral("IPv6"));
    tell(v4, v6, QStringLiteral("IPv4"));
}

void oneAddressDead(const TrackerRecord& record, Findings& findings)
{
    for (const Family family : {Family::V4, Family::V6}) {
        const FamilyState state = stateOf(record, family);
        if (state.speaking == 0)
            continue;
        for (const int index : state.mute)
            findings.add("D5", index, -1, legWords(record.legs[static_cast<std::size_t>(index)]));
    }
}

void bep34(const TrackerRecord& record, Findings& findings)
{
    const Bep34& said = record.bep34;
    if (!said.present && said.malformed.isEmpty())
        return;
    if (said.denied)
        findings.add("D6", -1, -1, say("The TXT record BITTORRENT of %1 names no port").arg(record.url.host));
    const bool isUdp = record.url.scheme == Scheme::Udp;
    const Bep34::Port ours{isUdp, record.url.port};
    if (!said.ports.empty() && std::find(said.ports.begin(), said.ports.end(), ours) == said.ports.end()) {
        QStringList named;
        for (const Bep34::Port& port : said.ports)
            named
                += QStringLiteral("%1:%2").arg(port.udp ? QStringLiteral("UDP") : QStringLiteral("TCP")).arg(port.port);
        findings.add("D7", -1, -1,
            say("The TXT record names %1, the URL %2:%3")
                .arg(named.join(QStringLiteral(", ")), isUdp ? QStringLiteral("UDP") : QStringLiteral("TCP"))
                .arg(record.url.port));
    }
    if (!said.malformed.isEmpty())
        findings.add("D8", -1, -1, said.malformed.join(QStringLiteral("; ")));
}

void textsDiffer(const TrackerRecord& record, Findings& findings)
{
    std::set<std::vector<std::vector<QByteArray>>> different;
    QStringList servers;
    for (const Lookup& lookup : record.lookups) {
        if (lookup.type != RecordType::Txt || (lookup.cause != Cause::None && lookup.cause != Cause::NoData))
            continue;
        auto texts = lookup.texts;
        std::sort(texts.begin(), texts.end());
        different.insert(std::move(texts));
        servers += lookup.server;
    }
    if (different.size() > 1)
        findings.add("D9", -1, -1, say("TXT answers differ between %1").arg(servers.join(QStringLiteral(", "))));
}

// An alias has no records of its own: what BEP 34 says of this name is what the other one's zone says, here nothing.
void onlyAlias(const TrackerRecord& record, Findings& findings)
{
    const Lookup* alias = nullptr;
    for (const Lookup& lookup : record.lookups) {
        if (lookup.type != RecordType::Txt)
            continue;
        if (lookup.cause == Cause::None)
            return; // that they differ is told
        if (lookup.cause == Cause::NoData && !lookup.aliases.isEmpty() && !alias)
            alias = &lookup;
    }
    if (alias)
        findings.add("D9", -1, -1,
            say("The TXT answer of %1 is only an alias, to %2, which has no TXT record (server %3)")
                .arg(record.url.host, alias->aliases.last(), alias->server));
}

} // namespace

void dnsRules(const TrackerRecord& record, Findings& findings)
{
    unresolved(record, findings);
    retired(record, findings);
    slow(record, findings);
    oneFamilyDead(record, findings);
    oneAddressDead(record, findings);
    bep34(record, findings);
    textsDiffer(record, findings);
    onlyAlias(record, findings);
    if (record.sameAs)
        findings.add("D10", -1, -1, say("Its addresses are those of %1").arg(*record.sameAs));
}

} // namespace waggle::remote
