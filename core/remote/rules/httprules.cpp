// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/rules/look.h"
#include "core/remote/rules/lookbencode.h"
#include "core/remote/steps.h"

#include <algorithm>

namespace waggle::remote {
namespace {

constexpr qint64 kShortestInterval = 300, kLongestInterval = 10'800; // s
constexpr qint64 kLongestRetry = 24 * 60; // min

bool looksLikeHtml(const QByteArray& body)
{
    const QByteArray start = body.left(512).trimmed().toLower();
    return start.startsWith('<') || start.startsWith("\xef\xbb\xbf<");
}

bool isGzip(const HttpFacts& http)
{
    const QByteArray encoding = http.field("Content-Encoding").toLower();
    return encoding.contains("gzip") || encoding.contains("deflate") || http.body.startsWith("\x1f\x8b");
}

bool isAsked(const Exchange& exchange)
{
    return exchange.step.kind == StepKind::Announce || exchange.step.kind == StepKind::Scrape
        || exchange.step.kind == StepKind::RawQuery;
}

// What is wrong with the message around the bencoding: told once a leg, at its first appearance.
void messages(const LegLook& at)
{
    bool status = false, wait = false, html = false, packed = false, type = false, length = false, large = false;
    const auto once
        = [&](bool& told, FindingId id, const Exchange& where, const QString& evidence, const QByteArray& bytes = {}) {
              if (!std::exchange(told, true))
                  at.add(id, &where, evidence, bytes);
          };
    for (const Exchange& exchange : at.leg.exchanges) {
        if (exchange.cause == Cause::TooLarge)
            once(large, "H8", exchange, say("More than 1 MiB came; the rest was not read"));
        if (!exchange.http || !isAsked(exchange))
            continue;
        const HttpFacts& http = *exchange.http;
        const bool bencoded = http.body.startsWith('d') && BencodedBody(http.body).dict();
        if (http.status != 200 && bencoded)
            once(status, "H1", exchange, say("Status %1 with a bencoded body").arg(http.status), http.body.left(200));
        if (http.status == 410 || http.status == 429 || http.status == 503) {
            const QByteArray after = http.field("Retry-After");
            once(wait, "H2", exchange,
                after.isEmpty() ? say("Status %1").arg(http.status)
                                : say("Status %1, Retry-After: %2").arg(http.status).arg(quoted(after)));
        }
        if (!bencoded && http.status / 100 != 3 && looksLikeHtml(http.body))
            once(html, "H3", exchange, say("Status %1, a page in place of an answer").arg(http.status),
                http.body.left(200));
        if (isGzip(http))
            once(packed, "H6", exchange,
                say("Content-Encoding: %1, though none was asked for").arg(quoted(http.field("Content-Encoding"))));
        if (bencoded && http.field("Content-Type").toLower().contains("text/html"))
            once(type, "H7", exchange,
                say("Content-Type: %1 around a bencoded body").arg(quoted(http.field("Content-Type"))));
        if (http.lengthWrong) {
            if (!std::exchange(length, true))
                at.add(Severity::Warning, "H7", &exchange,
                    say("Content-Length: %1, but the body has %2 bytes")
                        .arg(quoted(http.field("Content-Length")))
                        .arg(http.body.size()));
        }
    }
}

void bencoding(const LegLook& at)
{
    bool broken = false, unsorted = false;
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!exchange.http || !isAsked(exchange) || exchange.step.name == step::kScrapeAll || isGzip(*exchange.http)
            || exchange.http->body.isEmpty() || exchange.cause == Cause::TooLarge)
            continue;
        const QByteArray& body = exchange.http->body;
        const BencodedBody read(body);
        const bool meantToBe = exchange.http->status == 200 && !looksLikeHtml(body);
        if (!broken && meantToBe && !read.dict()) {
            broken = true;
            at.add("H4", &exchange, say("Not a bencoded dictionary: %1").arg(read.problem()), body.left(200));
        } else if (!broken && read.dict() && read.used() < body.size()) {
            broken = true;
            at.add("H4", &exchange,
                counted(body.size() - read.used(), say("1 byte follows the dictionary"),
                    say("%1 bytes follow the dictionary")),
                body.mid(read.used(), 64));
        }
        if (!unsorted && read.dict() && !read.keysSorted()) {
            unsorted = true;
            at.add("H5", &exchange, say("The keys are not in ascending order, or one is there twice"), body.left(200));
        }
    }
}

