// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/finding.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace waggle::remote {

namespace {

constexpr auto F = Severity::Fatal;
constexpr auto E = Severity::Error;
constexpr auto W = Severity::Warning;
constexpr auto I = Severity::Note;

// The same text stands in docs/findings.md; a test holds them together. Titles and advice are translated where they
// are shown ("findings").
constexpr std::array kKinds{
    // DNS
    FindingKind{"D1", F, QT_TRANSLATE_NOOP("findings", "The name does not resolve"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Nobody can reach the tracker. The operator should look at the zone: NXDOMAIN means that the name is "
            "gone, SERVFAIL that its servers or DNSSEC are broken, no data that it has no address. A time-out "
            "alone may be the resolver asked.")},
    FindingKind{"D2", F, QT_TRANSLATE_NOOP("findings", "A public name resolves to an address that is not public"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Trackers are retired this way: every client asks itself or its own network. Take the tracker out of "
            "torrents; an operator who still runs it should publish its real address.")},
    FindingKind{"D3", W, QT_TRANSLATE_NOOP("findings", "The lookup is slow"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Each client waits for it before its first announce, and some give up. The operator should look at "
            "the zone's servers; if other names are slow too, it is the resolver here.")},
    FindingKind{"D4", E, QT_TRANSLATE_NOOP("findings", "One of IPv4 and IPv6 does not work although it has an address"),
        0,
        QT_TRANSLATE_NOOP("findings",
            "Peers of that family are never found, and clients that prefer it wait for a time-out at each "
            "announce. The operator should make the tracker listen there and open the firewall, or take the A or "
            "AAAA record away.")},
    FindingKind{"D5", W, QT_TRANSLATE_NOOP("findings", "One of several addresses does not answer"), 0,
        QT_TRANSLATE_NOOP("findings",
            "A part of the clients gets that address and no answer. The operator should take its record away "
            "until it works again.")},
    FindingKind{"D6", E, QT_TRANSLATE_NOOP("findings", "The host's DNS record forbids asking it as a tracker"), 34,
        QT_TRANSLATE_NOOP("findings",
            "Clients that read it never ask. Take the tracker out of torrents; an operator who runs one should "
            "name its ports in the TXT record, or remove it.")},
    FindingKind{"D7", W,
        QT_TRANSLATE_NOOP("findings", "The host's DNS record names another port or protocol than the URL"), 34,
        QT_TRANSLATE_NOOP("findings",
            "Clients that read it ask elsewhere than the URL says. The operator should name the announced port in"
            " the TXT record; others should use the URL that it names.")},
    FindingKind{"D8", W, QT_TRANSLATE_NOOP("findings", "The host's DNS record for trackers is malformed"), 34,
        QT_TRANSLATE_NOOP("findings",
            "Clients read it differently or not at all. The operator should publish one TXT record: BITTORRENT, "
            "then UDP:port and TCP:port in order of preference.")},
    FindingKind{"D9", I, QT_TRANSLATE_NOOP("findings", "Resolvers give different TXT records, or only an alias"), 34,
        QT_TRANSLATE_NOOP("findings",
            "Clients decide differently whether and where to ask. It settles by itself after a change; if not, "
            "the operator should compare the zone's servers. A name that is an alias has no record of its own: what is "
            "said here is up to the owner of the other name.")},
    FindingKind{"D10", I, QT_TRANSLATE_NOOP("findings", "It has the same addresses as another tracker of the list"), 0,
        QT_TRANSLATE_NOOP("findings",
            "They are probably one tracker under two names: announcing to both finds no further peers and doubles"
            " its work. Keep one.")},
    // TCP, TLS
    FindingKind{"T1", F, QT_TRANSLATE_NOOP("findings", "No connection can be made"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Nobody can announce here. Refused: nothing listens on that port. Timed out: a firewall, or the host "
            "is off. Reset: something in between cuts it. Unreachable: there is no route. The operator should "
            "look there.")},
    FindingKind{"T2", E, QT_TRANSLATE_NOOP("findings", "The certificate has expired or soon will"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Clients that verify certificates stop announcing the moment it expires. The operator should renew "
            "it, and let it be renewed by itself well before its end.")},
    FindingKind{"T3", E, QT_TRANSLATE_NOOP("findings", "The certificate cannot be trusted"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Clients that verify certificates do not announce. The operator should serve a certificate for this "
            "very name from a public authority, with its intermediate certificates.")},
    FindingKind{"T4", W, QT_TRANSLATE_NOOP("findings", "Only TLS older than 1.2 is offered"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Current TLS libraries refuse it, and with them most clients. The operator should offer TLS 1.2 and "
            "1.3.")},
    FindingKind{"T5", W, QT_TRANSLATE_NOOP("findings", "The announce is redirected"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Each announce costs two requests, some clients do not follow, and none follows a loop or a redirect "
            "to its own computer. Use the URL it leads to; the operator should answer at the old one.")},
    FindingKind{"T6", I, QT_TRANSLATE_NOOP("findings", "http and https answer differently"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Peers of one are perhaps not seen by those of the other. The operator should lead both to one "
            "tracker.")},
    FindingKind{"T7", I, QT_TRANSLATE_NOOP("findings", "The connection is not kept although that was asked for"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Clients with many torrents open a new connection, and a new TLS session, for each announce. The "
            "operator should keep connections for some seconds, or say Connection: close.")},
    FindingKind{"T8", W, QT_TRANSLATE_NOOP("findings", "The answer comes in drops"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Clients with short time-outs give up in the middle. The operator should look for an overloaded "
            "server or a proxy that sends in small pieces.")},
    // HTTP
    FindingKind{"H1", W, QT_TRANSLATE_NOOP("findings", "A bencoded answer comes with an HTTP error status"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Most clients look at the status and never show the tracker's own words. The operator should answer "
            "200 and give the reason in the body.")},
    FindingKind{"H2", W, QT_TRANSLATE_NOOP("findings", "The HTTP status tells clients to stop or to wait"), 0,
        QT_TRANSLATE_NOOP("findings",
            "With 410 some clients never ask again; with 429 and 503 they wait as Retry-After says. The operator "
            "should send 410 only for good and keep what limits requests from hitting announces.")},
    FindingKind{"H3", E, QT_TRANSLATE_NOOP("findings", "A web page is answered in place of an announce"), 3,
        QT_TRANSLATE_NOOP("findings",
            "No client can read it. It is a challenge for browsers, an error page, or a site where a tracker was."
            " The operator should leave the announce path out of such protection.")},
    FindingKind{"H4", E, QT_TRANSLATE_NOOP("findings", "The answer is not one bencoded dictionary"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Strict clients refuse broken bencoding and bytes behind its end, and show an error. The operator "
            "should look for warnings printed into the answer or a wrong length.")},
    FindingKind{"H5", W, QT_TRANSLATE_NOOP("findings", "Keys of the answer are unsorted or there twice"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Strict decoders refuse the whole answer. The operator's software should write the keys of each "
            "dictionary sorted by their bytes, each once.")},
    FindingKind{"H6", W, QT_TRANSLATE_NOOP("findings", "The answer is compressed although that was not asked for"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Clients that did not offer gzip read noise. The operator should compress only where Accept-Encoding "
            "allows it.")},
    FindingKind{"H7", I, QT_TRANSLATE_NOOP("findings", "Content-Type or Content-Length does not fit the answer"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Proxies may change or cut such an answer, and with a wrong length clients wait or lose its end. The "
            "operator should send text/plain and the true length.")},
    FindingKind{"H8", W, QT_TRANSLATE_NOOP("findings", "The answer is larger than 1 MiB"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Common clients refuse it and find no peers. The operator should give at most some hundred peers, in "
            "the compact form.")},
    FindingKind{"H9", W, QT_TRANSLATE_NOOP("findings", "The failure reason is no UTF-8, or peers stand beside it"), 3,
        QT_TRANSLATE_NOOP("findings",
            "People see garbled words, and clients disagree whether the announce failed. The operator should "
            "write UTF-8, and nothing beside a failure.")},
    FindingKind{"H10", I, QT_TRANSLATE_NOOP("findings", "A warning says what should be a failure"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Clients take the announce as done and hide the words: people believe that their torrent is tracked. "
            "The operator should send a failure reason.")},
    FindingKind{"H11", I, QT_TRANSLATE_NOOP("findings", "\"retry in\" is of the wrong type or implausible"), 31,
        QT_TRANSLATE_NOOP("findings",
            "Clients ignore it, or wait far too long. The operator should send minutes as an integer, or the text"
            " \"never\".")},
    FindingKind{"H12", E, QT_TRANSLATE_NOOP("findings", "The interval is missing or no positive number"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Some clients refuse the answer, others choose an interval of their own. The operator should send "
            "seconds as an integer; 1800 is usual.")},
    FindingKind{"H13", W, QT_TRANSLATE_NOOP("findings", "The interval is unusually short or long"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Under 5 minutes the tracker bears many times the usual load and clients ignore it; over 3 hours "
            "peers that left are handed out for long. The operator should choose 15 to 60 minutes.")},
    FindingKind{"H14", W, QT_TRANSLATE_NOOP("findings", "The least interval is longer than the interval"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Clients that obey one break the other, and may be refused for it. The operator should set \"min "
            "interval\" to at most \"interval\".")},
    FindingKind{"H15", W, QT_TRANSLATE_NOOP("findings", "An answer without peers leaves the list out"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Some clients take an answer without \"peers\" for an error. The operator's software should send an "
            "empty string.")},
    FindingKind{"H16", W, QT_TRANSLATE_NOOP("findings", "Peers are not compact although that was asked for"), 23,
        QT_TRANSLATE_NOOP("findings",
            "Answers are ten times as large, and some clients read only the compact form. The operator should "
            "obey compact=1, over IPv6 too.")},
    FindingKind{"H17", E, QT_TRANSLATE_NOOP("findings", "The length of the compact peers is no multiple of one peer"),
        23,
        QT_TRANSLATE_NOOP("findings",
            "Clients refuse the list or read wrong addresses from it. The operator's software should write 6 "
            "bytes a peer in \"peers\" and 18 in \"peers6\" (BEP 7).")},
    FindingKind{"H18", E,
        QT_TRANSLATE_NOOP("findings", "Peers' addresses are written in a form that clients do not read"), 7,
        QT_TRANSLATE_NOOP("findings",
            "Clients connect to addresses that are nobody's. The operator's software should write IPv6 peers into"
            " \"peers6\", IPv4 ones into \"peers\", and plain addresses without brackets or ports in \"ip\".")},
    FindingKind{"H19", W, QT_TRANSLATE_NOOP("findings", "The external address is malformed or not ours"), 24,
        QT_TRANSLATE_NOOP("findings",
            "Clients learn a wrong address of their own and give it on. The operator should send 4 or 16 bytes, "
            "and tell the tracker of the proxy in front of it.")},
    FindingKind{"H20", E, QT_TRANSLATE_NOOP("findings", "One infohash in different writings is several swarms"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Clients that escape bytes differently never find each other. The operator's software should decode "
            "%aa, %AA, '+' and %2B in info_hash as RFC 3986 says before it compares.")},
    FindingKind{"H21", W,
        QT_TRANSLATE_NOOP("findings", "Another order of parameters, or an unknown one, breaks the announce"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Clients that write their request differently cannot announce. The operator's software should find "
            "parameters by name and ignore those it does not know.")},
    FindingKind{"H22", I, QT_TRANSLATE_NOOP("findings", "No scrape URL follows from the announce URL"), 48,
        QT_TRANSLATE_NOOP("findings",
            "Clients cannot show seeders and leechers of torrents they do not run. The operator should let the "
            "path end with /announce.")},
    FindingKind{"H23", W, QT_TRANSLATE_NOOP("findings", "Announces work, scrapes do not"), 48,
        QT_TRANSLATE_NOOP("findings",
            "Clients show no counts, and some show the whole tracker as failing. The operator should answer "
            "scrapes, or use a path from which no scrape URL follows.")},
    FindingKind{"H24", E, QT_TRANSLATE_NOOP("findings", "Keys of the scrape are no infohashes"), 48,
        QT_TRANSLATE_NOOP("findings",
            "Clients cannot find the counts of their torrents. The operator's software should use the 20 bytes of"
            " the infohash as keys, not their hexadecimal form.")},
    FindingKind{"H25", I, QT_TRANSLATE_NOOP("findings", "A scrape of several torrents answers fewer"), 48,
        QT_TRANSLATE_NOOP("findings",
            "Clients that ask for many at once show no counts for the rest. The operator should answer at least "
            "70 in one scrape.")},
    FindingKind{"H26", W, QT_TRANSLATE_NOOP("findings", "A scrape without an infohash lists every torrent"), 48,
        QT_TRANSLATE_NOOP("findings",
            "Anybody can learn all that is tracked, and each such request costs megabytes. The operator should "
            "refuse scrapes without a hash.")},
    // UDP
    FindingKind{"U1", F, QT_TRANSLATE_NOOP("findings", "No answer over UDP"), 15,
        QT_TRANSLATE_NOOP("findings",
            "Nobody can announce here. Refused: nothing listens on that port. Silence: a firewall, the host is "
            "off, or the network here carries no UDP. The operator should look there.")},
    FindingKind{"U2", W, QT_TRANSLATE_NOOP("findings", "Datagrams are lost"), 15,
        QT_TRANSLATE_NOOP("findings",
            "Each lost one costs a client a quarter of a minute, and impatient ones count the tracker as dead. "
            "The operator should look at the socket's buffers, at packet limits and at the load; it may also be "
            "the way there.")},
    FindingKind{"U3", E, QT_TRANSLATE_NOOP("findings", "The answer carries another transaction id"), 15,
        QT_TRANSLATE_NOOP("findings",
            "Clients drop it: for them the tracker is silent. The operator's software should copy the four bytes "
            "as they came.")},
    FindingKind{"U4", E, QT_TRANSLATE_NOOP("findings", "The answer comes from another address or port"), 15,
        QT_TRANSLATE_NOOP("findings",
            "Clients and their routers drop it. The operator should bind the tracker to each address of a host "
            "that has several, and look at its address translation.")},
    FindingKind{"U5", W, QT_TRANSLATE_NOOP("findings", "Connection ids are the same for everybody"), 15,
        QT_TRANSLATE_NOOP("findings",
            "Anybody can announce in the name of others and have answers sent to them. The operator's software "
            "should make ids that nobody can guess, from the address and the time.")},
    FindingKind{"U6", E, QT_TRANSLATE_NOOP("findings", "A connection id is refused within its first minute"), 15,
        QT_TRANSLATE_NOOP("findings",
            "Clients use an id for a minute, so their announces fail. The operator's software should take ids for"
            " two minutes after it gave them.")},
    FindingKind{"U7", W, QT_TRANSLATE_NOOP("findings", "A connection id is still good after five minutes"), 15,
        QT_TRANSLATE_NOOP("findings",
            "A stolen or guessed id can be used for long. The operator's software should let ids end after two "
            "minutes.")},
    FindingKind{"U8", E,
        QT_TRANSLATE_NOOP("findings", "An announce with the URL's path behind it is dropped or refused"), 41,
        QT_TRANSLATE_NOOP("findings",
            "Common clients send these options whenever the URL has a path, and get no answer. The operator's "
            "software should ignore what follows the 98 bytes.")},
    FindingKind{"U9", E, QT_TRANSLATE_NOOP("findings", "The answer is too short, or does not hold whole peers"), 15,
        QT_TRANSLATE_NOOP("findings",
            "Clients drop it or read wrong addresses. The operator's software should send 20 bytes and then 6 a "
            "peer over IPv4, 18 over IPv6, and refuse with an error packet.")},
    FindingKind{"U10", E, QT_TRANSLATE_NOOP("findings", "Peers have the size of the other address family"), 15,
        QT_TRANSLATE_NOOP("findings",
            "Clients connect to addresses that are nobody's. The operator's software should send 6 bytes a peer "
            "to those who ask over IPv4 and 18 to those over IPv6.")},
    FindingKind{"U11", I, QT_TRANSLATE_NOOP("findings", "The error's text is empty or ends with a NUL"), 15,
        QT_TRANSLATE_NOOP("findings",
            "People see no reason or a stray character. The operator's software should send a sentence, without "
            "an end mark.")},
    FindingKind{"U12", W, QT_TRANSLATE_NOOP("findings", "The scrape is refused or not in the order of the question"),
        15,
        QT_TRANSLATE_NOOP("findings",
            "Clients show no counts, or those of other torrents. The operator's software should answer 12 bytes "
            "for each hash asked about, in order, doubled ones too.")},
    FindingKind{"U13", E, QT_TRANSLATE_NOOP("findings", "The scrape has seeders and leechers exchanged"), 15,
        QT_TRANSLATE_NOOP("findings",
            "People choose dead torrents for healthy ones. The operator's software should send seeders, "
            "completed, leechers in that order.")},
    FindingKind{"U14", W, QT_TRANSLATE_NOOP("findings", "Answers with many peers are lost"), 15,
        QT_TRANSLATE_NOOP("findings",
            "Such a datagram is sent in fragments, and routers drop those: in large swarms clients get nothing at"
            " all. The operator should send no more peers than fit into 1452 bytes.")},
    FindingKind{"U15", W, QT_TRANSLATE_NOOP("findings", "An answer is larger than a packet, or comes twice"), 15,
        QT_TRANSLATE_NOOP("findings",
            "Fragments are lost on many ways, and doubled answers double the traffic. The operator should stay "
            "within 1452 bytes and look for two trackers on one address.")},
    FindingKind{"U16", W, QT_TRANSLATE_NOOP("findings", "Anything is answered before the handshake"), 15,
        QT_TRANSLATE_NOOP("findings",
            "The tracker can be used to send traffic to others, larger than what was sent to it. The operator's "
            "software should stay silent to packets without the protocol's magic number or a valid id.")},
    // Behaviour
    FindingKind{"B1", E, QT_TRANSLATE_NOOP("findings", "A peer that announced is not handed to the next one"), 3,
        QT_TRANSLATE_NOOP("findings",
            "That is all a tracker is for: people do not find each other. The operator should look whether "
            "announces are stored, and whether several processes share them.")},
    FindingKind{"B2", I, QT_TRANSLATE_NOOP("findings", "We are told of ourselves, or under a wrong address"), 3,
        QT_TRANSLATE_NOOP("findings",
            "A client's own address in its list costs one vain connection. A wrong one means that nobody can be "
            "reached: the operator should give the tracker the real addresses from the proxy in front of it.")},
    FindingKind{"B3", W, QT_TRANSLATE_NOOP("findings", "Counts and peers contradict each other"), 3,
        QT_TRANSLATE_NOOP("findings",
            "People judge torrents by these counts. The operator should look whether announce and scrape are "
            "answered from the same store.")},
    FindingKind{"B4", W, QT_TRANSLATE_NOOP("findings", "A peer that stopped is still handed out, or was sent peers"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Others connect in vain to peers that are gone. The operator's software should drop a peer when it "
            "sends \"stopped\", and send it no list.")},
    FindingKind{"B5", I, QT_TRANSLATE_NOOP("findings", "Finished downloads are not counted, or counted twice"), 3,
        QT_TRANSLATE_NOOP("findings",
            "The number of downloads that people see is wrong. The operator's software should count \"completed\""
            " once for each peer.")},
    FindingKind{"B6", E, QT_TRANSLATE_NOOP("findings", "Torrents that do not exist have peers"), 0,
        QT_TRANSLATE_NOOP("findings",
            "The tracker makes counts or peers up: people wait for downloads that never start, and clients "
            "connect to strangers. Take it out of torrents.")},
    FindingKind{"B7", W, QT_TRANSLATE_NOOP("findings", "A scrape alone makes a torrent known"), 48,
        QT_TRANSLATE_NOOP("findings",
            "Anybody can fill the tracker's memory, and its statistics count torrents nobody has. The operator's "
            "software should only read in a scrape.")},
    FindingKind{"B8", W, QT_TRANSLATE_NOOP("findings", "Peers are handed out that nobody can reach"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Clients waste connections on private, loopback and multicast addresses or port 0, perhaps in their "
            "own network. The operator should hand such peers out only to those of the same network.")},
    FindingKind{"B9", W, QT_TRANSLATE_NOOP("findings", "The number of peers that was asked for is ignored"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Those who want none get traffic, and those who want more find fewer. The operator's software should "
            "send at most numwant peers, up to a bound of its own.")},
    FindingKind{"B10", I, QT_TRANSLATE_NOOP("findings", "The same peers are handed out every time"), 3,
        QT_TRANSLATE_NOOP("findings",
            "All newcomers go to a few peers, and a large swarm falls apart. The operator's software should "
            "choose at random.")},
    FindingKind{"B11", I, QT_TRANSLATE_NOOP("findings", "Those who ask over IPv4 and over IPv6 see separate swarms"), 7,
        QT_TRANSLATE_NOOP("findings",
            "Peers with both families must announce over both to be found by all. That is right over UDP; over "
            "HTTP the operator's software may send \"peers\" and \"peers6\" to both.")},
    FindingKind{"B12", W, QT_TRANSLATE_NOOP("findings", "The addresses of the host answer differently"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Each client finds only those who asked the same address. The operator should let all of them share "
            "one store.")},
    FindingKind{"B13", I, QT_TRANSLATE_NOOP("findings", "An announce before the interval is answered otherwise"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Clients that start again or ask for more peers get none. It is the operator's choice; it should be "
            "told by \"min interval\".")},
    FindingKind{"B14", I, QT_TRANSLATE_NOOP("findings", "Only registered torrents or users are tracked"), 0,
        QT_TRANSLATE_NOOP("findings",
            "It works, but not for torrents, keys or clients that it does not know. Ask about a torrent of its "
            "own to see more.")},
    FindingKind{"B15", E, QT_TRANSLATE_NOOP("findings", "Anybody can announce any address"), 3,
        QT_TRANSLATE_NOOP("findings",
            "Swarms can be made to connect to a victim who never asked. The operator's software should ignore ip="
            " from public addresses.")},
    FindingKind{"B16", I, QT_TRANSLATE_NOOP("findings", "A peer that left is handed out for more than two intervals"),
        3,
        QT_TRANSLATE_NOOP("findings",
            "Others connect in vain. The operator should forget peers that did not announce for about one and a "
            "half intervals.")},
    // WebSocket
    FindingKind{"W1", F, QT_TRANSLATE_NOOP("findings", "The WebSocket cannot be opened"), 0,
        QT_TRANSLATE_NOOP("findings",
            "No browser can announce here. The operator should look whether the proxy in front passes Upgrade on,"
            " whether other origins are refused, and whether wss is served: pages over https can use nothing "
            "else.")},
    FindingKind{"W2", E, QT_TRANSLATE_NOOP("findings", "The announce is not answered, or for another infohash"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Clients drop the answer. The operator's software should answer each announce, with info_hash as the "
            "very string that came: one character for each byte.")},
    FindingKind{"W3", E, QT_TRANSLATE_NOOP("findings", "Offers or answers are not passed on"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Browsers never connect to each other. The operator should look whether several processes share their"
            " sockets, and whether to_peer_id is obeyed.")},
    FindingKind{"W4", I, QT_TRANSLATE_NOOP("findings", "Quiet connections are closed, or pings not answered"), 0,
        QT_TRANSLATE_NOOP("findings",
            "Clients must connect again and again, and miss offers meanwhile. The operator should let connections"
            " be quiet for two minutes, in the proxy in front too.")},
};

constexpr bool isAsTheGroupsSay()
{
    std::size_t place = 0;
    for (const FindingGroup& group : kFindingGroups)
        for (unsigned number = 1; number <= group.count; ++number, ++place) {
            const std::string_view id = place < kKinds.size() ? kKinds[place].id : "";
            const bool isLong = number >= 10;
            if (id.size() != (isLong ? 3u : 2u) || id[0] != group.letter
                || (isLong && id[1] != static_cast<char>('0' + number / 10))
                || id.back() != static_cast<char>('0' + number % 10))
                return false;
        }
    return place == kKinds.size();
}
static_assert(isAsTheGroupsSay(), "kFindingGroups counts the rows of the table, in its order");

} // namespace

std::string_view severityText(Severity severity)
{
    static constexpr std::array<std::string_view, 4> kTexts{"note", "warning", "error", "fatal"};
    return kTexts.at(static_cast<std::size_t>(severity));
}

std::span<const FindingKind> findingKinds()
{
    return kKinds;
}

const FindingKind* findingKind(std::string_view id)
{
    const auto found
        = std::find_if(kKinds.begin(), kKinds.end(), [&](const FindingKind& kind) { return id == kind.id; });
    return found == kKinds.end() ? nullptr : &*found;
}

} // namespace waggle::remote
