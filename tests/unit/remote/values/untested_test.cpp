// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/untested.h"
#include "core/remote/steps.h"
#include "tests/unit/remote/values/records.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>

using namespace waggle;
using namespace waggle::tests::remote;

namespace {

Exchange named(const char* name, Exchange exchange)
{
    exchange.step.name = name;
    return exchange;
}

// A leg that is done with all but what takes long.
TrackerRecord patient()
{
    Exchange scrape;
    scrape.scrape.emplace();
    TrackerRecord all = record({leg("192.0.2.7",
        {named(step::kAnnounceA, announced(0, 1)), named(step::kScrape, scrape),
            named(step::kAnnounceFresh1, announced(0, 1))})});
    all.mode = Mode::Full;
    all.slow.emplace();
    return all;
}

// What is told after `change`, a line each.
std::string told(const std::function<void(TrackerRecord&, LegRecord&)>& change)
{
    TrackerRecord all = patient();
    change(all, all.legs.front());
    std::string lines;
    for (const Untested& one : untested(all))
        lines += std::string(one.id) + ": " + one.why.toStdString() + '\n';
    return lines;
}

Exchange& fresh(LegRecord& leg)
{
    return leg.exchanges.back();
}

} // namespace

TEST(Untested, NothingIsToldOfWhatIsStillToCome)
{
    EXPECT_EQ(told([](TrackerRecord&, LegRecord&) {}), "");
    EXPECT_EQ(told([](TrackerRecord&, LegRecord& leg) { leg.exchanges.pop_back(); }), "");
}

TEST(Untested, SaysWhyNobodyWaited)
{
    EXPECT_EQ(told([](TrackerRecord&, LegRecord& leg) { fresh(leg).announce->interval.reset(); }),
        "B16: The tracker names no interval.\n");
    EXPECT_EQ(told([](TrackerRecord&, LegRecord& leg) { fresh(leg).announce->interval = 0; }),
        "B16: The tracker names no interval.\n");
    EXPECT_EQ(told([](TrackerRecord&, LegRecord& leg) { fresh(leg).announce->failure = "slow down"; }),
        "B16: The announce of the client that was to be left behind was not taken.\n");
    EXPECT_EQ(told([](TrackerRecord&, LegRecord& leg) { fresh(leg).announce->interval = 2101; }),
        "B16: Two intervals are 70 minutes; no more than 70 are waited for.\n");
    EXPECT_EQ(told([](TrackerRecord&, LegRecord& leg) { leg.exchanges[1].scrape.reset(); }),
        "U7: An old connection id is tried with a scrape, and scrapes are not answered.\n");
}

TEST(Untested, ACancelledCheckSaysWhatItDidNotComeTo)
{
    const auto cancel = [](TrackerRecord& all, LegRecord&) { all.cancelled = true; };
    EXPECT_EQ(told(cancel), "U7: The check was cancelled.\nB16: The check was cancelled.\n");
    EXPECT_EQ(told([&](TrackerRecord& all, LegRecord& leg) {
        cancel(all, leg);
        leg.exchanges.push_back(named(step::kOldId, Exchange()));
        leg.exchanges.push_back(named(step::kGone, announced(0, 1)));
        leg.exchanges.back().cause = Cause::Cancelled;
    }),
        "B16: The check was cancelled.\n");
    EXPECT_EQ(told([&](TrackerRecord& all, LegRecord& leg) {
        cancel(all, leg);
        leg.isOver = true; // another leg was cancelled
    }),
        "");
}
