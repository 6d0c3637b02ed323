// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/rules/look.h"
#include "core/remote/steps.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace waggle::remote {
namespace {

void upgrade(const LegLook& at)
{
    const Exchange* first = at.leg.first();
    if (!first || !first->webSocket || first->webSocket->upgradeStatus == 0 || first->webSocket->upgradeStatus == 101)
        return;
    at.add("W1", first, say("The upgrade was answered with status %1").arg(first->webSocket->upgradeStatus),
        first->reply.left(400));
}

// libtorrent and the npm client both expect 20 code points, one a byte.
void announces(const LegLook& at)
{
    const Exchange* announce = at.find(step::kAnnounceA);
    if (!announce || !announce->webSocket || announce->webSocket->upgradeStatus != 101)
        return;
    if (announce->cause == Cause::AnswerTimeout || announce->cause == Cause::Incomplete) {
        at.add("W2", announce, say("Connected, and no answer to an announce: %1").arg(causeText(announce->cause)));
        return;
    }
    for (const QByteArray& message : announce->webSocket->messages) {
        const QJsonObject object = QJsonDocument::fromJson(message).object();
        const QString hash = object.value(QLatin1String("info_hash")).toString();
        if (hash.isEmpty() || hash.size() == 20)
            continue;
        at.add("W2", announce, say("info_hash comes back with %1 characters in place of 20").arg(hash.size()),
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
