// SPDX-License-Identifier: GPL-3.0-or-later
#include "cleanrecord.h"

#include "core/remote/steps.h"
#include "core/remote/wire/answers.h"
#include "core/remote/wire/bigendian.h"

#include <stdexcept>

namespace waggle::test {

using namespace remote;
using protocol::Event;

namespace {

protocol::InfoHash hash(std::uint8_t filler)
{
    protocol::InfoHash made;
    made.bytes.fill(filler);
    return made;
}

QByteArray number(qint64 value)
{
    return 'i' + QByteArray::number(value) + 'e';
}

QByteArray string(const QByteArray& value)
{
    return QByteArray::number(value.size()) + ':' + value;
}

QByteArray wiresOf(const std::vector<RemotePeer>& peers)
{
    QByteArray wires;
    for (const RemotePeer& peer : peers) {
        wires.append(reinterpret_cast<const char*>(peer.endpoint.address.data()), 4);
        appendBig(wires, peer.endpoint.port);
    }
    return wires;
}

// As bytes of its transport.
void write(Exchange& exchange)
{
    const AnnounceAnswer& answer = *exchange.announce;
    if (exchange.http) {
        QByteArray body = "d8:complete" + number(answer.seeders.value_or(0)) + "10:incomplete"
            + number(answer.leechers.value_or(0)) + "8:interval" + number(answer.interval.value_or(1800)) + "5:peers"
            + string(wiresOf(answer.peers)) + 'e';
        exchange.http->body = body;
        exchange.reply = "HTTP/1.1 200 OK\r\n\r\n" + body;
    } else if (exchange.udp) {
        exchange.reply = QByteArray(8, '\1');
        for (const qint64 value :
            {answer.interval.value_or(0), answer.leechers.value_or(0), answer.seeders.value_or(0)})
            appendBig(exchange.reply, static_cast<std::uint32_t>(value));
        exchange.reply += wiresOf(answer.peers);
    }
}

Exchange asked(const TrackerRecord& record, const char* name, StepKind kind)
{
    Exchange exchange;
    exchange.step.name = name;
    exchange.step.kind = kind;
    exchange.request = "asked";
    exchange.wallMs = 1'700'000'000'000;
    if (record.url.scheme == Scheme::Udp) {
        exchange.udp.emplace();
        exchange.udp->sent = exchange.udp->received = 1;
        exchange.udp->from = record.legs.front().address;
    } else if (isWebSocket(record.url.scheme)) {
        exchange.webSocket.emplace();
        exchange.webSocket->upgradeStatus = 101;
        exchange.webSocket->upgrade = std::chrono::milliseconds(1);
    } else {
        exchange.http.emplace();
        exchange.http->status = 200;
        exchange.http->fields = {{"Content-Type", "text/plain"}};
        exchange.http->reused = !record.legs.front().exchanges.empty();
    }
    return exchange;
}

struct Adder {
    TrackerRecord& record;

