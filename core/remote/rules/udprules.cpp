// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/rules/look.h"
#include "core/remote/steps.h"

#include "core/protocol/udp.h"
#include "core/remote/wire/answers.h"

#include <algorithm>

namespace waggle::remote {
namespace {

constexpr qsizetype kAnnounceHead = 20;
constexpr qsizetype kScrapeHead = 8;
constexpr qsizetype kScrapeEntry = 12;
constexpr qsizetype kLargestDatagram = 1452; // fits every usual link over IPv6
constexpr Duration kIdLife = std::chrono::seconds(60);

bool isAnnounce(const Exchange& exchange)
{
    return exchange.step.kind == StepKind::Announce && exchange.udp && !exchange.reply.isEmpty() && !exchange.udpError;
}

void silence(const LegLook& at)
{
    const Exchange* connect = at.find(step::kConnect);
    if (!connect || connect->cause == Cause::None || !at.leg.address)
        return;
    const Exchange* other = at.find(step::kUnconnected);
    if (other && other->cause == Cause::None && other->udp && other->udp->from == at.leg.address)
        return; // it was lost
    const QString asked = QString::fromStdString(at.leg.address->text());
    if (other && other->cause == Cause::None && other->udp && other->udp->from
        && *other->udp->from != *at.leg.address) {
        at.add("U4", other,
            say("Asked %1, answered by %2").arg(asked, QString::fromStdString(other->udp->from->text())), other->reply);
    } else if (connect->cause == Cause::AnswerTimeout && !(connect->udp && connect->udp->received > 0)) {
        at.add("U1", connect,
            say("%1: no answer to %2")
                .arg(asked, counted(connect->udp ? connect->udp->sent : 1, say("1 datagram"), say("%1 datagrams"))));
    } else if (connect->cause == Cause::Refused || connect->cause == Cause::Unreachable) {
        at.add("U1", connect, say("%1: %2 (told by ICMP)").arg(asked, causeText(connect->cause)));
    }
}

void loss(const LegLook& at)
{
    int sent = 0, lost = 0, exchanges = 0, late = 0;
    for (const Exchange& exchange : at.leg.exchanges) {
        const bool isLost = exchange.step.kind == StepKind::UdpConnect && exchange.cause == Cause::AnswerTimeout
            && exchange.udp && exchange.udp->received == 0 && speaks(at.leg);
        if (!exchange.udp || exchange.step.kind == StepKind::UdpWrongMagic
            || exchange.step.kind == StepKind::UdpUnconnected || (exchange.cause != Cause::None && !isLost))
            continue;
        const int its = isLost ? exchange.udp->sent : exchange.udp->lost();
        ++exchanges;
        sent += exchange.udp->sent;
        lost += its;
        late += its > 0 ? 1 : 0;
    }
    if (lost == 0)
        return;
    const bool always = exchanges >= 2 && late == exchanges;
    at.add(always ? Severity::Warning : Severity::Note, "U2", nullptr,
        say("%1 of %2 datagrams were not answered; %3 of %4 questions needed more than one")
            .arg(lost)
            .arg(sent)
            .arg(late)
            .arg(exchanges));
}

void transactions(const LegLook& at)
{
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!exchange.udp)
            continue;
        if (exchange.udp->swappedTransaction) {
            at.add("U3", &exchange, say("The transaction id came back in the other byte order"),
                exchange.udp->strange.empty() ? exchange.reply : exchange.udp->strange.front());
            return;
        }
        for (const QByteArray& packet : exchange.udp->strange) {
            const auto head = udpclient::readHead(packet);
            if (head && head->action <= 3 && exchange.cause != Cause::None) {
                at.add("U3", &exchange, say("An answer carries a transaction id that was not asked with"), packet);
                return;
            }
        }
    }
}

void connectionIds(const LegLook& at)
{
    const Exchange* first = at.find(step::kConnect);
    const Exchange* second = at.find(step::kConnectB);
    if (!first || first->cause != Cause::None || !first->udp)
        return;
    if (first->udp->connectionId == protocol::udp::kMagic)
        at.add("U5", first, say("The connection id is the protocol's own magic number"), first->reply);
    else if (second && second->cause == Cause::None && second->udp
        && second->udp->connectionId == first->udp->connectionId)
        at.add(Severity::Note, "U5", second, say("Two sockets were given the same connection id"), second->reply);
}

