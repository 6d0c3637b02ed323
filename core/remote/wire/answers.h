// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/exchange.h"

// Answers as clients understand them, leniently; and our questions as bytes. Pure, total, bounded (nesting 32, 100,000
// values, 10,000 peers).
namespace waggle::remote {

// Bencoded bodies (BEP 3, 7, 23, 24, 31, 48). Nothing when the bytes begin with no bencoded dictionary. Bytes behind it
// and a ragged end of a compact list are ignored, values of a wrong type are as if absent, and peers that are given by
// a name are left out. A scrape that ends too early gives the files until there, and is `cut`.
[[nodiscard]] std::optional<AnnounceAnswer> readHttpAnnounce(const QByteArray& body);
[[nodiscard]] std::optional<ScrapeAnswer> readHttpScrape(const QByteArray& body);
// JSON messages of WebSocket trackers; each byte of a hash is one code point U+0000 to U+00FF (or the hash is in hex),
// and numbers may stand in quotes. Nothing for messages of another action, nor for offers and answers that are relayed.
[[nodiscard]] std::optional<AnnounceAnswer> readWebSocketAnnounce(const QByteArray& message);
[[nodiscard]] std::optional<ScrapeAnswer> readWebSocketScrape(const QByteArray& message);

// What an announce says of an identity.
struct Announcing {
    protocol::InfoHash hash;
    protocol::PeerId id;
    std::uint32_t key = 0;
    std::uint16_t port = 0;
    protocol::Event event = protocol::Event::Started;
    std::uint64_t left = 1, uploaded = 0, downloaded = 0;
    int numwant = 50;
    bool compact = true;
    std::optional<protocol::Address> claimed; // ip=, opt-in
};
// Query strings, percent-encoded as clients do; to be appended with '?' or '&'.
[[nodiscard]] QByteArray httpAnnounceQuery(const Announcing& announcing);
[[nodiscard]] QByteArray httpScrapeQuery(const std::vector<protocol::InfoHash>& hashes);

// UDP packets of a client (BEP 15, 41).
namespace udpclient {
[[nodiscard]] QByteArray connect(std::uint32_t transaction, std::uint64_t magic);
[[nodiscard]] QByteArray announce(std::uint32_t transaction, std::uint64_t connection, const Announcing& announcing,
    const QByteArray& urlData); // path and query as options of at most 255 bytes; empty: none
[[nodiscard]] QByteArray scrape(
    std::uint32_t transaction, std::uint64_t connection, const std::vector<protocol::InfoHash>& hashes);

struct Head {
    std::uint32_t action = 0;
    std::uint32_t transaction = 0;
};
[[nodiscard]] std::optional<Head> readHead(const QByteArray& packet); // nothing for under 8 bytes
[[nodiscard]] std::optional<std::uint64_t> readConnectionId(const QByteArray& packet);
[[nodiscard]] std::optional<AnnounceAnswer> readAnnounce(const QByteArray& packet, protocol::Family family);
[[nodiscard]] std::optional<ScrapeAnswer> readScrape(
    const QByteArray& packet, const std::vector<protocol::InfoHash>& asked);
[[nodiscard]] std::optional<QByteArray> readError(const QByteArray& packet); // its text, a trailing NUL too
} // namespace udpclient

// WebSocket messages of a client (JSON text).
struct WebSocketOffer {
    QByteArray offerId; // 20 bytes
    QByteArray sdp;
};
[[nodiscard]] QByteArray webSocketAnnounce(const Announcing& announcing, const std::vector<WebSocketOffer>& offers);
[[nodiscard]] QByteArray webSocketScrape(const std::vector<protocol::InfoHash>& hashes);
[[nodiscard]] QByteArray webSocketAnswer(
    const Announcing& announcing, const protocol::PeerId& to, const WebSocketOffer& offer);

// What another peer said to us through the tracker.
struct WebSocketRelay {
    bool isAnswer = false; // to an offer of ours; else an offer
    protocol::PeerId from;
    WebSocketOffer offer;
};
[[nodiscard]] std::optional<WebSocketRelay> readWebSocketRelay(const QByteArray& message);

} // namespace waggle::remote
