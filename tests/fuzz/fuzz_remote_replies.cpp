// SPDX-License-Identifier: GPL-3.0-or-later
// What other people's trackers answer: HTTP responses whole and cut into packets, bencoded bodies, WebSocket messages,
// UDP packets.
#include "core/remote/wire/answers.h"
#include "core/remote/wire/httpreader.h"
#include "tests/fuzz/driver.h"

#include <algorithm>

using namespace waggle;
using namespace waggle::remote;
using namespace std::string_literals;
using State = HttpReader::State;

namespace {

void checkPeers(const AnnounceAnswer& answer, std::size_t bytes)
{
    fuzz::require(answer.peers.size() <= 20'000 && answer.peers.size() <= bytes, "peers are bounded");
}

State feed(HttpReader& reader, const QByteArray& bytes, qsizetype packet)
{
    State state = State::More;
    for (qsizetype at = 0; at < bytes.size(); at += packet)
        state = reader.receive(bytes.mid(at, packet), Duration(at));
    return state;
}

bool sameFacts(const HttpReader& one, const HttpReader& other)
{
    const auto &a = one.facts(), &b = other.facts();
    return a.status == b.status && a.version == b.version && a.fields == b.fields && a.body == b.body
        && a.chunked == b.chunked && a.lengthWrong == b.lengthWrong;
}

bool readHttp(const QByteArray& bytes)
{
    if (bytes.isEmpty())
        return false;
    HttpReader whole;
    const State state = feed(whole, bytes, bytes.size());
    HttpReader cut;
    const qsizetype packet = 1 + (static_cast<std::uint8_t>(bytes.back()) + bytes.size()) % 50;
    const State cutState = feed(cut, bytes, packet);
    // A head that came in pieces is only read once it is whole: a mistake in it may be seen later.
    fuzz::require(
        cutState == state || (cutState == State::More && state == State::Bad), "packets do not change the state");
    if (state == State::Done) {
        fuzz::require(sameFacts(whole, cut) && whole.rest() == cut.rest(), "packets do not change the facts");
        fuzz::require(whole.keepsAlive() == cut.keepsAlive(), "packets do not change the connection");
    }
    fuzz::require(whole.raw() == bytes.left(kMaxRawKept) && cut.raw() == whole.raw(), "raw is what came");
    fuzz::require(whole.facts().body.size() <= bytes.size(), "a body is no larger than its answer");
    fuzz::require(
        !whole.keepsAlive() || (state == State::Done && whole.rest().isEmpty()), "only clean ends keep alive");
    const State end = whole.endOfInput();
    fuzz::require(end != State::More && (state == State::More || end == state), "the end decides what was open");
    fuzz::require(
        cut.endOfInput() == end && (end != State::Done || sameFacts(whole, cut)), "packets do not change the end");
    return end == State::Done;
}

bool readBodies(const QByteArray& bytes, std::size_t size)
{
    const auto announce = readHttpAnnounce(bytes);
    if (announce)
        checkPeers(*announce, size);
    const auto scrape = readHttpScrape(bytes);
    fuzz::require(!scrape || scrape->files.size() <= size / 20, "files are bounded");
    fuzz::require(!announce || scrape, "what an announce is read from, a scrape is");
    return announce || scrape;
}

bool readMessages(const QByteArray& bytes, std::size_t size)
{
    const auto announce = readWebSocketAnnounce(bytes);
    if (announce)
        checkPeers(*announce, size);
    const auto scrape = readWebSocketScrape(bytes);
    fuzz::require(!scrape || scrape->files.size() <= size / 20, "files are bounded");
    const auto relay = readWebSocketRelay(bytes);
    return announce || scrape || relay;
}

bool readPackets(const QByteArray& bytes)
{
    const std::vector<protocol::InfoHash> asked(3);
    const auto head = udpclient::readHead(bytes);
    fuzz::require(head.has_value() == (bytes.size() >= 8), "every packet of 8 bytes has a head");
    int kinds = udpclient::readConnectionId(bytes) ? 1 : 0;
    for (const auto family : {protocol::Family::V4, protocol::Family::V6}) {
        const auto announce = udpclient::readAnnounce(bytes, family);
        const auto stride = protocol::wireSize(family);
        fuzz::require(!announce || announce->peers.size() == (static_cast<std::size_t>(bytes.size()) - 20) / stride,
            "a packet is its peers");
        kinds += announce && family == protocol::Family::V4 ? 1 : 0;
    }
    const auto scrape = udpclient::readScrape(bytes, asked);
    fuzz::require(!scrape || scrape->files.size() <= asked.size(), "no more than was asked");
    kinds += (scrape ? 1 : 0) + (udpclient::readError(bytes) ? 1 : 0);
    fuzz::require(kinds <= 1, "a packet is one thing");
    return kinds == 1;
}

bool readOne(fuzz::Bytes input)
{
    const auto bytes
        = QByteArray::fromRawData(reinterpret_cast<const char*>(input.data()), static_cast<qsizetype>(input.size()));
    const bool http = readHttp(bytes);
    const bool bodies = readBodies(bytes, input.size());
    const bool messages = readMessages(bytes, input.size());
    const bool packets = readPackets(bytes);
    return http || bodies || messages || packets;
}

std::vector<std::string> seeds()
{
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    const std::string body = "d8:completei3e10:incompletei5e8:intervali1800e5:peers6:\xc0\xa8\1\1\x1a\xe1"
                             "e";
    const std::string offer = R"({"action":"announce","info_hash":"\u0000\u0001","peer_id":"aaaaaaaaaaaaaaaaaaaa",)"
                              R"("offer_id":"bbbbbbbbbbbbbbbbbbbb","offer":{"type":"offer","sdp":"v=0"}})";
    return {
        ok + "Content-Type: text/plain\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body,
        ok + "Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nd1:\r\n5\r\nai1ee\r\n0;x=\"y\"\r\nX-Trailer: 1\r\n\r\n",
        ok + "Connection: close\r\n\r\n" + body,
        "HTTP/1.0 404 Not Found\r\nConnection: keep-alive\r\nContent-Length: 9\r\n\r\n<html>",
        "HTTP/1.1 100 Continue\r\n\r\n" + ok + "Content-Length: 2\r\n\r\ndeHTTP/1.1 400 Bad\r\n\r\n",
        ok + "A: b\r\n folded\r\nContent-Length: 0\r\n\r\n",
        body,
        "d14:failure reason6:banned8:retry in5:nevere",
        "d5:peersld2:ip9:192.0.2.77:peer id20:-WA0100-0123456789ab4:porti6881eee6:peers60:11:external ip4:aaaae",
        "d5:filesd20:aaaaaaaaaaaaaaaaaaaad8:completei3e10:downloadedi9e10:incompletei5ee20:bbbbbbbbbbbbbbbbbbbbdeee",
        R"({"action":"announce","interval":120,"complete":"3","incomplete":5.5,"info_hash":"aaaaaaaaaaaaaaaaaaaa"})",
        R"({"action":"scrape","files":{"aaaaaaaaaaaaaaaaaaaa":{"complete":1,"incomplete":2,"downloaded":3}}})",
        offer,
        "\0\0\0\0\0\0\x0a\xbc\x11\x22\x33\x44\x55\x66\x77\x88"s,
        "\0\0\0\1\0\0\x0a\xbc\0\0\7\x08\0\0\0\5\0\0\0\3\xc0\0\2\7\x1a\xe1"s,
        "\0\0\0\2\0\0\x0a\xbc\0\0\0\3\0\0\0\x09\0\0\0\5"s,
        "\0\0\0\3\0\0\x0a\xbcno\0"s,
    };
}

} // namespace

int main(int argc, char** argv)
{
    const fuzz::Plan plan{.name = "remote_replies",
        .seeds = seeds(),
        .words = {"\r\n", "\r\n\r\n", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 100 \r\n\r\n", "Content-Length: ",
            "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "0\r\n\r\n", ";", "\r", "5:peers", "6:peers6",
            "5:files", "i1e", "d", "l", "e", "20:aaaaaaaaaaaaaaaaaaaa", "\"offer\":{}", "\"interval\":", "\\u0000",
            "\xc3\xbf", "{", "[", ",", "\"", "\0\0\0\1"s, "18446744073709551616", "ffffffffffffffff"},
        .mutations = 200'000,
        .maxSize = 4096};
    return fuzz::run(argc, argv, plan, readOne);
}
