// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/rules/look.h"
#include "core/remote/steps.h"
#include "core/remote/wire/codepoints.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace waggle::remote {
namespace {

void upgrade(const LegLook& at)
{
    const Exchange* first = at.leg.first();
    if (!first || !first->webSocket || first->webSocket->upgradeStatus == 0)
        return;
    const bool isOpened = first->webSocket->upgrade.has_value();
    if (first->webSocket->upgradeStatus == 101) {
        if (!isOpened && first->cause == Cause::BadAnswer)
            at.add("W1", first, say("The upgrade was answered wrongly: %1").arg(first->detail), first->reply.left(400));
        else if (isOpened && !first->webSocket->subprotocol.isEmpty())
            at.add("W1", first,
                say("The upgrade chose a subprotocol that was not asked for: %1")
                    .arg(quoted(first->webSocket->subprotocol)),
                first->reply.left(400));
        return;
    }
    at.add("W1", first, say("The upgrade was answered with status %1").arg(first->webSocket->upgradeStatus),
        first->reply.left(400));
}

bool isNoAnswer(Cause cause)
{
    return cause == Cause::AnswerTimeout || cause == Cause::Incomplete || cause == Cause::Reset
        || cause == Cause::BadAnswer;
}

// Clients compare it with the very string they sent: 20 code points, one a byte.
void announces(const LegLook& at)
{
    const Exchange* announce = at.find(step::kAnnounceA);
    if (!announce || !announce->webSocket || announce->webSocket->upgradeStatus != 101)
        return;
    if (isNoAnswer(announce->cause)) {
        if (announce->webSocket->upgrade)
            at.add("W2", announce, say("Connected, and no answer to an announce: %1").arg(causeText(announce->cause)));
        return;
    }
    const QString asked = codePoints(announce->step.hashes.front().bytes);
    for (const QByteArray& message : announce->webSocket->messages) {
        const QJsonObject object = QJsonDocument::fromJson(message).object();
        const QString hash = object.value(QLatin1String("info_hash")).toString();
        if (hash.isEmpty() || hash == asked)
            continue;
        at.add("W2", announce,
            hash.size() == asked.size()
                ? say("info_hash comes back changed")
                : say("info_hash comes back with %1 characters in place of 20").arg(hash.size()),
            message.left(400));
        return;
    }
}

void relay(const LegLook& at)
{
    const Exchange* offer = at.find(step::kOffer);
    if (!offer || !offer->webSocket || !isTaken(at.find(step::kAnnounceA)))
        return;
    if (!offer->webSocket->offerRelayed)
        at.add("W3", offer, say("B's offer did not reach A"));
    else if (!offer->webSocket->answerRelayed)
        at.add("W3", offer, say("A's answer did not reach B"));
}

void idle(const LegLook& at)
{
    const Exchange* quiet = at.find(step::kIdle);
    if (!quiet || !quiet->webSocket)
        return;
    if (quiet->webSocket->closeCode != 0)
        at.add("W4", quiet, say("Closed while idle, with code %1").arg(quiet->webSocket->closeCode));
    else if (!quiet->webSocket->ponged)
        at.add("W4", quiet, say("A ping was not answered"));
}

} // namespace

void webSocketRules(const TrackerRecord& record, Findings& findings)
{
    forEachLeg(record, findings, [](const LegLook& at) {
        if (!isWebSocket(at.leg.scheme))
            return;
        upgrade(at);
        announces(at);
        relay(at);
        idle(at);
    });
}

} // namespace waggle::remote