void refusedIds(const LegLook& at)
{
    const Exchange* connect = at.find(step::kConnect);
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!connect || !exchange.udpError || !exchange.udpError->toLower().contains("connection")
            || exchange.step.oldId)
            continue;
        const Duration age = exchange.since - connect->since;
        if (age < kIdLife)
            at.add("U6", &exchange,
                say("Refused %1 after it was given: %2").arg(milliseconds(age), quoted(*exchange.udpError)),
                exchange.reply);
        return;
    }
}

// Asked with an id that the plan let grow old; a handshake that had to be renewed shows nothing.
void oldId(const LegLook& at)
{
    const Exchange* old = at.answered(step::kOldId);
    if (!old || old->phases.connect)
        return;
    Duration last{0};
    for (const Exchange* before = at.leg.exchanges.data(); before != old; ++before)
        last = std::max(last, before->since + before->phases.total);
    at.add("U7", old, say("A question with an id of at least %1 was answered").arg(milliseconds(old->since - last)),
        old->request.left(16));
}

bool losesOthers(const LegRecord& leg, const Exchange& but)
{
    return std::any_of(leg.exchanges.begin(), leg.exchanges.end(), [&](const Exchange& exchange) {
        const bool handshakeLost = exchange.step.kind == StepKind::UdpConnect && exchange.cause == Cause::AnswerTimeout;
        return &exchange != &but && exchange.udp
            && (handshakeLost || (exchange.cause == Cause::None && exchange.udp->lost() > 0));
    });
}

void options(const LegLook& at)
{
    const Exchange* with = at.find(step::kAnnounceA);
    const Exchange* without = at.find(step::kAgainA);
    if (!with || !without || isTaken(with) || !isTaken(without) || at.record.url.target().isEmpty())
        return;
    if (with->cause == Cause::AnswerTimeout && losesOthers(at.leg, *with))
        return; // it may have been lost too
    at.add("U8", with,
        say("With BEP 41 options: %1; without them it answers")
            .arg(with->udpError ? quoted(*with->udpError) : causeText(with->cause)),
        with->request);
}

// Endpoints that could be real: our own among them counts most, otherwise addresses that may stand in a list.
bool looksLikeV6(const QByteArray& wires)
{
    for (qsizetype at = 0; at + 18 <= wires.size(); at += 18) {
        const auto first = static_cast<std::uint8_t>(wires[at]);
        const bool global = (first & 0xe0) == 0x20 || (first & 0xfe) == 0xfc || first == 0xfe;
        const bool loopback = wires.mid(at, 16) == QByteArray(15, '\0') + '\1';
        if (!global && !loopback)
            return false;
    }
    return !wires.isEmpty();
}

// Read as IPv4, something stands there that is nobody's endpoint.
bool isImplausibleV4(const QByteArray& wires)
{
    for (qsizetype at = 0; at + 6 <= wires.size(); at += 6) {
        const auto first = static_cast<std::uint8_t>(wires[at]);
        if (first == 0 || first >= 224 || (wires[at + 4] == 0 && wires[at + 5] == 0))
            return true;
    }
    return false;
}

bool holdsPort(const QByteArray& wires, qsizetype stride, std::uint16_t port)
{
    for (qsizetype at = 0; at + stride <= wires.size(); at += stride) {
        const auto high = static_cast<std::uint8_t>(wires[at + stride - 2]);
        const auto low = static_cast<std::uint8_t>(wires[at + stride - 1]);
        if ((high << 8 | low) == port)
            return true;
    }
    return false;
}

// A list in the other family's stride: its length fits only that one, or an identity of ours stands only there.
bool hasOtherStride(const LegLook& at, const QByteArray& wires)
{
    const bool isV6 = at.leg.family == protocol::Family::V6;
    const qsizetype right = isV6 ? 18 : 6;
    const qsizetype wrong = isV6 ? 6 : 18;
    if (wires.isEmpty() || wires.size() % wrong != 0)
        return false;
    if (wires.size() % right != 0)
        return true;
    const auto holds = [&](qsizetype stride) {
        return std::any_of(at.record.identities.begin(), at.record.identities.end(),
            [&](const IdentityOf& who) { return holdsPort(wires, stride, who.port); });
    };
    if (holds(right) != holds(wrong))
        return holds(wrong);
    return !isV6 && looksLikeV6(wires) && isImplausibleV4(wires); // the last entry's port is the same in both
}

