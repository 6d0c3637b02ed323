// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/series/series.h"
#include "core/monitor/tables/rows.h"

#include <QMetaType>
#include <QString>

#include <array>
#include <memory>
#include <set>
#include <variant>
#include <vector>

// What a view asks the monitor, and the page of rows it gets: at once for a new query, then at each tick. Answers carry
// the query's view and number; a view drops those of an older number. Pages are shared, immutable values.
namespace waggle::monitor {

enum class SwarmColumn : int {
    Name,
    State,
    Done,
    Seeds,
    Leechers,
    RateDown,
    Moved,
    LastAnnounce,
    Spark,
    Size,
    PartialSeeds,
    Completions,
    RateUp,
    AnnouncesPerMinute,
    Added,
    Hash,
    Label
};
enum class PeerColumn : int {
    Computer,
    Address,
    Client,
    Progress,
    RateDown,
    RateUp,
    Port,
    Reported,
    Swarm,
    State,
    Left,
    Downloaded,
    Uploaded,
    MovedDown,
    MovedUp,
    FirstSeen,
    DueIn,
    Interval,
    Announces,
    Transport,
    PeerId,
    Key
};
enum class RequestColumn : int {
    Time,
    Kind,
    Over,
    From,
    Client,
    Swarm,
    Event,
    Left,
    Result,
    Why,
    Odd,
    Bytes,
    Duration
};

struct SwarmPage;
struct PeerPage;
struct RequestPage;
using SwarmPagePtr = std::shared_ptr<const SwarmPage>;
using PeerPagePtr = std::shared_ptr<const PeerPage>;
using RequestPagePtr = std::shared_ptr<const RequestPage>;
using RequestDetailPtr = std::shared_ptr<const RequestDetail>;

struct QueryHead {
    std::uint64_t view = 0; // which model asks; unique in the program
    std::uint64_t number = 0; // grows with each change of the query
    bool descending = false;
    qint64 first = 0; // window of rows
    qint64 count = 100;
    QString filter; // free text; address prefix, client and state words are understood
    std::vector<RowKey> tracked; // rows whose numbers the answer tells (selection, anchor)
    bool held = false; // a button is down or a menu open: keep the order of the last answer
    bool operator==(const QueryHead&) const = default;
};

struct SwarmQuery : QueryHead {
    SwarmColumn sort = SwarmColumn::Name;
    std::optional<SwarmState> state; // side filter
    QString label;
    bool operator==(const SwarmQuery&) const = default;
};

struct PeerQuery : QueryHead {
    PeerColumn sort = PeerColumn::Reported;
    std::optional<InfoHash> swarm; // unset: of all swarms
    std::set<RowKey> expanded; // clients whose addresses are shown
    bool operator==(const PeerQuery&) const = default;
};

struct RequestQuery : QueryHead {
    RequestColumn sort = RequestColumn::Time;
    enum class Kinds { All, AnnouncesAndProblems, Announces, Scrapes, Connects, Other };
    Kinds kinds = Kinds::AnnouncesAndProblems;
    enum class Results { All, Answered, Refused, Dropped, Problems };
    Results results = Results::All;
    bool onlyOdd = false;
    std::optional<protocol::Address> from;
    std::optional<InfoHash> swarm;
    std::optional<protocol::PeerId> follow; // one client, with differences to its own last request
    bool paused = false; // rows newer than `pausedAt` are left out
    std::uint64_t pausedAt = 0;
    bool operator==(const RequestQuery&) const = default;
};

// The bytes of one request, taken apart.
struct DetailQuery {
    std::uint64_t view = 0;
    std::uint64_t request = 0; // its number in the log
};

template <typename Row>
struct Page {
    std::uint64_t view = 0;
    std::uint64_t number = 0;
    qint64 first = 0;
    std::vector<Row> rows; // rows [first, first + rows.size()) of `total`
    qint64 total = 0; // rows that pass the filter
    qint64 hidden = 0; // rows that the filter hides
    std::vector<qint64> trackedRows; // −1: no longer there; same order as QueryHead::tracked
};

struct SwarmPage : Page<SwarmRow> {
    std::array<qint64, kSwarmStates> byState{}; // side filter's counts, before that filter
    qint64 all = 0;
};
struct PeerPage : Page<PeerRow> {
    qint64 clients = 0, addresses = 0;
};
struct RequestPage : Page<RequestRow> {
    std::uint64_t newest = 0; // number of the newest record: pausedAt for a pause
    qint64 kept = 0; // in the log
    std::uint64_t lost = 0; // overwritten in a ring before the monitor came, or pushed out of the log
};

// One request whole; answered once.
struct DetailAnswer {
    std::uint64_t view = 0;
    RequestDetailPtr detail; // null: no longer in the log
};

// All that can be asked, and what comes back. A new table has its query and its page in these two lists.
using Query = std::variant<SwarmQuery, PeerQuery, RequestQuery, SeriesQuery, DetailQuery>;
using Answer = std::variant<SwarmPagePtr, PeerPagePtr, RequestPagePtr, SeriesPtr, DetailAnswer>;

[[nodiscard]] inline std::uint64_t viewOf(const Query& query)
{
    return std::visit([](const auto& one) { return one.view; }, query);
}

// A slot for queries or answers of one kind alone:
// connect(&backend, &Backend::answered, this, monitor::ofKind<monitor::SeriesPtr>([this](const auto& series) { … }));
template <typename Kind, typename F>
[[nodiscard]] auto ofKind(F f)
{
    return [f = std::move(f)](const auto& any) {
        if (const Kind* const one = std::get_if<Kind>(&any))
            f(*one);
    };
}

} // namespace waggle::monitor
