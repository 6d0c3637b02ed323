// SPDX-License-Identifier: GPL-3.0-or-later
#include "cleanrecord.h"

#include "core/remote/report/report.h"
#include "core/remote/steps.h"

#include <gtest/gtest.h>

#include <functional>

using namespace waggle;
using namespace waggle::remote;
using namespace waggle::test;
using namespace std::chrono_literals;

namespace {

// One thing changed in a clean record, and what must be found then; "" for nothing of warning or above.
struct Row {
    const char* name;
    const char* id;
    Severity severity;
    Scheme scheme;
    std::function<void(TrackerRecord&)> change;
    const char* evidence = "";
};

void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.name;
}

const char* const kNone = "";

std::string idsOf(const Report& report, Severity least = Severity::Note)
{
    std::string ids;
    for (const Finding& finding : report.findings) {
        if (finding.severity >= least)
            ids += std::string(finding.kind->id) + " (" + finding.evidence.toStdString() + ")\n";
    }
    return ids;
}

const Finding* find(const Report& report, std::string_view id)
{
    for (const Finding& finding : report.findings) {
        if (id == finding.kind->id)
            return &finding;
    }
    return nullptr;
}

void moveTo(TrackerRecord& record, const char* address)
{
    record.legs.front().address = endpoint(address, 6969);
    for (Exchange& exchange : record.legs.front().exchanges) {
        if (exchange.udp)
            exchange.udp->from = record.legs.front().address;
    }
}

TlsFacts certificate(qint64 fromDays, qint64 untilDays)
{
    constexpr qint64 kNow = 1'700'000'000'000, kDay = 86'400'000;
    TlsFacts facts;
    facts.version = QStringLiteral("TLS 1.3");
    facts.leaf.emplace();
    facts.leaf->names = {QStringLiteral("tracker.example")};
    facts.leaf->notBeforeMs = kNow + fromDays * kDay;
    facts.leaf->notAfterMs = kNow + untilDays * kDay;
    return facts;
}

auto tls(TlsFacts facts)
{
    return [facts](TrackerRecord& record) { exchangeOf(record, step::kScrapeUnknown).tls = facts; };
}

TlsFacts with(bool TlsFacts::*flag, TlsFacts facts = certificate(-10, 80))
{
    facts.*flag = true;
    return facts;
}

Lookup text(std::vector<std::vector<QByteArray>> texts, const char* server)
{
    Lookup made = lookup(RecordType::Txt, {});
    made.cause = Cause::None;
    made.texts = std::move(texts);
    made.server = QLatin1String(server);
    return made;
}

