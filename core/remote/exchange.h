// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/request.h"
#include "core/protocol/types.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

// One question to a tracker and what came of it: plain values that can be copied between threads, stored and judged.
namespace waggle::remote {

using Duration = std::chrono::microseconds;

// What is asked. A leg's steps are chosen by nextMove() (plan.h); its transport turns them into bytes.
enum class StepKind : std::uint8_t {
    UdpConnect, // BEP 15 handshake alone
    UdpWrongMagic, // a connect with a wrong protocol id: a good tracker stays silent (U16)
    UdpUnconnected, // a connect from an unconnected socket, so that an answer from elsewhere is seen (U4)
    Announce,
    Scrape,
    RawQuery, // HTTP: `rawQuery` behind the announce's path, as it is
    Redirected, // HTTP: the target of the redirect in the previous answer, once
    TlsVersion, // a handshake with TLS 1.1 at most (T4), nothing asked
    Idle, // WebSocket: stay connected and quiet, see ping and close (W4)
    Offer, // WebSocket: A's offer to B, B's answer to A (W3)
};
enum class Identity : std::uint8_t { A, B }; // two clients of our own: peer_id, key and port each

struct Step {
    StepKind kind = StepKind::Announce;
    std::string name; // what it is for, unique in its leg: "announce A", "scrape", "numwant 500"; rules find it by this
    Identity identity = Identity::A;
    protocol::Event event = protocol::Event::Started;
    std::vector<protocol::InfoHash> hashes; // announce: one; scrape: any number, none asks for everything
    std::uint64_t left = 1;
    int numwant = 50;
    bool compact = true;
    bool urlData = true; // UDP: send path and query as BEP 41 options
    bool fresh = false; // a connection or UDP handshake of its own, in place of the leg's
    bool oldId = false; // UDP: with the id of the leg's handshake, however old it is (U7)
    QByteArray rawQuery;
};

// Why there is no answer. Told apart as finely as the system allows.
enum class Cause : std::uint8_t {
    None, // there is an answer
    NxDomain,
    ServFail,
    NoData, // the name exists, this family does not
    ResolverTimeout,
    Refused, // TCP reset at connect, ICMP port unreachable
    Reset, // after connecting
    Unreachable,
    ConnectTimeout,
    TlsFailed, // see Exchange::tls
    AnswerTimeout, // connected or sent, and nothing came
    Incomplete, // closed or out of time in the middle of an answer
    TooLarge, // past kMaxReply
    BadAnswer, // not the protocol
    Denied, // BEP 34 forbids asking
    ProxyRefused, // the proxy said no: detail has its words
    ProxyTimeout,
    ProxyNoUdp,
    NoNetwork, // this computer has no address of that family
    NoSocket, // this computer gives the program no more of them
    Cancelled, // stays the last one
};
inline constexpr std::size_t kCauses = static_cast<std::size_t>(Cause::Cancelled) + 1;
[[nodiscard]] QString causeText(Cause cause); // "timed out in connect", "NXDOMAIN"

inline constexpr qsizetype kMaxReply = 1 << 20;
inline constexpr qsizetype kMaxRawKept = 64 << 10; // of each direction, for the raw exchange

struct Phases { // unset: did not come to it, or not on this transport
    std::optional<Duration> dns; // of the leg's name, the same in each exchange of a leg
    std::optional<Duration> connect; // TCP, or the UDP handshake's round trip
    std::optional<Duration> tls; // and the WebSocket upgrade is in firstByte of its own
    std::optional<Duration> firstByte; // from the whole request sent to the first byte, or the datagram's round trip
    Duration total{0};
};

struct Certificate { // of the leaf, as served
    QString subject, issuer;
    QStringList names; // SAN
    qint64 notBeforeMs = 0, notAfterMs = 0; // wall clock
    QByteArray sha256;
};
struct TlsFacts {
    QString version; // "TLS 1.3"
    QString cipher;
    std::optional<Certificate> leaf;
    int chainLength = 0; // certificates sent, the leaf too
    QStringList errors; // verification's words
    bool nameMismatch = false, selfSigned = false, missingIssuer = false, notYetValid = false;
};

struct HttpFacts {
    int status = 0;
    QByteArray version; // "1.1"
    std::vector<std::pair<QByteArray, QByteArray>> fields; // names as sent
    QByteArray body; // de-chunked, not unpacked
    bool chunked = false;
    bool lengthWrong = false; // Content-Length and body differ
    bool reused = false; // came over the connection of the step before
    bool closed = false; // the server closed behind it although keep-alive was asked for
    std::optional<Duration> slowestGap; // between two reads of head and body
    [[nodiscard]] QByteArray field(const QByteArray& name) const; // any case; empty: none
};
struct UdpFacts {
    int sent = 0; // datagrams, resends too
    int received = 0; // datagrams, doubles and strange ones too
    int renewals = 0; // handshakes that were answered in front of the question
    std::optional<protocol::Endpoint> from; // where the reply came from
    std::vector<QByteArray> strange; // replies that match no question of ours (at most 8)
    bool swappedTransaction = false; // one came with the transaction id in the other byte order
    bool duplicated = false;
    std::uint64_t connectionId = 0;
    std::uint16_t localPort = 0;
    [[nodiscard]] int lost() const { return std::max(0, sent - 1 - renewals); }
};
struct WebSocketFacts {
    int upgradeStatus = 0;
    QByteArray subprotocol;
    std::optional<Duration> upgrade;
    std::vector<QByteArray> messages; // those to A, then to B, as received (at most 32)
    int closeCode = 0;
    bool ponged = false;
    bool offerRelayed = false, answerRelayed = false;
    std::optional<Duration> relay; // A's offer until A has B's answer
};

struct RemotePeer {
    protocol::Endpoint endpoint;
    std::optional<protocol::PeerId> id; // compact=0, WebSocket
    auto operator<=>(const RemotePeer&) const = default;
};
// What clients would make of the answer: read as leniently as they do. What is wrong with its bytes is the rules'
// matter.
struct AnnounceAnswer {
    std::optional<QByteArray> failure, warning; // bytes as sent
    std::optional<qint64> interval, minInterval; // s
    std::optional<qint64> seeders, leechers, completed;
    std::optional<QByteArray> retryIn; // BEP 31, as written
    std::optional<protocol::Address> external; // BEP 24
    std::vector<RemotePeer> peers;
};
struct ScrapeCounts {
    protocol::InfoHash hash;
    qint64 seeders = 0, leechers = 0, completed = 0;
};
struct ScrapeAnswer {
    std::optional<QByteArray> failure;
    std::vector<ScrapeCounts> files; // UDP: by position
    bool cut = false; // only the beginning was read (64 KiB of a scrape of everything)
};

struct Exchange {
    Step step;
    Cause cause = Cause::None;
    QString detail; // the system's, TLS' or proxy's own words; empty: none
    qint64 wallMs = 0; // when it began
    Duration since{0}; // when it began, from the beginning of the check
    Phases phases;
    QByteArray request, reply; // as they went over the wire inside TLS, at most kMaxRawKept each
    bool replyCut = false;
    std::optional<TlsFacts> tls;
    std::optional<HttpFacts> http;
    std::optional<UdpFacts> udp;
    std::optional<WebSocketFacts> webSocket;
    std::optional<AnnounceAnswer> announce; // cause None and understood
    std::optional<ScrapeAnswer> scrape;
    std::optional<QByteArray> udpError; // text of an error packet, a trailing NUL too
};

// An announce of ours that was taken; null: none was.
[[nodiscard]] bool isTaken(const Exchange* announce);
// UDP: an announce was answered with action and transaction id and nothing behind them. So opentracker refuses torrents
// that are not on its list.
[[nodiscard]] bool isBareHead(const Exchange& exchange);

} // namespace waggle::remote