void answers(const LegLook& at)
{
    bool strideTold = false, lengthTold = false;
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!isAnnounce(exchange))
            continue;
        const qsizetype list = exchange.reply.size() - kAnnounceHead;
        const qsizetype stride = at.leg.family == protocol::Family::V6 ? 18 : 6;
        if (!strideTold && list > 0 && hasOtherStride(at, exchange.reply.mid(kAnnounceHead))) {
            strideTold = true;
            at.add("U10", &exchange,
                say("%1 bytes of peers in entries of %2 bytes").arg(list).arg(stride == 18 ? 6 : 18), exchange.reply);
        } else if (!lengthTold && isBareHead(exchange)) {
            lengthTold = true;
            at.add(Severity::Warning, "U9", &exchange,
                say("The answer has 8 bytes, a head and nothing behind it: a refusal that clients take for a broken "
                    "answer"),
                exchange.reply);
        } else if (!strideTold && !lengthTold && (list < 0 || list % stride != 0)) {
            lengthTold = true;
            at.add("U9", &exchange,
                list < 0 ? say("The answer has %1 bytes; 20 is the least").arg(exchange.reply.size())
                         : say("%1 bytes of peers are no whole number of entries of %2").arg(list).arg(stride),
                exchange.reply);
        }
    }
}

void errors(const LegLook& at)
{
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!exchange.udpError)
            continue;
        const QByteArray& text = *exchange.udpError;
        if (!text.isEmpty() && !text.endsWith('\0'))
            continue;
        at.add("U11", &exchange,
            text.isEmpty() ? say("An error without a text") : say("%1 ends in a NUL byte").arg(quoted(text.chopped(1))),
            exchange.reply);
        return;
    }
}

void scrapes(const LegLook& at)
{
    const Exchange* scrape = at.find(step::kScrape);
    if (scrape && scrape->udpError)
        at.add(
            Severity::Warning, "U12", scrape, say("Scrape refused: %1").arg(quoted(*scrape->udpError)), scrape->reply);
    else if (scrape && scrape->cause == Cause::AnswerTimeout && isTaken(at.find(step::kAnnounceA)))
        at.add(Severity::Warning, "U12", scrape, say("A scrape is not answered, announces are"));
    const Exchange* three = at.find(step::kScrapePositions);
    if (!three || three->udpError || three->reply.size() < kScrapeHead)
        return;
    const qsizetype expected = kScrapeHead + 3 * kScrapeEntry;
    if (three->reply.size() != expected)
        at.add(Severity::Error, "U12", three,
            say("Three hashes, one of them twice, were answered with %1 bytes instead of %2")
                .arg(three->reply.size())
                .arg(expected),
            three->reply);
    else if (three->reply.mid(kScrapeHead, kScrapeEntry)
        != three->reply.mid(kScrapeHead + 2 * kScrapeEntry, kScrapeEntry))
        at.add(Severity::Error, "U12", three, say("The same hash has different counts at two places"), three->reply);
}

void sizes(const LegLook& at)
{
    const Exchange* many = at.find(step::kNumwantMany);
    if (many && many->cause == Cause::AnswerTimeout && isTaken(at.find(step::kAnnounceA)))
        at.add("U14", many, say("An announce that wants 200 peers is not answered, one for 50 is"));
    bool largeTold = false, doubleTold = false;
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!largeTold && exchange.udp && exchange.reply.size() > kLargestDatagram) {
            largeTold = true;
            at.add("U15", &exchange, say("A datagram of %1 bytes").arg(exchange.reply.size()));
        }
        if (!doubleTold && exchange.udp && exchange.udp->duplicated) {
            doubleTold = true;
            at.add("U15", &exchange, say("The question before was asked once and answered twice"));
        }
    }
}

void magic(const LegLook& at)
{
    const Exchange* wrong = at.find(step::kWrongMagic);
    if (wrong && wrong->cause == Cause::None && !wrong->udpError)
        at.add("U16", wrong, say("A connect with a wrong protocol id was answered"), wrong->reply);
    const Exchange* connect = at.find(step::kConnect);
    if (connect && connect->cause == Cause::None && connect->reply.size() > connect->request.size())
        at.add("U16", connect,
            say("%1 bytes answer a handshake of %2").arg(connect->reply.size()).arg(connect->request.size()),
            connect->reply);
}

} // namespace

void udpRules(const TrackerRecord& record, Findings& findings)
{
    forEachLeg(record, findings, [](const LegLook& at) {
        if (at.leg.scheme != Scheme::Udp)
            return;
        for (const auto rule : {silence, loss, transactions, connectionIds, refusedIds, oldId, options, answers, errors,
                 scrapes, sizes, magic})
            rule(at);
    });
}

} // namespace waggle::remote