void failures(const LegLook& at)
{
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!exchange.announce || !exchange.http)
            continue;
        const AnnounceAnswer& answer = *exchange.announce;
        if (answer.failure) {
            if (!isUtf8(*answer.failure))
                at.add("H9", &exchange, say("The failure reason is not UTF-8: %1").arg(quoted(*answer.failure)),
                    *answer.failure);
            else if (!answer.peers.empty())
                at.add("H9", &exchange, say("Peers stand beside a failure reason"));
        }
        if (answer.warning && meansUnregistered(*answer.warning))
            at.add("H10", &exchange, quoted(*answer.warning));
        if (answer.retryIn || answer.failure || answer.warning)
            return; // once is enough
    }
}

void retries(const LegLook& at)
{
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!exchange.http || !exchange.announce || !exchange.announce->retryIn)
            continue;
        const BencodedBody read(exchange.http->body);
        const auto* value = read.find("retry in");
        const QByteArray& written = *exchange.announce->retryIn;
        const bool never = written == "never";
        bool isNumber = false;
        const qint64 minutes = written.toLongLong(&isNumber);
        if (!never && value && value->string())
            at.add("H11", &exchange, say("It is a string, %1, in place of a number").arg(quoted(written)));
        else if (!never && (!isNumber || minutes <= 0 || minutes > kLongestRetry))
            at.add("H11", &exchange, say("%1 minutes: not a time anybody waits").arg(quoted(written)));
        return;
    }
}

void intervals(const LegLook& at)
{
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!exchange.http || !isTaken(&exchange) || exchange.step.event == protocol::Event::Stopped)
            continue;
        const BencodedBody read(exchange.http->body);
        const auto* written = read.find("interval");
        const auto interval = exchange.announce->interval;
        if (!written)
            at.add("H12", &exchange, say("There is no interval"), exchange.http->body.left(200));
        else if (!written->integer())
            at.add("H12", &exchange, say("The interval is no number"), exchange.http->body.left(200));
        else if (*written->integer() <= 0)
            at.add("H12", &exchange, say("The interval is %1").arg(*written->integer()));
        else if (interval && (*interval < kShortestInterval || *interval > kLongestInterval))
            // In one's own network a short interval harms nobody, and is how swarms without a seed start quickly.
            at.add(
                at.isLocalTracker() ? Severity::Note : Severity::Warning, "H13", &exchange, say("%1 s").arg(*interval));
        if (interval && exchange.announce->minInterval && *exchange.announce->minInterval > *interval)
            at.add("H14", &exchange,
                say("min interval %1 s, interval %2 s").arg(*exchange.announce->minInterval).arg(*interval));
        return;
    }
}

bool hasDictPeerFault(const protocol::bencode::Value& peer, QString& words)
{
    const auto* ip = peer.find("ip");
    const std::string_view text = ip && ip->string() ? *ip->string() : std::string_view();
    const QByteArray bytes(text.data(), static_cast<qsizetype>(text.size()));
    if (text.find('[') != text.npos)
        words = say("An address in brackets: %1").arg(quoted(bytes));
    else if (QByteArray lower = bytes.toLower(); lower.startsWith("::ffff:"))
        words = say("A v4-mapped address: %1").arg(quoted(bytes));
    else if (std::count(text.begin(), text.end(), ':') == 1)
        words = say("A port inside the address: %1").arg(quoted(bytes));
    return !words.isEmpty();
}

bool hasMappedAddress(std::string_view wires)
{
    static const std::string kMapped = std::string(10, '\0') + "\xff\xff";
    for (std::size_t at = 0; at + 18 <= wires.size(); at += 18) {
        if (wires.substr(at, 12) == kMapped)
            return true;
    }
    return false;
}