std::vector<protocol::Endpoint> strangers(int count)
{
    std::vector<protocol::Endpoint> all;
    for (int i = 0; i < count; ++i)
        all.push_back(endpoint("203.0.113.40", static_cast<std::uint16_t>(10'000 + i)));
    return all;
}

LegRecord deadLeg(const TrackerRecord& record, const char* address, Cause cause)
{
    LegRecord leg;
    leg.scheme = record.url.scheme;
    leg.address = endpoint(address, 6969);
    leg.family = leg.address->address.family();
    Exchange exchange;
    exchange.step.name = record.url.scheme == Scheme::Udp ? step::kConnect : step::kAnnounceA;
    exchange.step.kind = record.url.scheme == Scheme::Udp ? StepKind::UdpConnect : StepKind::Announce;
    exchange.cause = cause;
    exchange.request = "asked";
    leg.exchanges = {exchange};
    return leg;
}

// A second leg, where B asks for A whom the first announced to (fresh 1), and is told of so many leechers.
auto visit(const char* address, int leechers, bool isListed = false, const char* undo = nullptr)
{
    return [=](TrackerRecord& record) {
        LegRecord other = record.legs.front();
        other.address = endpoint(address, 6969);
        other.family = other.address->address.family();
        Exchange asked = exchangeOf(record, step::kAnnounceB);
        asked.step.name = step::kVisit;
        asked.step.hashes = exchangeOf(record, step::kAnnounceFresh1).step.hashes;
        asked.since = 5s;
        asked.announce->leechers = leechers;
        if (!isListed)
            asked.announce->peers.clear();
        std::erase_if(other.exchanges, [](const Exchange& one) { return one.step.name == step::kAnnounceFresh1; });
        other.exchanges.push_back(asked);
        record.legs.push_back(other);
        if (undo) { // something else that makes it undecidable
            Exchange goodbye = exchangeOf(record, step::kStoppedA);
            goodbye.step.name = undo;
            goodbye.step.hashes = asked.step.hashes;
            goodbye.since = 4s;
            record.legs.front().exchanges.push_back(goodbye);
        }
    };
}

// The answers do not tell how many there are.
auto uncounted(std::function<void(TrackerRecord&)> change)
{
    return [change](TrackerRecord& record) {
        change(record);
        for (LegRecord& leg : record.legs)
            for (Exchange& exchange : leg.exchanges)
                if (exchange.announce)
                    exchange.announce->seeders.reset();
    };
}

auto later(const char* name, std::function<void(Exchange&)> change)
{
    return [=](TrackerRecord& record) {
        Exchange asked = exchangeOf(record, std::string_view(name) == step::kOldId ? step::kScrape : step::kAnnounceB);
        asked.step.name = name;
        asked.step.oldId = std::string_view(name) == step::kOldId;
        asked.since = 3700s;
        change(asked);
        record.legs.front().exchanges.push_back(asked);
    };
}

// What opentracker says of a torrent that is not on its list.
void answerWithHeadAlone(TrackerRecord& record)
{
    for (const char* name : {step::kAnnounceA, step::kAnnounceB}) {
        Exchange& announce = exchangeOf(record, name);
        announce.cause = Cause::BadAnswer;
        announce.announce.reset();
        announce.reply = QByteArray("\0\0\0\1abcd", 8);
    }
}

Lookup alias(const char* server)
{
    Lookup made = lookup(RecordType::Txt, {});
    made.aliases = QStringList{QStringLiteral("edge.example"), QStringLiteral("cdn.example")};
    made.server = QLatin1String(server);
    return made;
}

auto setInterval(qint64 seconds, const char* at = nullptr)
{
    return [seconds, at](TrackerRecord& record) {
        if (at)
            moveTo(record, at);
        setBody(exchangeOf(record, step::kAnnounceA),
            "d8:completei0e10:incompletei1e8:intervali" + QByteArray::number(seconds) + "e5:peers0:e");
    };
}

void askOfAPerson(TrackerRecord& record)
{
    record.hash = exchangeOf(record, step::kAnnounceA).step.hashes.front();
}

constexpr auto F = Severity::Fatal;
constexpr auto E = Severity::Error;
constexpr auto W = Severity::Warning;
constexpr auto I = Severity::Note;

const Row kRows[] = {
    {"D1", "D1", F, Scheme::Http,
        [](TrackerRecord& record) {
            record.legs.clear();
            record.lookups = {lookup(RecordType::A, {}), lookup(RecordType::Aaaa, {})};
            record.lookups.front().cause = Cause::NxDomain;
        },
        "NXDOMAIN"},
    {"D2Private", "D2", F, Scheme::Udp,
        [](TrackerRecord& record) { record.lookups[0] = lookup(RecordType::A, {"192.168.1.1"}); }, "192.168.1.1"},
    {"D2Zero", "D2", F, Scheme::Http,
        [](TrackerRecord& record) { record.lookups[0] = lookup(RecordType::A, {"0.0.0.0"}); }},
    {"D2Multicast", "D2", F, Scheme::Http,
        [](TrackerRecord& record) { record.lookups[1] = lookup(RecordType::Aaaa, {"ff02::1"}); }},
    {"D2OfTheHostsFile", kNone, W, Scheme::Http,
        [](TrackerRecord& record) {
            record.lookups[0] = lookup(RecordType::A, {"127.0.0.1"});
            record.lookups[0].server = QStringLiteral("hosts");
        }},
    {"D2OfALocalName", kNone, W, Scheme::Http,
        [](TrackerRecord& record) {
            record.url.host = QStringLiteral("tracker.local");
            record.lookups[0] = lookup(RecordType::A, {"192.168.1.1"});
        }},
    {"D2Yggdrasil", kNone, W, Scheme::Http,
        [](TrackerRecord& record) { record.lookups[1] = lookup(RecordType::Aaaa, {"200:1234::1"}); }},
    {"D3", "D3", W, Scheme::Udp, [](TrackerRecord& record) { record.lookups[1].took = 1500ms; }, "AAAA lookup"},
    {"D3Found", "D3", W, Scheme::Udp, [](TrackerRecord& record) { record.lookups[0].took = 1001ms; }, "A lookup"},
    {"D3NotYet", kNone, W, Scheme::Udp, [](TrackerRecord& record) { record.lookups[0].took = 999ms; }},
    {"D4", "D4", E, Scheme::Http,
        [](TrackerRecord& record) { record.legs.push_back(deadLeg(record, "2001:db8::7", Cause::ConnectTimeout)); },
        "IPv6"},
    {"D4WithoutOwnV6", kNone, W, Scheme::Http,
        [](TrackerRecord& record) { record.legs.push_back(deadLeg(record, "2001:db8::7", Cause::NoNetwork)); }},
    {"D5", "D5", W, Scheme::Udp,
        [](TrackerRecord& record) { record.legs.push_back(deadLeg(record, "198.51.100.8", Cause::AnswerTimeout)); },
        "198.51.100.8"},
    {"D6", "D6", E, Scheme::Udp,
        [](TrackerRecord& record) {
            record.bep34 = {true, true, {}, {}};
        }},
    {"D7", "D7", W, Scheme::Udp,
        [](TrackerRecord& record) {
            record.bep34 = {true, false, {{true, 1337}, {false, 6969}}, {}};
        },
        "UDP:1337, TCP:6969"},
    {"D7Named", kNone, W, Scheme::Http,
        [](TrackerRecord& record) {
            record.bep34 = {true, false, {{true, 1337}, {false, 6969}}, {}};
        }},
    {"D8", "D8", W, Scheme::Udp,
        [](TrackerRecord& record) {
            record.bep34 = {true, false, {{true, 6969}}, {QStringLiteral("lower case")}};
        },
        "lower case"},
    {"D9", "D9", I, Scheme::Udp,
        [](TrackerRecord& record) {
            record.lookups.push_back(text({{"BITTORRENT UDP:6969"}}, "192.0.2.1"));
            record.lookups.push_back(text({}, "192.0.2.2"));
        },
        "192.0.2.2"},
    {"D9OtherOrder", kNone, W, Scheme::Udp,
        [](TrackerRecord& record) {
            record.lookups.push_back(text({{"a"}, {"b"}}, "192.0.2.1"));
            record.lookups.push_back(text({{"b"}, {"a"}}, "192.0.2.2"));
        }},
    {"D9Alias", "D9", I, Scheme::Udp, [](TrackerRecord& record) { record.lookups.push_back(alias("192.0.2.1")); },
        "to cdn.example"},
    {"D9AliasAndText", "D9", I, Scheme::Udp,
        [](TrackerRecord& record) {
            record.lookups.push_back(alias("192.0.2.1"));
            record.lookups.push_back(text({{"a"}}, "192.0.2.2"));
        },
        "differ between 192.0.2.1, 192.0.2.2"},
    {"D9AliasOfAText", kNone, W, Scheme::Udp,
        [](TrackerRecord& record) {
            record.lookups.push_back(text({{"a"}}, "192.0.2.1"));
            record.lookups.back().aliases << QStringLiteral("cdn.example");
        }},
    {"D9NoText", kNone, W, Scheme::Udp,
        [](TrackerRecord& record) { record.lookups.push_back(lookup(RecordType::Txt, {})); }},
    {"D10", "D10", I, Scheme::Udp,
        [](TrackerRecord& record) { record.sameAs = QStringLiteral("udp://other.example:6969/announce"); },
        "other.example"},
    {"T1Refused", "T1", F, Scheme::Http,
        [](TrackerRecord& record) { record.legs = {deadLeg(record, "198.51.100.7", Cause::Refused)}; }, "refused"},
    {"T1OfAProxy", kNone, W, Scheme::Http,
        [](TrackerRecord& record) { record.legs = {deadLeg(record, "198.51.100.7", Cause::ProxyRefused)}; }},
    {"T1Cancelled", kNone, W, Scheme::Http,
        [](TrackerRecord& record) { record.legs = {deadLeg(record, "198.51.100.7", Cause::Cancelled)}; }},
    {"T2Expired", "T2", E, Scheme::Https, tls(certificate(-90, -1)), "ended on"},
    {"T2Late", "T2", W, Scheme::Https, tls(certificate(-80, 20)), "20 % of its life"},
    {"T2NotYet", "T2", E, Scheme::Https, tls(with(&TlsFacts::notYetValid, certificate(1, 90)))},
    {"T2Fine", kNone, W, Scheme::Https, tls(certificate(-10, 80))},
    {"T3Name", "T3", E, Scheme::Https, tls(with(&TlsFacts::nameMismatch)), "not for tracker.example"},
    {"T3SelfSigned", "T3", E, Scheme::Https, tls(with(&TlsFacts::selfSigned))},
    {"T3Issuer", "T3", E, Scheme::Wss, tls(with(&TlsFacts::missingIssuer))},
    {"T5Https", "T5", W, Scheme::Http,
        [](TrackerRecord& record) {
            Exchange& first = exchangeOf(record, step::kAnnounceA);
            first.http->status = 301;
            first.http->fields = {{"Location", "https://tracker.example/announce"}};
        },
        "from http to https"},
    {"T5Inside", "T5", E, Scheme::Http,
        [](TrackerRecord& record) {
            Exchange& first = exchangeOf(record, step::kAnnounceA);
            first.http->status = 302;
            first.http->fields = {{"location", "http://127.0.0.1:8080/"}};
        },
        "own network"},
    {"T5InsideFromInside", "T5", W, Scheme::Http,
        [](TrackerRecord& record) {
            moveTo(record, "192.168.1.2");
            record.network.addresses = {endpoint("203.0.113.9", 0).address};
            Exchange& first = exchangeOf(record, step::kAnnounceA);
            first.http->status = 302;
            first.http->fields = {{"Location", "http://192.168.1.3:8080/"}};
        }},
    {"T6", "T6", I, Scheme::Http, [](TrackerRecord& record) { record.twinDiffers = QStringLiteral("by a lot"); },
        "by a lot"},
    {"T7", "T7", I, Scheme::Http,
        [](TrackerRecord& record) { exchangeOf(record, step::kAnnounceB).http->reused = false; }, "announce A"},
    {"T8", "T8", W, Scheme::Https,
        [](TrackerRecord& record) { exchangeOf(record, step::kScrape).http->slowestGap = 1001ms; }},
    {"H13Short", "H13", W, Scheme::Http, setInterval(299), "299 s"},
    {"H13Long", "H13", W, Scheme::Https, setInterval(10'801)},
    {"H13Bounds", kNone, W, Scheme::Http, setInterval(300)},
    {"H13BoundsAbove", kNone, W, Scheme::Http, setInterval(10'800)},
    {"H13Private", "H13", I, Scheme::Http,
        [](TrackerRecord& record) {
            setInterval(60, "192.168.1.2")(record);
            record.network.addresses = {endpoint("203.0.113.9", 0).address};
        }},
    {"H19OurPublicAddress", kNone, W, Scheme::Http,
        [](TrackerRecord& record) {
            setBody(exchangeOf(record, step::kAnnounceA),
                "d8:completei0e11:external ip4:\xcb\x71\x09\x07"
                "10:incompletei1e8:intervali1800e5:peers0:e");
        }},
    {"H19Private", "H19", W, Scheme::Http,
        [](TrackerRecord& record) {
            setBody(exchangeOf(record, step::kAnnounceA),
                "d8:completei0e11:external ip4:" + QByteArray("\x0a\0\0\1", 4)
                    + "10:incompletei1e8:intervali1800e5:peers0:e");
        },
        "10.0.0.1"},
    {"H19ThroughAProxy", kNone, W, Scheme::Http,
        [](TrackerRecord& record) {
            record.proxy = "socks5://10.0.0.1:1080";
            setBody(exchangeOf(record, step::kAnnounceA),
                "d8:completei0e11:external ip4:" + QByteArray("\x0a\0\0\1", 4)
                    + "10:incompletei1e8:intervali1800e5:peers0:e");
        }},
    {"H22", "H22", I, Scheme::Http, [](TrackerRecord& record) { record.url.path = "/x"; }, "/x"},
    {"U2Note", "U2", I, Scheme::Udp, [](TrackerRecord& record) { exchangeOf(record, step::kScrape).udp->sent = 2; }},
    {"U2Renewed", kNone, I, Scheme::Udp,
        [](TrackerRecord& record) {
            exchangeOf(record, step::kScrape).udp->sent = 2;
            exchangeOf(record, step::kScrape).udp->renewals = 1;
        }},
    {"U2Always", "U2", W, Scheme::Udp,
        [](TrackerRecord& record) {
            for (Exchange& exchange : record.legs.front().exchanges)
                exchange.udp->sent = 2;
        }},
    {"U6Late", kNone, W, Scheme::Udp,
        [](TrackerRecord& record) {
            Exchange& last = exchangeOf(record, step::kStoppedB);
            last.since = 61s;
            last.announce.reset();
            last.udpError = "Connection ID expired";
        }},
    {"U7", "U7", W, Scheme::Udp, later(step::kOldId, [](Exchange&) {}), "3700.0 s was answered"},
    {"U7Refused", kNone, W, Scheme::Udp,
        later(step::kOldId,
            [](Exchange& old) {
                old.scrape.reset();
                old.udpError = "Connection ID is too old";
            })},
    {"U6OfAnOldId", kNone, W, Scheme::Udp,
        later(step::kOldId,
            [](Exchange& old) {
                old.since = 1s;
                old.scrape.reset();
                old.udpError = "Connection ID is too old";
            })},
    {"U7Dropped", kNone, W, Scheme::Udp,
        later(step::kOldId,
            [](Exchange& old) {
                old.scrape.reset();
                old.cause = Cause::AnswerTimeout;
            })},
    {"U7Renewed", kNone, W, Scheme::Udp, later(step::kOldId, [](Exchange& old) { old.phases.connect = 1ms; })},
    {"U9BareHead", "U9", W, Scheme::Udp, answerWithHeadAlone, "8 bytes"},
    {"U10ListOfV4", kNone, W, Scheme::Udp,
        [](TrackerRecord& record) { // 18 bytes: three of IPv4, which could begin an address of IPv6
            setPeers(exchangeOf(record, step::kAnnounceB),
                {endpoint("37.1.2.3", 6000), endpoint("38.1.2.3", 6000), endpoint("203.0.113.9", kPortA)});
            exchangeOf(record, step::kAnnounceB).announce->leechers = 3;
        }},
    {"U15", "U15", W, Scheme::Udp,
        [](TrackerRecord& record) { exchangeOf(record, step::kScrape).udp->duplicated = true; }},
    {"B1", "B1", E, Scheme::Udp, [](TrackerRecord& record) { setPeers(exchangeOf(record, step::kAnnounceB), {}); }},
    {"B1OfRefused", kNone, W, Scheme::Http,
        [](TrackerRecord& record) { // asked about A, who was refused
            setBody(exchangeOf(record, step::kAnnounceA), "d14:failure reason4:busye");
            setPeers(exchangeOf(record, step::kAnnounceB), {});
        }},
    {"B2Self", "B2", I, Scheme::Udp,
        [](TrackerRecord& record) {
            setPeers(exchangeOf(record, step::kAnnounceB),
                {endpoint("203.0.113.9", kPortA), endpoint("203.0.113.9", kPortB)});
        }},
    {"B2Wrong", "B2", E, Scheme::Http,
        [](TrackerRecord& record) {
            moveTo(record, "192.168.1.2");
            record.network.addresses = {endpoint("192.168.1.50", 0).address};
        },
        "203.0.113.9"},
    {"B2BehindARouter", kNone, W, Scheme::Http,
        [](TrackerRecord& record) { record.network.addresses = {endpoint("192.168.1.50", 0).address}; }},
    {"B3", "B3", W, Scheme::Udp,
        [](TrackerRecord& record) { exchangeOf(record, step::kAnnounceB).announce->leechers = 0; }},
    {"B3Scrape", "B3", W, Scheme::Http,
        [](TrackerRecord& record) { exchangeOf(record, step::kScrape).scrape->files.front().leechers = 7; }},
    {"B3OfAPersons", kNone, W, Scheme::Http,
        [](TrackerRecord& record) {
            askOfAPerson(record);
            exchangeOf(record, step::kScrape).scrape->files.front().leechers = 700;
        }},
    {"U13", "U13", E, Scheme::Udp,
        [](TrackerRecord& record) {
            auto& counts = exchangeOf(record, step::kScrape).scrape->files.front();
            std::swap(counts.seeders, counts.leechers);
        }},
    {"B6OfAPersons", kNone, W, Scheme::Http,
        [](TrackerRecord& record) {
            askOfAPerson(record);
            setPeers(exchangeOf(record, step::kAnnounceA), strangers(5));
        }},
    {"B6", "B6", E, Scheme::Http,
        [](TrackerRecord& record) { setPeers(exchangeOf(record, step::kAnnounceFresh1), strangers(5)); }},
    {"B8Private", "B8", W, Scheme::Udp,
        [](TrackerRecord& record) {
            askOfAPerson(record);
            setPeers(exchangeOf(record, step::kAnnounceA), {endpoint("10.0.0.7", 6000)});
        },
        "10.0.0.7"},
    {"B8Multicast", "B8", W, Scheme::Http,
        [](TrackerRecord& record) {
            askOfAPerson(record);
            setPeers(exchangeOf(record, step::kAnnounceA), {endpoint("239.1.2.3", 6000)});
        }},
    {"B8Port", "B8", W, Scheme::Http,
        [](TrackerRecord& record) {
            askOfAPerson(record);
            setPeers(exchangeOf(record, step::kAnnounceA), {endpoint("203.0.113.7", 0)});
        }},
    {"B8PrivateOfPrivate", kNone, W, Scheme::Http,
        [](TrackerRecord& record) {
            askOfAPerson(record);
            moveTo(record, "192.168.1.2");
            record.network.addresses = {endpoint("203.0.113.9", 0).address};
            setPeers(exchangeOf(record, step::kAnnounceA), {endpoint("192.168.1.7", 6000)});
        }},
    {"B10", "B10", I, Scheme::Udp,
        [](TrackerRecord& record) {
            askOfAPerson(record);
            for (const char* name : {step::kAnnounceA, step::kAgainA}) {
                setPeers(exchangeOf(record, name), strangers(20));
                exchangeOf(record, name).announce->leechers = 100;
            }
        },
        "20 of 100"},
    {"B10AllThereAre", kNone, W, Scheme::Udp,
        [](TrackerRecord& record) {
            askOfAPerson(record);
            for (const char* name : {step::kAnnounceA, step::kAgainA})
                setPeers(exchangeOf(record, name), strangers(20));
        }},
    {"B12Interval", "B12", W, Scheme::Http,
        [](TrackerRecord& record) {
            record.legs.push_back(record.legs.front());
            record.legs[1].address = endpoint("198.51.100.8", 6969);
            for (Exchange& exchange : record.legs[1].exchanges) {
                if (exchange.announce)
                    exchange.announce->interval = 7200;
            }
        },
        "198.51.100.8:6969: interval 7200 s"},
    {"B12Refuses", "B12", W, Scheme::Udp,
        [](TrackerRecord& record) {
            record.legs.push_back(record.legs.front());
            record.legs[1].address = endpoint("198.51.100.8", 6969);
            record.legs[1].exchanges.resize(3); // announce A is the last
            record.legs[1].exchanges.back().announce.reset();
            record.legs[1].exchanges.back().udpError = "busy";
        },
        "busy"},
    {"B12ByChance", kNone, W, Scheme::Http,
        [](TrackerRecord& record) {
            record.legs.push_back(record.legs.front());
            record.legs[1].address = endpoint("198.51.100.8", 6969);
            exchangeOf(record, step::kAnnounceA).announce->interval = 1831;
        }},
    {"B12OtherFamily", kNone, W, Scheme::Http,
        [](TrackerRecord& record) {
            record.legs.push_back(record.legs.front());
            record.legs[1].family = protocol::Family::V6;
            record.legs[1].address = endpoint("2001:db8::1", 6969);
            exchangeOf(record, step::kAnnounceA).announce->interval = 7200;
        }},
    {"B11", "B11", I, Scheme::Http, visit("2001:db8::1", 1), "A announced to 198.51.100.7:6969; [2001:db8::1]:6969"},
    {"B11Counted", kNone, I, Scheme::Http, visit("2001:db8::1", 2)},
    {"B11AskerNotCounted", kNone, I, Scheme::Http, visit("2001:db8::1", 3)},
    {"B11Uncounted", kNone, I, Scheme::Http, uncounted(visit("2001:db8::1", 1))},
    {"B11ThatIsB12", kNone, W, Scheme::Http, visit("198.51.100.8", 1)},
    {"B12Stranger", "B12", W, Scheme::Udp, visit("198.51.100.8", 1), "198.51.100.8:6969 knew nothing of it 5.0 s"},
    {"B12Counted", kNone, W, Scheme::Udp, visit("198.51.100.8", 2)},
    {"B12Listed", kNone, W, Scheme::Udp, visit("198.51.100.8", 1, true)},
    {"B12Uncounted", "B12", W, Scheme::Http, uncounted(visit("198.51.100.8", 1))},
    {"B12UncountedListed", kNone, W, Scheme::Http, uncounted(visit("198.51.100.8", 1, true))},
    {"B12ThatIsB11", kNone, W, Scheme::Http, visit("2001:db8::1", 1)},
    {"B12AfterGoodbye", kNone, W, Scheme::Udp, visit("198.51.100.8", 1, false, step::kStoppedFresh1)},
    {"B14BareHead", "B14", I, Scheme::Udp, answerWithHeadAlone, "head"},
    {"B16", "B16", I, Scheme::Udp, later(step::kGone, [](Exchange&) {}), "silent for 3700.0 s, the interval is 1800 s"},
    {"B16Forgotten", kNone, I, Scheme::Udp, later(step::kGone, [](Exchange& gone) { gone.announce->peers.clear(); })},
    {"B14", "B14", I, Scheme::Http,
        [](TrackerRecord& record) {
            setBody(exchangeOf(record, step::kAnnounceA), "d14:failure reason20:Unregistered torrente");
        },
        "Unregistered torrent"},
    {"W1", "W1", F, Scheme::Ws,
        [](TrackerRecord& record) {
            record.legs.front().exchanges.resize(1);
            Exchange& first = record.legs.front().exchanges.front();
            first.webSocket = WebSocketFacts();
            first.webSocket->upgradeStatus = 403;
            first.cause = Cause::BadAnswer;
        },
        "403"},
};

class Rules : public testing::TestWithParam<Row> { };

// "B12" of "B12Listed": what a row is about that must not be found.
std::string subjectOf(std::string_view row)
{
    return std::string(row.substr(0, row.find_first_not_of("0123456789", 1)));
}

} // namespace

TEST_P(Rules, FindWhatIsThere)
{
    const Row& row = GetParam();
    TrackerRecord record = cleanRecord(row.scheme);
    row.change(record);
    const Report report = judge(record, true);
    if (*row.id == '\0') {
        const std::string subject = subjectOf(row.name);
        ASSERT_NE(findingKind(subject), nullptr) << "the row's name begins with no finding";
        EXPECT_EQ(find(report, subject), nullptr) << idsOf(report);
        return;
    }
    const Finding* finding = find(report, row.id);
    ASSERT_NE(finding, nullptr) << idsOf(report);
    EXPECT_EQ(finding->severity, row.severity);
    EXPECT_TRUE(finding->evidence.contains(QLatin1String(row.evidence))) << finding->evidence.toStdString();
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Rules, testing::ValuesIn(kRows), [](const auto& row) { return std::string(row.param.name); });

TEST(Rules, FindNothingInACleanRecord)
{
    for (const Scheme scheme : {Scheme::Udp, Scheme::Http, Scheme::Https, Scheme::Ws, Scheme::Wss})
        EXPECT_EQ(idsOf(judge(cleanRecord(scheme), true)), "") << schemeText(scheme).toStdString();
}

// A check that is under way says nothing that its next answer could take back.
TEST(Rules, FindNothingInTheBeginningOfACleanRecord)
{
    for (const Scheme scheme : {Scheme::Udp, Scheme::Http, Scheme::Ws}) {
        const TrackerRecord whole = cleanRecord(scheme);
        for (std::size_t count = 0; count <= whole.legs.front().exchanges.size(); ++count) {
            TrackerRecord part = whole;
            part.legs.front().exchanges.resize(count);
            EXPECT_EQ(idsOf(judge(part, false)), "") << count;
        }
    }
}

TEST(Rules, ABareHeadIsARefusal)
{
    TrackerRecord record = cleanRecord(Scheme::Udp);
    answerWithHeadAlone(record);
    std::erase_if(record.legs.front().exchanges, [](const Exchange& exchange) {
        return exchange.step.kind == StepKind::Announce && exchange.cause == Cause::None;
    });
    const Report report = judge(record, true);
    EXPECT_EQ(report.state, State::Restricted) << idsOf(report);
    EXPECT_EQ(idsOf(report, Severity::Error), "");
    exchangeOf(record, step::kAnnounceA).reply += "\1";
    exchangeOf(record, step::kAnnounceB).reply += "\1";
    const Report broken = judge(record, true);
    EXPECT_EQ(broken.state, State::Down) << "9 bytes are no refusal";
    EXPECT_NE(find(broken, "U9"), nullptr);
    EXPECT_EQ(severityText(find(broken, "U9")->severity), "error");
}

TEST(Rules, FindNothingInAnEmptyRecord)
{
    EXPECT_EQ(idsOf(judge({}, false)), "");
    EXPECT_EQ(idsOf(judge({}, true)), "");
}
