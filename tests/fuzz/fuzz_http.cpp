// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/bencode.h"
#include "core/protocol/http.h"
#include "tests/fuzz/driver.h"

#include <algorithm>

using namespace waggle;
using namespace waggle::protocol;

namespace {

bool isWithin(std::string_view part, std::string_view whole)
{
    return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

bool isPlainText(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

void checkFailure(const http::QueryError& error)
{
    fuzz::require(isPlainText(error.error.message), "a failure's words hold no bytes of the input");
    fuzz::require(
        error.parameter.empty() || error.error.message.starts_with(error.parameter), "a failure names its parameter");
    std::string body;
    http::writeFailure(body, error.error.message, 0);
    const auto decoded = bencode::decode(body);
    fuzz::require(decoded && decoded->keysSorted && decoded->used == body.size(), "a failure is one sorted value");
    fuzz::require(
        *decoded->value.find("failure reason")->string() == error.error.message, "a failure carries its words");
}

void appendEscaped(std::string& out, std::span<const std::uint8_t> bytes)
{
    static constexpr char kDigits[] = "0123456789ABCDEF";
    for (const std::uint8_t byte : bytes)
        out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
}

const char* eventName(Event event)
{
    switch (event) {
    case Event::Started:
        return "started";
    case Event::Completed:
        return "completed";
    case Event::Stopped:
        return "stopped";
    case Event::Paused:
        return "paused";
    case Event::None:
        break;
    }
    return "";
}

// The query that says exactly what was understood.
std::string canonical(const AnnounceRequest& request)
{
    std::string query = "info_hash=";
    appendEscaped(query, request.infoHash.bytes);
    query += "&peer_id=";
    appendEscaped(query, request.peerId.bytes);
    char key[9] = {};
    std::snprintf(key, sizeof key, "%08X", request.key);
    query += "&port=" + std::to_string(request.port) + "&uploaded=" + std::to_string(request.uploaded)
        + "&downloaded=" + std::to_string(request.downloaded) + "&left=" + std::to_string(request.left)
        + "&numwant=" + std::to_string(request.numwant) + "&event=" + eventName(request.event) + "&key=" + key
        + (request.compact ? "&compact=1" : "&compact=0") + (request.noPeerId ? "&no_peer_id=1" : "");
    for (const auto& claim : {request.claimed4, request.claimed6}) {
        if (claim)
            query += "&ip=" + claim->text();
    }
    return query;
}

bool announce(std::string_view query)
{
    const auto request = http::readAnnounce(query);
    if (!request) {
        checkFailure(request.error());
        return false;
    }
    fuzz::require(request->numwant <= kMaxNumwant, "numwant is capped");
    fuzz::require(request->port != 0 || request->event == Event::Stopped, "port 0 with stopped only");
    fuzz::require(!request->claimed4 || request->claimed4->family() == Family::V4, "claimed4 is v4");
    fuzz::require(!request->claimed6 || request->claimed6->family() == Family::V6, "claimed6 is v6");
    auto again = http::readAnnounce(canonical(*request));
    fuzz::require(again.has_value(), "what was understood is read again");
    fuzz::require(canonical(*again) == canonical(*request), "what was understood comes back");
    return true;
}

bool scrape(std::string_view query)
{
    const auto hashes = http::readScrape(query);
    if (!hashes) {
        checkFailure(hashes.error());
        return false;
    }
    fuzz::require(!hashes->empty() && hashes->size() <= http::kMaxHttpScrape, "1 to kMaxHttpScrape hashes");
    std::string body;
    http::writeScrape(body, *hashes, std::vector<SwarmCounts>(hashes->size()));
    const auto decoded = bencode::decode(body);
    fuzz::require(
        decoded && decoded->keysSorted && decoded->used == body.size(), "a scrape's answer is one sorted value");
    for (const InfoHash& hash : *hashes)
        fuzz::require(decoded->value.find("files")->find(fuzz::text(hash.bytes)) != nullptr, "every hash is answered");
    return true;
}

bool readOne(fuzz::Bytes input)
{
    const std::string_view all = fuzz::text(input);
    const http::Target target = http::readTarget(all);
    fuzz::require(target.path == "/" || isWithin(target.path, all), "the path lies within the target");
    fuzz::require(isWithin(target.query, all), "the query lies within the target");
    fuzz::require(target.hasQuery || target.query.empty(), "no query without a question mark");

    const http::Path path = http::readPath(target.path);
    const bool verb = path.kind == http::Path::Kind::Announce || path.kind == http::Path::Kind::Scrape;
    fuzz::require(
        path.key.empty() || (verb && isWithin(path.key, target.path)), "a key stands in the path, beside a verb");
    fuzz::require(path.key.find('/') == std::string_view::npos, "a key is one part of the path");

    std::vector<std::uint8_t> decoded(all.size() / 2);
    if (const auto length = http::percentDecode(all, decoded))
        fuzz::require(*length <= decoded.size() && *length <= all.size(), "decoding never grows");

    const bool announced = announce(target.query);
    return scrape(target.query) || announced;
}

} // namespace

int main(int argc, char** argv)
{
    const fuzz::Plan plan{.name = "http",
        .words = {"info_hash=", "peer_id=", "&port=0", "&left=0", "&event=stopped", "&event=paused", "&numwant=",
            "&ip=1.2.3.4", "&ipv6=[::1]:1", "&compact=0", "&no_peer_id=1", "&key=", "%", "%00", "%2B", "&&", "=", "?",
            "/announce", "/scrape", "http://h", "aaaaaaaaaaaaaaaaaaaa", "0123456789abcdef0123456789abcdef01234567"},
        .maxSize = 9000};
    return fuzz::run(argc, argv, plan, readOne);
}