// 18-byte entries in the string for IPv4: our own endpoint or global addresses stand there when read so.
bool holdsV6(const LegLook& at, std::string_view wires)
{
    if (at.leg.family != protocol::Family::V6 || wires.empty() || wires.size() % 18 != 0)
        return false;
    for (std::size_t entry = 0; entry + 18 <= wires.size(); entry += 18) {
        const auto address = protocol::Address::v6(reinterpret_cast<const std::uint8_t*>(wires.data() + entry));
        const auto first = static_cast<std::uint8_t>(wires[entry]);
        const bool likely = address.isLoopback() || (first & 0xe0) == 0x20 || (first & 0xfe) == 0xfc || first == 0xfe;
        if (!likely)
            return false;
    }
    return true;
}

// Over all answers: a list may be empty at first.
void peerLists(const LegLook& at)
{
    bool missing = false, ignored = false, length = false, shape = false;
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!exchange.http || !isTaken(&exchange) || exchange.step.event == protocol::Event::Stopped)
            continue;
        const BencodedBody read(exchange.http->body);
        const auto* peers = read.find("peers");
        const auto* peers6 = read.find("peers6");
        const auto tell = [&](bool& told, FindingId id, const QString& words, std::string_view bytes = {}) {
            if (!std::exchange(told, true))
                at.add(id, &exchange, words,
                    QByteArray(bytes.data(), static_cast<qsizetype>(std::min<std::size_t>(bytes.size(), 180))));
        };
        if (!peers && !peers6 && exchange.step.numwant > 0)
            tell(missing, "H15", say("The answer has neither peers nor peers6"));
        if (peers && peers->list() && !peers->list()->empty()) {
            if (exchange.step.compact)
                tell(ignored, "H16",
                    say("compact=1 was asked, the peers came as dictionaries: %1").arg(peers->list()->size()));
            QString words;
            for (const auto& peer : *peers->list())
                if (words.isEmpty() && hasDictPeerFault(peer, words))
                    tell(shape, "H18", words);
        }
        if (peers && peers->string()) {
            const auto wires = *peers->string();
            if (holdsV6(at, wires))
                tell(shape, "H18", say("peers holds IPv6 entries of 18 bytes"), wires);
            else if (wires.size() % 6 != 0)
                tell(length, "H17", say("peers has %1 bytes, no multiple of 6").arg(wires.size()), wires);
        }
        if (peers6 && peers6->string()) {
            const auto wires = *peers6->string();
            if (wires.size() % 18 != 0)
                tell(length, "H17", say("peers6 has %1 bytes, no multiple of 18").arg(wires.size()), wires);
            else if (hasMappedAddress(wires))
                tell(shape, "H18", say("peers6 holds a v4-mapped address"), wires);
        }
    }
}

void externalAddress(const LegLook& at)
{
    for (const Exchange& exchange : at.leg.exchanges) {
        if (!exchange.http || !isTaken(&exchange))
            continue;
        const BencodedBody read(exchange.http->body);
        const auto* external = read.find("external ip");
        if (!external || !external->string())
            continue;
        const auto bytes = *external->string();
        const QByteArray raw(bytes.data(), static_cast<qsizetype>(bytes.size()));
        if (bytes.size() != 4 && bytes.size() != 16) {
            at.add("H19", &exchange, say("external ip has %1 bytes; 4 or 16 are meant").arg(bytes.size()), raw);
            return;
        }
        const auto* wire = reinterpret_cast<const std::uint8_t*>(bytes.data());
        const auto told = bytes.size() == 4 ? protocol::Address::v4(wire) : protocol::Address::v6(wire);
        const auto& own = at.record.network.addresses;
        const bool ours = told.isLoopback() || std::find(own.begin(), own.end(), told) != own.end();
        // Behind a router the public one is not known here, and a proxy's own is what the tracker sees.
        const bool wrong = at.record.proxy.isEmpty() && (at.isLocalTracker() ? !ours : !isPublic(told));
        if (wrong)
            at.add("H19", &exchange, say("It takes us for %1").arg(QString::fromStdString(told.text())), raw);
        return;
    }
}

