// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultrows.h"

#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakeudptracker.h"

#include <iterator>

using namespace waggle;
using namespace waggle::test;
using protocol::Address;
using protocol::Endpoint;
using protocol::Event;
using remote::Mode;
using remote::Severity;

namespace {

// What a tracker keeps and tells: the same fault over each transport.
struct BehaviourRow {
    const char* name;
    Expected expected;
    Mode mode;
    std::function<void(FakeCore&)> bend;
    bool isHttpOnly = false;
};

void PrintTo(const BehaviourRow& row, std::ostream* out)
{
    *out << row.name;
}

remote::RemotePeer stranger(std::uint16_t port, const char* address = "127.0.0.1")
{
    return {{Address::parse(address).value_or(Address()), port}, std::nullopt};
}

bool isUpdate(const Ask& ask)
{
    return ask.isAnnounce() && ask.event == Event::None;
}

auto says(std::function<void(const Ask&, FakeAnswer&)> change)
{
    return [change](FakeCore& core) { core.say = change; };
}

const BehaviourRow kRows[] = {
    {"B1", {"B1", Severity::Error, "A is not among them"}, Mode::Quick,
        says([](const Ask&, FakeAnswer& answer) { answer.peers.clear(); })},
    {"B1Forgets", {"B1", Severity::Error, "0 peers", {"B3", "H23"}}, Mode::Full,
        [](FakeCore& core) {
            core.hear = [](Ask& ask) {
                if (ask.isAnnounce()) // each has a swarm of its own
                    ask.hashes.front().bytes[3] = ask.id.bytes[19];
            };
        }},
    {"B2Self", {"B2", Severity::Note, "own address"}, Mode::Quick, says([](const Ask& ask, FakeAnswer& answer) {
         if (!answer.peers.empty())
             answer.peers.push_back(stranger(ask.port));
     })},
    {"B2Wrong", {"B2", Severity::Error, "no address of this computer"}, Mode::Quick,
        says([](const Ask&, FakeAnswer& answer) {
            for (auto& peer : answer.peers)
                peer.endpoint.address = Address::v4(0xc6336409);
        })},
    {"B3List", {"B3", Severity::Warning, "are counted"}, Mode::Quick, says([](const Ask& ask, FakeAnswer& answer) {
         if (ask.isAnnounce())
             answer.counts = {};
     })},
    {"B3Scrape", {"B3", Severity::Warning, "Two clients announced"}, Mode::Quick,
        says([](const Ask&, FakeAnswer& answer) {
            for (auto& [hash, counts] : answer.files) {
                if (counts)
                    counts->leechers += 5;
            }
        })},
    {"B4", {"B4", Severity::Warning, "still handed out"}, Mode::Full,
        [](FakeCore& core) {
            core.hear = [](Ask& ask) {
                if (ask.event == Event::Stopped) {
                    ask.event = Event::None;
                    ask.numwant = 0;
                }
            };
        }},
    {"B4Peers", {"B4", Severity::Note, "holds"}, Mode::Quick, says([](const Ask& ask, FakeAnswer& answer) {
         if (ask.event == Event::Stopped) {
             answer.peers.push_back(stranger(7000));
             answer.counts.leechers = 1;
         }
     })},
    {"B5Never", {"B5", Severity::Note, "from 0 to 0"}, Mode::Full,
        [](FakeCore& core) {
            core.hear = [](Ask& ask) {
                if (ask.event == Event::Completed)
                    ask.event = Event::None;
            };
        }},
    {"B5Twice", {"B5", Severity::Note, "counted too"}, Mode::Full,
        [](FakeCore& core) {
            auto finished = std::make_shared<int>(0);
            core.say = [finished](const Ask& ask, FakeAnswer& answer) {
                *finished += ask.event == Event::Completed ? 1 : 0;
                for (auto& [hash, counts] : answer.files) {
                    if (counts && counts->completed > 0)
                        counts->completed = *finished;
                }
            };
        }},
    {"B6Scrape", {"B6", Severity::Error, "random hash", {"U12"}}, Mode::Full,
        says([](const Ask& ask, FakeAnswer& answer) {
            if (ask.isScrape() && ask.hashes.size() == 1 && !answer.files.front().second)
                answer.files.front().second = FakeCounts{17, 4, 900};
        })},
    {"B6Peers", {"B6", Severity::Error, "random hash"}, Mode::Quick, says([](const Ask& ask, FakeAnswer& answer) {
         if (!ask.isAnnounce() || ask.event == Event::Stopped)
             return;
         answer.peers.push_back(stranger(50'000));
         answer.counts = {1, 3, 0};
     })},
    {"B7", {"B7", Severity::Warning, "only scraped"}, Mode::Full,
        [](FakeCore& core) {
            auto known = std::make_shared<std::set<protocol::InfoHash>>();
            core.say = [known](const Ask&, FakeAnswer& answer) {
                for (auto& [hash, counts] : answer.files) {
                    if (!known->insert(hash).second && !counts)
                        counts = FakeCounts();
                }
            };
        },
        true},
    {"B8Port", {"B8", Severity::Warning, ":0", {"B6", "B3"}}, Mode::Quick, says([](const Ask& ask, FakeAnswer& answer) {
         if (ask.isAnnounce())
             answer.peers.push_back(stranger(0));
     })},
    {"B9", {"B9", Severity::Warning, "numwant=0"}, Mode::Full,
        [](FakeCore& core) { core.hear = [](Ask& ask) { ask.numwant = 50; }; }},
    {"B10", {"B10", Severity::Note, "the very same"}, Mode::Full, says([](const Ask& ask, FakeAnswer& answer) {
         if (!ask.isAnnounce() || ask.numwant != 50)
             return;
         for (std::uint16_t i = 0; i < 20; ++i)
             answer.peers.push_back(stranger(static_cast<std::uint16_t>(20'000 + i)));
         answer.counts = {0, 100, 0};
     })},
    {"B13Refused", {"B13", Severity::Note, "early announce is refused"}, Mode::Full,
        says([](const Ask& ask, FakeAnswer& answer) {
            if (isUpdate(ask))
                answer.failure = "too soon";
        })},
    {"B13Empty", {"B13", Severity::Note, "no peers"}, Mode::Full, says([](const Ask& ask, FakeAnswer& answer) {
         if (isUpdate(ask))
             answer.peers.clear();
     })},
    {"B14", {"B14", Severity::Note, "not registered"}, Mode::Quick, says([](const Ask& ask, FakeAnswer& answer) {
         if (ask.isAnnounce())
             answer.failure = "Torrent is not registered with this tracker.";
     })},
    {"B15", {"B15", Severity::Error, "192.0.2.1"}, Mode::Full,
        [](FakeCore& core) {
            auto claimed = std::make_shared<bool>(false);
            core.say = [claimed](const Ask& ask, FakeAnswer& answer) {
                *claimed = *claimed || ask.raw.contains("ip=192.0.2.1");
                if (*claimed && !answer.peers.empty())
                    answer.peers.front().endpoint.address = Address::v4(0xc0000201);
            };
        },
        true},
};

class BehaviourFaultOverHttp : public testing::TestWithParam<BehaviourRow> { };
class BehaviourFaultOverUdp : public testing::TestWithParam<BehaviourRow> { };

// Over UDP there is no such question as some rows ask.
std::vector<BehaviourRow> rowsOverUdp()
{
    std::vector<BehaviourRow> rows;
    std::copy_if(std::begin(kRows), std::end(kRows), std::back_inserter(rows),
        [](const BehaviourRow& row) { return !row.isHttpOnly; });
    return rows;
}

std::string nameOf(const testing::TestParamInfo<BehaviourRow>& row)
{
    return rowName(row.param.name);
}

// These follow from what such a tracker says in the other checks, which need a sane list or count.
Expected widened(const BehaviourRow& row)
{
    Expected expected = row.expected;
    const std::string id = expected.id;
    if (id == "B10")
        expected.also = {"B3"};
    if (id == "B13")
        expected.also = {"H20", "H21", "B9"};
    if (id == "B15")
        expected.also = {"B2", "B4"};
    return expected;
}

// A large swarm is a person's: a random hash has none.
std::optional<protocol::InfoHash> hashFor(const BehaviourRow& row)
{
    return row.expected.id == std::string("B10")
        ? protocol::InfoHash::fromHex("c0ffee00c0ffee00c0ffee00c0ffee00c0ffee00")
        : std::nullopt;
}

} // namespace

TEST_P(BehaviourFaultOverHttp, IsNamed)
{
    const BehaviourRow& row = GetParam();
    FakeHttpTracker fake;
    row.bend(fake.core);
    auto options = patientOptions(row.mode);
    options.claimSpoof = row.expected.id == std::string("B15");
    options.hash = hashFor(row);
    expectFound(*checkOne(fake.url(), options), widened(row));
}

TEST_P(BehaviourFaultOverUdp, IsNamed)
{
    const BehaviourRow& row = GetParam();
    FakeUdpTracker fake;
    row.bend(fake.core);
    auto options = patientOptions(row.mode);
    options.hash = hashFor(row);
    expectFound(*checkOne(fake.url(), options), widened(row));
}

INSTANTIATE_TEST_SUITE_P(Rows, BehaviourFaultOverHttp, testing::ValuesIn(kRows), nameOf);
INSTANTIATE_TEST_SUITE_P(Rows, BehaviourFaultOverUdp, testing::ValuesIn(rowsOverUdp()), nameOf);

TEST(BehaviourFaults, ARefusalOfARandomHashIsRestrictedNotDown)
{
    FakeUdpTracker udp;
    FakeHttpTracker http;
    for (FakeCore* core : {&udp.core, &http.core}) {
        core->say = [](const Ask& ask, FakeAnswer& answer) {
            if (ask.isAnnounce())
                answer.failure = "unregistered torrent";
        };
    }
    for (const QString& url : {udp.url(), http.url()})
        EXPECT_EQ(checkOne(url, patientOptions(Mode::Full))->state, remote::State::Restricted);
}
