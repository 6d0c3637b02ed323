// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/exchange.h"
#include "core/remote/trackerurl.h"

#include <QStringList>

#include <array>

// Everything seen of one tracker in one check. Judged by rules (rules/), told by report.h.
namespace waggle::remote {

enum class Mode : std::uint8_t { Quick, Full, AnnounceOnly, ScrapeOnly }; // ≤ 6, ≤ 25 requests a leg; 2; 1

struct IdentityOf { // random for each check
    protocol::PeerId id;
    std::uint32_t key = 0;
    std::uint16_t port = 0;
};

enum class RecordType : std::uint16_t { A = 1, Cname = 5, Txt = 16, Aaaa = 28 };
struct Lookup {
    RecordType type = RecordType::A;
    Cause cause = Cause::None;
    Duration took{0};
    QString server; // "192.0.2.53"; "hosts" for the hosts file, "system" where we may not ask ourselves
    std::vector<protocol::Address> addresses;
    QStringList aliases; // CNAME chain
    std::vector<std::vector<QByteArray>> texts; // each TXT record, in its strings
    std::optional<std::uint32_t> ttl; // smallest, s
};

// BEP 34, from TXT records of the host.
struct Bep34 {
    bool present = false; // there is a record that begins with BITTORRENT
    bool denied = false; // and it names no port
    struct Port {
        bool udp = false;
        std::uint16_t port = 0;
        bool operator==(const Port&) const = default;
    };
    std::vector<Port> ports; // in order of preference
    QStringList malformed; // what is wrong with how it is written
};

// A leg that asks nothing for the time being.
struct Pause {
    std::string step; // what it will ask then; empty: it stays for another leg's sake
    std::optional<Duration> until; // from the beginning of the check; unset: until another leg has come further
};

struct LegRecord {
    Scheme scheme = Scheme::Udp;
    protocol::Family family = protocol::Family::V4;
    std::optional<protocol::Endpoint> address; // unset: the name did not resolve in this family, or a proxy resolves
    std::vector<Exchange> exchanges;
    int requests = 0; // sent to the tracker, without resends
    std::optional<Pause> pause;
    bool isOver = false; // nothing more will be asked

    [[nodiscard]] const Exchange* find(std::string_view step) const; // by name; null: not asked
    [[nodiscard]] const Exchange* first() const { return exchanges.empty() ? nullptr : &exchanges.front(); }
};

struct OwnNetwork {
    bool v4 = false, v6 = false; // routes of that family; loopback trackers are asked in any case
    std::vector<protocol::Address> addresses; // of this computer
};

// What a person wants to be told of in `waggle announce`.
struct AnnounceWish {
    std::uint64_t left = 1;
    protocol::Event event = protocol::Event::Started;
    int numwant = 50;
    std::uint16_t port = 6881;
    bool stay = false; // no `stopped` behind it
};

// Opted in to what takes minutes (U7) or hours (B16).
struct SlowTests {
    Duration idAge = std::chrono::minutes(5); // of a connection id that should not be good any more
    Duration longest = std::chrono::minutes(70); // two intervals that take longer are not waited for
    Duration second = std::chrono::seconds(1); // of a tracker's interval; tests have shorter ones
    bool operator==(const SlowTests&) const = default;
};

struct TrackerRecord {
    TrackerUrl url;
    Mode mode = Mode::Quick;
    qint64 startedMs = 0; // wall clock
    Duration elapsed{0};
    std::optional<protocol::InfoHash> hash; // the one a person asked about; unset: random ones of our own
    std::vector<protocol::InfoHash> scrapeHashes; // Mode::ScrapeOnly
    std::optional<AnnounceWish> wish; // Mode::AnnounceOnly
    std::array<IdentityOf, 2> identities;
    OwnNetwork network;
    QString proxy; // "socks5://192.0.2.1:1080"; empty: none
    std::vector<Lookup> lookups; // A, AAAA, TXT, by each server that was asked
    Bep34 bep34;
    std::vector<LegRecord> legs;
    std::optional<QString> sameAs; // D10: another checked tracker with the same addresses
    std::optional<QString> twinDiffers; // T6: how the http and https URLs of one tracker differ
    bool isOwn = false; // "this tracker"
    bool cancelled = false;
    bool claimSpoof = false; // opted in to B15
    std::optional<SlowTests> slow; // Mode::Full only
};

} // namespace waggle::remote