// The same hash in other clothes must be the same swarm: A is in it.
void spellings(const LegLook& at)
{
    const Exchange* plain = at.find(step::kAnnounceB);
    if (!isTaken(plain) || !findIdentity(at.record, *plain->announce, Identity::A))
        return;
    const auto losesA = [&](const Exchange* exchange) {
        return exchange && (!isTaken(exchange) || !findIdentity(at.record, *exchange->announce, Identity::A));
    };
    const auto words = [](const Exchange* exchange) {
        return isTaken(exchange) ? say("the list lacks the client that announced before")
            : exchange->announce ? quoted(exchange->announce->failure.value_or(QByteArray()))
                                 : causeText(exchange->cause);
    };
    if (const Exchange* lower = at.find(step::kEscapes); losesA(lower))
        at.add("H20", lower, say("With %aa in place of %AA: ") + words(lower), lower->request.left(300));
    if (const Exchange* plus = at.find(step::kPlus); losesA(plus))
        at.add("H20", plus, say("With + in place of %2B: ") + words(plus), plus->request.left(300));
    if (const Exchange* other = at.find(step::kReordered); losesA(other))
        at.add("H21", other, say("With other order and one more parameter: ") + words(other), other->request.left(300));
}

void scrapes(const LegLook& at)
{
    if (at.record.mode != Mode::AnnounceOnly && !at.record.url.scrapeTarget() && speaks(at.leg))
        at.add("H22", nullptr, say("The path %1 holds no “announce” to be replaced").arg(quoted(at.record.url.path)));
    const Exchange* scrape = at.find(step::kScrape);
    if (!scrape || !isTaken(at.find(step::kAnnounceA)))
        return;
    if (scrape->cause != Cause::None)
        at.add("H23", scrape, scrape->http ? say("Status %1").arg(scrape->http->status) : causeText(scrape->cause));
    else if (scrape->scrape && scrape->scrape->failure)
        at.add("H23", scrape, quoted(*scrape->scrape->failure));
    else if (!scrape->step.hashes.empty() && !countsOf(scrape, scrape->step.hashes.front()))
        at.add("H23", scrape, say("The torrent that was just announced is not in it"),
            scrape->http ? scrape->http->body.left(200) : QByteArray());
    for (const Exchange& exchange : at.leg.exchanges) {
        if (exchange.step.kind != StepKind::Scrape || !exchange.http)
            continue;
        const BencodedBody read(exchange.http->body);
        const auto* files = read.find("files");
        if (!files || !files->dict())
            continue;
        for (const auto& [key, value] : *files->dict()) {
            if (key.size() == 20)
                continue;
            at.add("H24", &exchange, say("A key of %1 bytes").arg(key.size()),
                QByteArray(key.data(), static_cast<qsizetype>(key.size())));
            return;
        }
    }
}

void scrapeLimits(const LegLook& at)
{
    const Exchange* many = at.find(step::kScrapeMany);
    if (many && many->scrape && !many->step.hashes.empty() && countsOf(at.find(step::kScrape), many->step.hashes.back())
        && !countsOf(many, many->step.hashes.back())) {
        const Exchange* half = at.find(step::kScrapeHalf);
        const bool halfWorks = half && !half->step.hashes.empty() && countsOf(half, half->step.hashes.back());
        at.add("H25", many,
            halfWorks ? say("Of %1 hashes the last was left out, of %2 not")
                            .arg(many->step.hashes.size())
                            .arg(half->step.hashes.size())
                      : say("Of %1 hashes the last was left out").arg(many->step.hashes.size()));
    }
    const Exchange* all = at.find(step::kScrapeAll);
    if (all && all->cause == Cause::None && all->scrape && !all->scrape->failure
        && (all->scrape->cut || !all->scrape->files.empty()))
        at.add("H26", all,
            counted(static_cast<qint64>(all->scrape->files.size()), say("1 torrent was listed"),
                say("%1 torrents were listed"))
                + (all->scrape->cut ? say(" in the first 64 KiB") : QString()));
}

} // namespace

void httpRules(const TrackerRecord& record, Findings& findings)
{
    forEachLeg(record, findings, [](const LegLook& at) {
        if (!isHttp(at.leg.scheme))
            return;
        for (const auto rule : {messages, bencoding, failures, retries, intervals, peerLists, externalAddress,
                 spellings, scrapes, scrapeLimits})
            rule(at);
    });
}

} // namespace waggle::remote
