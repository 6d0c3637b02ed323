// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/request.h"
#include "core/requests/requestrecord.h"
#include "core/swarm/views.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

// The rows that tables show: values, made on the monitor's thread. Every figure that can be unknown is optional, every
// figure that can be old comes with its age.
namespace waggle::monitor {

using protocol::InfoHash;
using protocol::Time;

// Identifies a row for life: selection, current row and scroll anchor live by it.
struct RowKey {
    std::array<std::uint8_t, 48> bytes{}; // infohash + peer_id, or a number; rest zero
    auto operator<=>(const RowKey&) const = default;
};

enum class SwarmState : std::uint8_t { Sharing, EveryoneHasIt, NobodyHasAll, Stuck, Quiet };
inline constexpr std::size_t kSwarmStates = 5;

struct SwarmRow {
    RowKey key;
    InfoHash infoHash;
    std::optional<InfoHash> secondHash; // hybrid: both swarms in one row, see Census
    QString name; // of the torrent; else the short hash "4f1c…09ab"
    QString label;
    bool named = false;
    SwarmState state = SwarmState::Quiet;
    std::uint32_t clients = 0; // distinct peer_ids
    std::uint32_t addresses = 0;
    std::uint32_t seeds = 0, leechers = 0, stuck = 0, partialSeeds = 0; // clients; stuck and partial are leechers
    std::uint32_t completions = 0; // finished here
    std::optional<std::uint64_t> size;
    bool sizeEstimated = false; // ≈: the largest `left` of a fresh start
    std::optional<double> rateDown, rateUp; // bytes/s, sum over clients that reported twice
    Time rateAge{0}; // age of the oldest report in it
    std::uint64_t movedDown = 0, movedUp = 0; // seen here
    double announcesPerMinute = 0;
    std::optional<Time> lastAnnounceAge;
    std::optional<std::int64_t> addedMs; // wall clock
    std::shared_ptr<const std::vector<float>> spark; // bytes/s in 10 s steps, oldest first, NaN: not measured
};

enum class ClientState : std::uint8_t { Seed, Leecher, Stuck, PartialSeed, Paused, Overdue };

struct PeerRow {
    RowKey key; // of a client: infohash + peer_id; of an address: its PeerKey
    bool isAddress = false; // an address below its client (shown when that is expanded)
    bool expandable = false; // a client with several addresses
    bool expanded = false;
    InfoHash infoHash;
    QString swarmName;
    QString computer; // host name where a lookup gave one, else empty
    protocol::Endpoint endpoint; // client: the one that reported last
    std::vector<protocol::Endpoint> others; // client: its further addresses
    protocol::PeerId peerId;
    QString client; // "qBittorrent 4.6.3"
    ClientState state = ClientState::Leecher;
    bool overdue = false; // past 1.2 x the interval it keeps
    bool completedHere = false;
    std::optional<double> progress; // 0 … 1; unknown while the size is
    bool progressEstimated = false;
    std::optional<double> rateDown, rateUp; // bytes/s between its last two announces
    std::uint64_t uploaded = 0, downloaded = 0, left = 0; // as it reports
    std::uint64_t firstLeft = 0; // what it lacked when it came, right to 0.05 %
    std::uint64_t movedDown = 0, movedUp = 0; // seen here
    Time reportedAge{0};
    Time firstAge{0};
    Time dueIn{0}; // until it counts as gone
    swarm::seconds givenInterval{0};
    swarm::seconds keptInterval{0};
    std::uint32_t announces = 0;
    std::uint32_t keyParameter = 0;
    protocol::Transport transport = protocol::Transport::Udp;
    [[nodiscard]] bool isOld() const { return reportedAge > Time(givenInterval); } // greyed
};

struct RequestRow {
    RowKey key; // its number
    std::uint64_t number = 0;
    std::int64_t wallMs = 0;
    requests::RequestRecord record;
    std::uint64_t repeats = 1; // floods coalesce: "× 5,210"
    QString client; // empty: not an announce
    QString swarmName;
    QString why; // the rule in words, or what it got ("14 peers", "9 / 6 / 9")
    // Differences to this client's own last request in the log; filled while following a client.
    std::optional<Time> sinceLast;
    std::optional<std::int64_t> deltaUp, deltaDown, deltaLeft;
    std::optional<Time> dueAfter; // when it was due, measured from its last request
};

// One request whole, for the pane below the table.
struct RequestDetail {
    RequestRow row;
    QByteArray raw; // cut at kMaxRaw; row.record.trueLength tells
    QByteArray reply; // empty unless Capture was on
    struct Field {
        QString name; // "connection id"
        QString value; // "5f 0c 91 aa 3e 77 10 02"
        QString remark; // "issued 3 min 10 s before: too old"
        int depth = 0; // of the decoded tree
    };
    std::vector<Field> fields; // the decoded request
    std::vector<Field> replyFields;
    struct OddityText {
        QString id; // "C7"
        QString what; // a sentence
        QString consequence; // a sentence
    };
    std::vector<OddityText> oddities;
};

} // namespace waggle::monitor
