// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/state.h"
#include "tests/unit/remote/values/records.h"

#include <gtest/gtest.h>

using namespace waggle;
using namespace waggle::tests::remote;

namespace {

State ofLeg(std::vector<Exchange> exchanges, const std::vector<Finding>& findings = {})
{
    return legState(record({leg("192.0.2.7", std::move(exchanges))}), 0, findings);
}

State ofTracker(const TrackerRecord& record, const std::vector<Finding>& findings = {}, bool complete = true)
{
    std::vector<State> legs;
    for (std::size_t i = 0; i < record.legs.size(); ++i)
        legs.push_back(legState(record, i, findings));
    return trackerState(record, legs, findings, complete);
}

const LegRecord kWorks = leg("192.0.2.7", {announced(0, 1)});
const LegRecord kDead = leg("2001:db8::7", {failed(Cause::AnswerTimeout)});
const LegRecord kRefuses = leg("192.0.2.8", {refused("Torrent not registered")});
const LegRecord kNotOurs = leg("2001:db8::7", {failed(Cause::NoNetwork)});

TEST(LegState, IsUpWhenAnAnnounceIsTaken)
{
    EXPECT_EQ(ofLeg({announced(0, 1)}), State::Up);
    // A lost datagram is loss, not "down".
    EXPECT_EQ(ofLeg({failed(Cause::AnswerTimeout), announced(0, 1)}), State::Up);
    EXPECT_EQ(ofLeg({announced(0, 1), refused("slow down")}), State::Up);
}

TEST(LegState, IsDownByTheTrackersFaultOnly)
{
    for (const Cause cause :
        {Cause::NxDomain, Cause::Refused, Cause::Reset, Cause::ConnectTimeout, Cause::TlsFailed, Cause::AnswerTimeout,
            Cause::Incomplete, Cause::TooLarge, Cause::BadAnswer, Cause::Denied, Cause::Unreachable})
        EXPECT_EQ(ofLeg({failed(cause)}), State::Down) << causeText(cause).toStdString();
    for (const Cause cause : {Cause::ProxyRefused, Cause::ProxyTimeout, Cause::ProxyNoUdp, Cause::NoNetwork,
             Cause::NoSocket, Cause::Cancelled})
        EXPECT_EQ(ofLeg({failed(cause)}), State::Unknown) << causeText(cause).toStdString();
    EXPECT_EQ(ofLeg({failed(Cause::Refused, StepKind::UdpConnect), failed(Cause::Cancelled)}), State::Down);
    EXPECT_EQ(ofLeg({failed(Cause::None, StepKind::UdpConnect)}), State::Unknown);
    EXPECT_EQ(ofLeg({failed(Cause::None)}), State::Down); // answered, and nobody understands it
    EXPECT_EQ(ofLeg({}), State::Unknown);
}

TEST(LegState, TakesAComputerWithoutNetworkForWhatItIs)
{
    TrackerRecord alone = record({leg("192.0.2.7", {failed(Cause::Unreachable)})});
    alone.network = {};
    EXPECT_EQ(legState(alone, 0, {}), State::Unknown);
    alone.legs[0].exchanges[0].cause = Cause::Refused; // somebody answered
    EXPECT_EQ(legState(alone, 0, {}), State::Down);
}

TEST(LegState, ToldNoIsRestrictedUnlessTheTrackerIsInTrouble)
{
    EXPECT_EQ(ofLeg({refused("Unregistered torrent")}), State::Restricted);
    EXPECT_EQ(ofLeg({refused("\xd1\x82\xd0\xbe\xd1\x80\xd1\x80\xd0\xb5\xd0\xbd\xd1\x82")}), State::Restricted);
    EXPECT_EQ(ofLeg({refused("MySQL Database is gone")}), State::Degraded);
    Exchange udp;
    udp.udpError = "passkey not found";
    EXPECT_EQ(ofLeg({udp}), State::Restricted);
    EXPECT_EQ(ofLeg({announced(0, 1)}, {finding("B14", 0)}), State::Restricted);
}

TEST(LegState, AScrapeCountsWhereNoAnnounceWasMade)
{
    Exchange scrape;
    scrape.step.kind = StepKind::Scrape;
    scrape.scrape.emplace();
    EXPECT_EQ(ofLeg({scrape}), State::Up);
    EXPECT_EQ(ofLeg({failed(Cause::AnswerTimeout), scrape}), State::Down);
    scrape.scrape->failure = "scrape is for members";
    EXPECT_EQ(ofLeg({scrape}), State::Restricted);
}

TEST(LegState, FindingsOfTheLegCount)
{
    EXPECT_EQ(ofLeg({announced(0, 1)}, {finding("H13", 0)}), State::Up);
    EXPECT_EQ(ofLeg({announced(0, 1)}, {finding("U3", 0)}), State::Degraded);
    EXPECT_EQ(ofLeg({announced(0, 1)}, {finding("U3", 1)}), State::Up);
    EXPECT_EQ(ofLeg({announced(0, 1)}, {finding("D2", 0)}), State::Down);
    EXPECT_EQ(ofLeg({failed(Cause::NoNetwork)}, {finding("T1", 0)}), State::Unknown);
}

TEST(LegState, ANameThatDoesNotResolve)
{
    TrackerRecord unresolved = record({kWorks, LegRecord()});
    unresolved.legs[1].family = protocol::Family::V6;
    unresolved.lookups.push_back({RecordType::Aaaa, Cause::NoData, {}, {}, {}, {}, {}, {}});
    EXPECT_EQ(legState(unresolved, 1, {}), State::Unknown); // it is not offered there
    EXPECT_EQ(ofTracker(unresolved), State::Up);
    unresolved.lookups[0].cause = Cause::ServFail;
    EXPECT_EQ(legState(unresolved, 1, {}), State::Down);
}

TEST(TrackerState, NeedsAllLegsToBeUp)
{
    EXPECT_EQ(ofTracker(record({kWorks})), State::Up);
    EXPECT_EQ(ofTracker(record({kWorks, kWorks})), State::Up);
    EXPECT_EQ(ofTracker(record({kWorks, kDead})), State::Degraded);
    EXPECT_EQ(ofTracker(record({kWorks, kRefuses})), State::Degraded);
    EXPECT_EQ(ofTracker(record({kWorks, kNotOurs})), State::Up);
    EXPECT_EQ(ofTracker(record({kWorks, kWorks}), {finding("U3", 1)}), State::Degraded);
    EXPECT_EQ(ofTracker(record({kWorks}), {finding("D6", -1)}), State::Degraded);
    EXPECT_EQ(ofTracker(record({kWorks}), {finding("D3", -1)}), State::Up);
}

TEST(TrackerState, IsDownWhenEveryLegIs)
{
    EXPECT_EQ(ofTracker(record({kDead})), State::Down);
    EXPECT_EQ(ofTracker(record({kDead, kDead})), State::Down);
    EXPECT_EQ(ofTracker(record({kDead, kNotOurs})), State::Down);
    EXPECT_EQ(ofTracker(record({kRefuses})), State::Restricted);
    EXPECT_EQ(ofTracker(record({kRefuses, kDead})), State::Restricted);
}

TEST(TrackerState, IsUnknownWhenItIsNotTheTrackersFault)
{
    EXPECT_EQ(ofTracker(record({kNotOurs, kNotOurs})), State::Unknown);
    EXPECT_EQ(ofTracker(record({})), State::Unknown);
    const LegRecord notBegun = leg("192.0.2.9", {});
    EXPECT_EQ(ofTracker(record({kDead, notBegun}), {}, false), State::Unknown);
    EXPECT_EQ(ofTracker(record({kDead}), {}, false), State::Down);
    TrackerRecord cancelled = record({kDead, notBegun});
    cancelled.cancelled = true;
    EXPECT_EQ(ofTracker(cancelled), State::Unknown);
}

TEST(TrackerState, ADeadNameIsDown)
{
    TrackerRecord dead = record({});
    dead.lookups = {{RecordType::A, Cause::NxDomain, {}, {}, {}, {}, {}, {}},
        {RecordType::Aaaa, Cause::NoData, {}, {}, {}, {}, {}, {}}};
    EXPECT_EQ(ofTracker(dead), State::Down);
    dead.lookups[1].cause = Cause::Cancelled;
    EXPECT_EQ(ofTracker(dead), State::Unknown);
    EXPECT_EQ(ofTracker(dead, {finding("D1", -1)}), State::Down);
}

} // namespace
