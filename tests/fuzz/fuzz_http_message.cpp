// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP connections: any bytes through HttpSession, whole and cut into packets, with what the answers read of a request.
#include "core/access/networks.h"
#include "core/protocol/http.h"
#include "core/server/http/httpsession.h"
#include "core/server/http/peoplepage.h"
#include "tests/fuzz/driver.h"

#include <algorithm>
#include <cctype>
#include <cstring>

using namespace waggle;
using server::HttpRequest;
using server::HttpSession;

namespace {

constexpr protocol::Time kNow{1000};

bool isWithin(std::string_view part, std::string_view whole)
{
    return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

// Reads of a request what the tracker reads, and answers with what it understood.
class Reader final : public server::HttpHandler {
public:
    Reader()
    {
        m_access.trustedProxies.push_back(access::Network::parse("10.0.0.0/8").value());
        m_access.trustedProxies.push_back(access::Network::parse("fd00::/8").value());
    }

    const server::HttpReply& answer(const HttpRequest& request) override
    {
        fuzz::require(isWithin(request.target, request.head), "the target lies within the head");
        fuzz::require(isWithin(request.host, request.head), "the host lies within the head");
        fuzz::require(request.head.size() <= server::kMaxHttpHead, "a head is bounded");
        fuzz::require(!request.hasBody, "a request with a body is not answered");
        checkUrls(server::pageUrls(request.host, {protocol::Address::v4(0x7f000001), 6969}, 6969));
        const auto client
            = access::clientBehindProxies(m_access, protocol::Address::v4(0x0a000001), request.forwardedFor);

        const auto target = protocol::http::readTarget(request.target);
        const auto announce = protocol::http::readAnnounce(target.query);
        m_reply.body.assign(target.path);
        if (!announce)
            protocol::http::writeFailure(m_reply.body, announce.error().error.message, 0);
        m_reply.body += client.text();
        ++answered;
        return m_reply;
    }

    void finished(requests::Rule rule, std::string_view received, std::string_view reply) override
    {
        fuzz::require(received.size() <= server::kMaxHttpInput, "what is recorded of a request is bounded");
        fuzz::require(reply.empty() || reply.starts_with("HTTP/1.1 "), "a reply is HTTP");
        fuzz::require(reply.empty() || reply.find("\r\n\r\n") != std::string_view::npos, "a reply's head ends");
        rules.push_back(rule);
        replies += reply;
    }

    std::size_t answered = 0;
    std::vector<requests::Rule> rules;
    std::string replies;

private:
    static void checkUrls(const server::PageUrls& urls)
    {
        const auto isPlain
            = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || std::strchr("[]:/.-_", c); };
        fuzz::require(std::all_of(urls.http.begin(), urls.http.end(), isPlain), "a URL on the page is plain");
        fuzz::require(urls.http.starts_with("http://") && urls.http.ends_with("/announce"), "a URL is one");
    }

    access::AccessTable m_access;
    server::HttpReply m_reply;
};

// All that the session says to `bytes`, which arrive `packet` at a time.
std::string converse(Reader& reader, std::string_view bytes, std::size_t packet)
{
    HttpSession session(reader, kNow);
    std::string said;
    const auto take = [&] {
        while (!session.output().empty()) {
            said += session.output();
            const auto size = session.output().size();
            session.outputTaken(kNow);
            session.sent(size, kNow);
        }
    };
    while (!bytes.empty() && session.room() > 0) {
        fuzz::require(session.room() <= server::kMaxHttpInput, "input is bounded");
        const auto some = bytes.substr(0, std::min(packet, session.room()));
        session.receive(some, kNow);
        bytes.remove_prefix(some.size());
        take();
    }
    const auto repliesBefore = reader.replies.size();
    session.elapse(session.deadline());
    const bool late = reader.replies.size() > repliesBefore;
    fuzz::require(session.isClosed() || late, "a deadline ends a connection");
    take();
    session.endOfInput();
    fuzz::require(session.isClosed() && session.room() == 0, "the end is the end");
    return said;
}

bool readOne(fuzz::Bytes input)
{
    const auto bytes = fuzz::text(input);
    Reader whole;
    const auto said = converse(whole, bytes, bytes.size());
    fuzz::require(said == whole.replies, "what is recorded is what was said");

    Reader cut;
    const std::size_t packet = bytes.empty() ? 1 : 1 + (input.front() + input.back() * 7u + bytes.size()) % 200;
    fuzz::require(converse(cut, bytes, packet) == said, "packets do not change the answers");
    fuzz::require(cut.rules == whole.rules, "packets do not change the records");
    return whole.answered > 0;
}

std::vector<std::string> seeds()
{
    const std::string query
        = "/announce?info_hash=%aa%bb%cc%dd%eeaaaaabbbbb+cccc&peer_id=-TS0001-000000000001&port=6881"
          "&uploaded=0&downloaded=0&left=1000&event=started&numwant=50&compact=1";
    const std::string get = "GET " + query + " HTTP/1.1\r\nHost: tracker.lan:6969\r\n";
    std::string longHead = get;
    while (longHead.size() < server::kMaxHttpHead - 100)
        longHead += "Cookie: " + std::string(80, 'c') + "\r\n";
    return {
        get + "User-Agent: qBittorrent/4.5.2\r\nAccept-Encoding: gzip\r\nConnection: close\r\n\r\n",
        get + "\r\n" + get + "\r\n" + get + "\r\n",
        get + "X-Forwarded-For: 8.8.8.8, 10.0.0.2, [fd00::1]:80\r\nX-Forwarded-For: fd00::2\r\n\r\n",
        "GET / HTTP/1.0\r\nAccept: text/html,*/*;q=0.1\r\nHost: [fd00::20]:6969\r\n\r\n",
        "HEAD / HTTP/1.1\r\n\r\nPOST / HTTP/1.1\r\nContent-Length: 0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcdeGET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
        "\r\n\r\nGET http://h/scrape?info_hash=aaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\nA: b\r\n folded\r\n\r\n",
        longHead + "\r\n",
        "\x16\x03\x01\x02",
    };
}

} // namespace

int main(int argc, char** argv)
{
    const fuzz::Plan plan{.name = "http_message",
        .seeds = seeds(),
        .words = {"\r\n", "\r\n\r\n", "GET ", "HEAD ", " HTTP/1.1\r\n", " HTTP/1.0\r\n", "Host: ",
            "Connection: close\r\n", "Connection: keep-alive\r\n", "Content-Length: ", "Transfer-Encoding: chunked\r\n",
            "X-Forwarded-For: ", "Accept: text/html\r\n", "18446744073709551616", ":", " ", "\t", "\n", "/", "?", "%"},
        .mutations = 200'000,
        .maxSize = 20'000};
    return fuzz::run(argc, argv, plan, readOne);
}
