// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/rules/look.h"

#include "core/text/figures.h"
#include "core/torrent/safename.h"

#include <algorithm>
#include <limits>

namespace waggle::remote {
namespace {

constexpr qsizetype kLongestQuote = 200;

bool isOurMatter(Cause cause)
{
    switch (cause) {
    case Cause::NoNetwork:
    case Cause::NoSocket:
    case Cause::Cancelled:
    case Cause::ProxyRefused:
    case Cause::ProxyTimeout:
    case Cause::ProxyNoUdp:
    case Cause::Denied:
        return true;
    case Cause::None:
    case Cause::NxDomain:
    case Cause::ServFail:
    case Cause::NoData:
    case Cause::ResolverTimeout:
    case Cause::Refused:
    case Cause::Reset:
    case Cause::Unreachable:
    case Cause::ConnectTimeout:
    case Cause::TlsFailed:
    case Cause::AnswerTimeout:
    case Cause::Incomplete:
    case Cause::TooLarge:
    case Cause::BadAnswer:
        break;
    }
    return false;
}

bool hasAnswer(const Exchange& exchange)
{
    return exchange.cause == Cause::None || exchange.http || exchange.udpError
        || (exchange.webSocket && exchange.webSocket->upgradeStatus != 0);
}

} // namespace

void Findings::add(FindingId id, int leg, int exchange, const QString& evidence, const QByteArray& bytes)
{
    add(id.kind().severity, id, leg, exchange, evidence, bytes);
}

void Findings::add(
    Severity severity, FindingId id, int leg, int exchange, const QString& evidence, const QByteArray& bytes)
{
    m_all.push_back({&id.kind(), severity, leg, exchange, withoutKeys(m_record.url, evidence), bytes});
}

const Exchange* LegLook::answered(const char* step) const
{
    const Exchange* exchange = find(step);
    return exchange && exchange->cause == Cause::None && (exchange->announce || exchange->scrape) ? exchange : nullptr;
}

bool LegLook::isLocalTracker() const
{
    return leg.address && !isPublic(leg.address->address);
}

void LegLook::add(FindingId id, const Exchange* where, const QString& evidence, const QByteArray& bytes) const
{
    add(id.kind().severity, id, where, evidence, bytes);
}

void LegLook::add(
    Severity severity, FindingId id, const Exchange* where, const QString& evidence, const QByteArray& bytes) const
{
    const int exchange = where ? static_cast<int>(where - leg.exchanges.data()) : -1;
    findings.add(severity, id, index, exchange, evidence, bytes);
}

bool isHttp(Scheme scheme)
{
    return scheme == Scheme::Http || scheme == Scheme::Https;
}

bool isPublic(const protocol::Address& address)
{
    return !address.isLoopback() && !address.isPrivate() && !address.isLinkLocal() && !address.isUnspecified()
        && !address.isMulticast();
}

bool speaks(const LegRecord& leg)
{
    return std::any_of(leg.exchanges.begin(), leg.exchanges.end(), hasAnswer);
}

const Exchange* firstFailure(const LegRecord& leg)
{
    const auto found = std::find_if(leg.exchanges.begin(), leg.exchanges.end(),
        [](const Exchange& exchange) { return exchange.cause != Cause::None; });
    return found == leg.exchanges.end() ? nullptr : &*found;
}

bool isMute(const LegRecord& leg)
{
    const Exchange* failure = firstFailure(leg);
    return failure && !speaks(leg) && !isOurMatter(failure->cause);
}

const RemotePeer* findIdentity(const TrackerRecord& record, const AnnounceAnswer& answer, Identity identity)
{
    const IdentityOf& who = record.identities[static_cast<std::size_t>(identity)];
    const auto found = std::find_if(answer.peers.begin(), answer.peers.end(),
        [&](const RemotePeer& peer) { return peer.id ? *peer.id == who.id : peer.endpoint.port == who.port; });
    return found == answer.peers.end() ? nullptr : &*found;
}

std::optional<ScrapeCounts> countsOf(const Exchange* scrape, const protocol::InfoHash& hash)
{
    if (!scrape || scrape->cause != Cause::None || !scrape->scrape)
        return std::nullopt;
    const auto& files = scrape->scrape->files;
    const auto found
        = std::find_if(files.begin(), files.end(), [&](const ScrapeCounts& counts) { return counts.hash == hash; });
    return found == files.end() ? std::nullopt : std::optional(*found);
}

qint64 sum(qint64 a, qint64 b)
{
    constexpr qint64 kMost = std::numeric_limits<qint64>::max() / 4; // nothing that is added to it overflows
    return std::clamp(a, -kMost, kMost) + std::clamp(b, -kMost, kMost);
}

QString milliseconds(Duration duration)
{
    return QString::fromStdString(text::written(text::elapsed(duration, text::Precision::Exact)));
}

QString quoted(const QByteArray& words)
{
    return QStringLiteral("“%1”").arg(
        torrent::safeText(QString::fromUtf8(words.left(4 * kLongestQuote)), kLongestQuote));
}

} // namespace waggle::remote