    void announce(const char* name, Identity identity, Event event, std::uint8_t filler,
        std::vector<protocol::Endpoint> peers, int there, StepKind kind = StepKind::Announce)
    {
        Exchange exchange = asked(record, name, kind);
        exchange.step.identity = identity;
        exchange.step.event = event;
        exchange.step.hashes = {hash(filler)};
        exchange.announce.emplace();
        exchange.announce->interval = 1800;
        exchange.announce->seeders = 0;
        exchange.announce->leechers = there;
        for (const auto& peer : peers)
            exchange.announce->peers.push_back({peer, std::nullopt});
        write(exchange);
        record.legs.front().exchanges.push_back(std::move(exchange));
    }
    void scrape(const char* name, std::initializer_list<std::uint8_t> fillers, std::vector<ScrapeCounts> files)
    {
        Exchange exchange = asked(record, name, StepKind::Scrape);
        for (const std::uint8_t filler : fillers)
            exchange.step.hashes.push_back(hash(filler));
        exchange.scrape.emplace().files = std::move(files);
        if (exchange.http)
            exchange.http->body = "d5:filesdee";
        if (exchange.udp)
            exchange.reply = QByteArray(8 + 12 * static_cast<int>(fillers.size()), '\0');
        record.legs.front().exchanges.push_back(std::move(exchange));
    }
    void plain(const char* name, StepKind kind, Cause cause = Cause::None)
    {
        Exchange exchange = asked(record, name, kind);
        exchange.cause = cause;
        if (exchange.udp) {
            exchange.udp->connectionId = 77 + record.legs.front().exchanges.size();
            exchange.request = exchange.reply = QByteArray(16, '\0');
        }
        record.legs.front().exchanges.push_back(std::move(exchange));
    }
};

} // namespace

protocol::Endpoint endpoint(const char* address, std::uint16_t port)
{
    return {protocol::Address::parse(address).value_or(protocol::Address()), port};
}

Lookup lookup(RecordType type, std::initializer_list<const char*> addresses)
{
    Lookup made;
    made.type = type;
    made.took = std::chrono::milliseconds(5);
    made.server = QStringLiteral("192.0.2.53");
    for (const char* address : addresses)
        made.addresses.push_back(endpoint(address, 0).address);
    made.cause = made.addresses.empty() ? Cause::NoData : Cause::None;
    return made;
}

TrackerRecord cleanRecord(Scheme scheme)
{
    TrackerRecord record;
    record.mode = Mode::Full;
    record.url = {scheme, QStringLiteral("tracker.example"), 6969, "/announce", {}};
    record.identities[0].port = kPortA;
    record.identities[1].port = kPortB;
    record.network.v4 = record.network.v6 = true;
    record.lookups = {lookup(RecordType::A, {"198.51.100.7"}), lookup(RecordType::Aaaa, {})};
    record.legs.resize(1);
    record.legs.front().scheme = scheme;
    record.legs.front().address = endpoint("198.51.100.7", 6969);
    const auto a = endpoint("203.0.113.9", kPortA), b = endpoint("203.0.113.9", kPortB);
    Adder add{record};
    if (scheme == Scheme::Udp)
        add.plain(step::kConnect, StepKind::UdpConnect);
    add.scrape(step::kScrapeUnknown, {1},
        scheme == Scheme::Udp ? std::vector{ScrapeCounts{hash(1), 0, 0, 0}} : std::vector<ScrapeCounts>());
    add.announce(step::kAnnounceA, Identity::A, Event::Started, 9, {}, 1);
    if (scheme == Scheme::Udp)
        add.plain(step::kConnectB, StepKind::UdpConnect);
    add.announce(step::kAnnounceB, Identity::B, Event::Started, 9, {a}, 2);
    add.scrape(step::kScrape, {9}, {{hash(9), 0, 2, 0}});
    add.announce(step::kAgainA, Identity::A, Event::None, 9, {b}, 2);
    add.announce(step::kNumwant0, Identity::B, Event::None, 9, {}, 2);
    if (isTls(scheme) || scheme == Scheme::Http) {
        for (const char* name : {step::kEscapes, step::kPlus, step::kReordered})
            add.announce(name, Identity::B, Event::None, 9, {a}, 2, StepKind::RawQuery);
    }
    add.scrape(step::kScrapeCompleted, {9}, {{hash(9), 1, 1, 1}});
    add.scrape(step::kScrapeTwice, {9}, {{hash(9), 1, 1, 1}});
    add.announce(step::kAnnounceFresh1, Identity::A, Event::Started, 2, {}, 1);
    if (scheme == Scheme::Udp)
        add.plain(step::kWrongMagic, StepKind::UdpWrongMagic, Cause::AnswerTimeout);
    add.announce(step::kStoppedA, Identity::A, Event::Stopped, 9, {}, 1);
    add.announce(step::kUpdateB, Identity::B, Event::None, 9, {}, 1);
    add.announce(step::kStoppedB, Identity::B, Event::Stopped, 9, {}, 0);
    record.legs.front().requests = static_cast<int>(record.legs.front().exchanges.size());
    return record;
}

Exchange& exchangeOf(TrackerRecord& record, const char* step)
{
    for (Exchange& exchange : record.legs.front().exchanges) {
        if (exchange.step.name == step)
            return exchange;
    }
    throw std::logic_error(step);
}

void setPeers(Exchange& exchange, std::vector<protocol::Endpoint> peers)
{
    exchange.announce->peers.clear();
    for (const auto& peer : peers)
        exchange.announce->peers.push_back({peer, std::nullopt});
    exchange.announce->leechers = std::max<qint64>(*exchange.announce->leechers, static_cast<qint64>(peers.size()));
    write(exchange);
}

void setBody(Exchange& exchange, const QByteArray& body)
{
    exchange.http->body = body;
    exchange.announce = readHttpAnnounce(body);
}

} // namespace waggle::test
