// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/rules/look.h"
#include "core/remote/steps.h"

#include <QDateTime>
#include <QUrl>

#include <algorithm>

namespace waggle::remote {
namespace {

constexpr Duration kDrip = std::chrono::seconds(1);
constexpr Duration kSoon = std::chrono::seconds(5); // servers keep quiet connections for longer
constexpr double kLateShare = 0.25; // of a certificate's life

bool isTcp(const LegRecord& leg)
{
    return leg.scheme != Scheme::Udp;
}

bool isUnreachable(Cause cause)
{
    switch (cause) {
    case Cause::Refused:
    case Cause::Reset:
    case Cause::Unreachable:
    case Cause::ConnectTimeout:
    case Cause::AnswerTimeout:
    case Cause::Incomplete:
        return true;
    case Cause::None:
    case Cause::NxDomain:
    case Cause::ServFail:
    case Cause::NoData:
    case Cause::ResolverTimeout:
    case Cause::TlsFailed:
    case Cause::TooLarge:
    case Cause::BadAnswer:
    case Cause::Denied:
    case Cause::ProxyRefused:
    case Cause::ProxyTimeout:
    case Cause::ProxyNoUdp:
    case Cause::NoNetwork:
    case Cause::NoSocket:
    case Cause::Cancelled:
        break;
    }
    return false;
}

void unreachable(const LegLook& at)
{
    const Exchange* failure = firstFailure(at.leg);
    if (!failure || !isMute(at.leg) || !at.leg.address || !isUnreachable(failure->cause))
        return;
    at.add("T1", failure,
        QStringLiteral("%1: %2%3")
            .arg(QString::fromStdString(at.leg.address->text()), causeText(failure->cause),
                failure->detail.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(failure->detail)));
}

QString dateText(qint64 ms)
{
    return QDateTime::fromMSecsSinceEpoch(ms, Qt::UTC).toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'"));
}

void certificateLife(const LegLook& at, const Exchange& exchange, const Certificate& leaf)
{
    const double life = static_cast<double>(leaf.notAfterMs - leaf.notBeforeMs);
    const double left = static_cast<double>(leaf.notAfterMs - exchange.wallMs);
    if (left <= 0)
        at.add(Severity::Error, "T2", &exchange, say("The certificate ended on %1").arg(dateText(leaf.notAfterMs)));
    else if (exchange.tls->notYetValid)
        at.add(Severity::Error, "T2", &exchange, say("The certificate begins on %1").arg(dateText(leaf.notBeforeMs)));
    else if (life > 0 && left < kLateShare * life)
        at.add(Severity::Warning, "T2", &exchange,
            say("Not after %1: %2 % of its life left")
                .arg(dateText(leaf.notAfterMs))
                .arg(100.0 * left / life, 0, 'f', 0));
}

void certificateTrust(const LegLook& at, const Exchange& exchange)
{
    const TlsFacts& tls = *exchange.tls;
    QStringList wrong;
    if (tls.nameMismatch)
        wrong += say("it is for %1, not for %2")
                     .arg(tls.leaf ? tls.leaf->names.join(QStringLiteral(", ")) : QString(), at.record.url.host);
    if (tls.selfSigned)
        wrong += say("it is signed by itself");
    if (tls.missingIssuer)
        wrong += say("the certificate of its issuer is not sent and not known");
    if (!wrong.isEmpty())
        at.add("T3", &exchange, say("The certificate is not trusted: %1").arg(wrong.join(QStringLiteral("; "))));
}

void tls(const LegLook& at)
{
    const auto found = std::find_if(at.leg.exchanges.begin(), at.leg.exchanges.end(),
        [](const Exchange& exchange) { return exchange.tls && exchange.tls->leaf; });
    if (found != at.leg.exchanges.end()) {
        certificateLife(at, *found, *found->tls->leaf);
        certificateTrust(at, *found);
    }
    const Exchange* old = at.find(step::kOldTls);
    if (old && old->cause == Cause::None)
        at.add("T4", old, say("It speaks %1 and nothing newer").arg(old->tls ? old->tls->version : QString()));
    else if (const Exchange* failure = firstFailure(at.leg);
             failure && failure->cause == Cause::TlsFailed && isMute(at.leg))
        at.add(Severity::Fatal, "T1", failure, say("No TLS: %1").arg(failure->detail));
}

bool isInside(const QUrl& target)
{
    const auto address = protocol::Address::parse(target.host().toStdString());
    return target.host() == QLatin1String("localhost") || (address && !isPublic(*address));
}

void redirects(const LegLook& at)
{
    const Exchange* first = at.find(step::kAnnounceA);
    if (!first || !first->http || first->http->status / 100 != 3)
        return;
    const QByteArray location = first->http->field("Location");
    const QUrl from(at.record.url.text());
    const QUrl target = from.resolved(QUrl::fromEncoded(location));
    const Exchange* second = at.find(step::kRedirected);
    const bool again = second && second->http && second->http->status / 100 == 3;
    const bool inside = isInside(target) && !at.isLocalTracker();
    QString words = say("Status %1 leads to %2").arg(first->http->status).arg(quoted(location));
    if (again)
        words += say(", which redirects again");
    if (inside)
        words += say(", an address inside the asker's own network");
    if (target.scheme() == QLatin1String("https") && from.scheme() == QLatin1String("http"))
        words += say(" (from http to https)");
    at.add(again || inside ? Severity::Error : Severity::Warning, "T5", first, words);
}

// It was open behind the first, and the second needed another: closed without a word. After a pause that is anybody's
// right.
bool isClosedBetween(const Exchange& first, const Exchange& second)
{
    const bool isSoon = second.since - (first.since + first.phases.total) < kSoon;
    return isSoon && first.http && second.http && first.cause == Cause::None && !second.http->reused
        && first.step.name != step::kScrapeAll // which we end
        && first.step.kind != StepKind::Redirected && second.step.kind != StepKind::Redirected;
}

void keepAlive(const LegLook& at)
{
    const auto& all = at.leg.exchanges;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Exchange& exchange = all[i];
        const bool isSaid = exchange.http && exchange.http->closed && exchange.cause == Cause::None;
        if (isSaid || (i + 1 < all.size() && isClosedBetween(exchange, all[i + 1]))) {
            at.add("T7", &exchange,
                say("The connection was closed behind “%1”").arg(QString::fromStdString(exchange.step.name)));
            return;
        }
    }
}

void drips(const LegLook& at)
{
    for (const Exchange& exchange : at.leg.exchanges) {
        if (exchange.http && exchange.http->slowestGap && *exchange.http->slowestGap > kDrip) {
            at.add("T8", &exchange,
                say("%1 passed between two pieces of the answer").arg(milliseconds(*exchange.http->slowestGap)));
            return;
        }
    }
}

} // namespace

void tlsRules(const TrackerRecord& record, Findings& findings)
{
    forEachLeg(record, findings, [](const LegLook& at) {
        if (!isTcp(at.leg))
            return;
        unreachable(at);
        tls(at);
        redirects(at);
        keepAlive(at);
        drips(at);
    });
    if (record.twinDiffers)
        findings.add("T6", -1, -1, *record.twinDiffers);
}

} // namespace waggle::remote
