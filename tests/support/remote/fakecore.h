// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/exchange.h"

#include <QByteArray>

#include <functional>
#include <map>
#include <set>

// A small honest tracker in memory, and where a test bends it. Independent of core/server and core/swarm, so that the
// two check each other.
namespace waggle::test {

// A question as any transport understood it.
struct Ask {
    enum class Kind : std::uint8_t { Connect, Announce, Scrape };
    Kind kind = Kind::Announce;
    std::vector<protocol::InfoHash> hashes;
    protocol::PeerId id;
    std::uint16_t port = 0;
    protocol::Event event = protocol::Event::None;
    std::uint64_t left = 0;
    int numwant = 50;
    bool compact = true;
    protocol::Address from;
    QByteArray raw; // the request's target, the packet or the message
    std::uint64_t magic = 0; // UDP, of a connect
    int number = 0; // of this fake, from 1; resends count

    [[nodiscard]] bool isAnnounce() const { return kind == Kind::Announce; }
    [[nodiscard]] bool isScrape() const { return kind == Kind::Scrape; }
};

struct FakeCounts {
    qint64 seeders = 0, leechers = 0, completed = 0;
};
struct FakeAnswer {
    std::optional<QByteArray> failure;
    qint64 interval = 1800;
    FakeCounts counts;
    std::vector<remote::RemotePeer> peers;
    std::vector<std::pair<protocol::InfoHash, std::optional<FakeCounts>>> files; // none: never heard of
};

class FakeCore {
public:
    // Faults: what it hears in place of what was said, and what it says in place of what it knows.
    std::function<void(Ask&)> hear;
    std::function<void(const Ask&, FakeAnswer&)> say;

    [[nodiscard]] FakeAnswer take(Ask ask);
    void note(Ask& ask); // numbers and keeps it; take() does not

    [[nodiscard]] const std::vector<Ask>& asked() const { return m_asked; }
    // Who announced and was never told off, over all hashes: by what was sent, whatever `hear` makes of it.
    [[nodiscard]] std::size_t present() const { return m_present.size(); }

private:
    struct Peer {
        protocol::Endpoint endpoint;
        bool isSeeder = false;
        bool hasCompleted = false;
    };
    struct Swarm {
        std::map<protocol::PeerId, Peer> peers;
        qint64 completed = 0;
    };
    [[nodiscard]] static FakeCounts countsOf(const Swarm& swarm);
    void announce(const Ask& ask, FakeAnswer& answer);

    std::map<protocol::InfoHash, Swarm> m_swarms;
    std::vector<Ask> m_asked;
    std::set<std::pair<protocol::InfoHash, protocol::PeerId>> m_present;
};

} // namespace waggle::test
