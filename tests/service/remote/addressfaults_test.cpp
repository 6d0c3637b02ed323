// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultrows.h"

#include "core/remote/check/plan.h"
#include "core/remote/steps.h"
#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakeudptracker.h"

using namespace waggle;
using namespace waggle::test;
using remote::Mode;
using remote::Severity;

// Trackers of one name at several addresses: whether those share their swarms (B11, B12).

namespace {

const QString kName = QStringLiteral("tracker.test");

bool isUp(const FakeUdpTracker& fake)
{
    return fake.isUp();
}
bool isUp(const FakeHttpTracker& fake)
{
    return fake.isListening();
}
std::uint16_t portOf(const FakeUdpTracker& fake)
{
    return fake.port();
}
std::uint16_t portOf(const FakeHttpTracker& fake)
{
    return fake.serverPort();
}

// At each address the same port; the store of the address of the same number in `stores`.
template <typename Fake>
struct Cluster {
    std::vector<std::unique_ptr<Fake>> fakes;

    Cluster(const std::vector<const char*>& addresses, const std::vector<int>& stores)
    {
        constexpr int kTries = 50; // another program may have the port there
        for (int i = 0; i < kTries && !opens(addresses, stores); ++i)
            fakes.clear();
        EXPECT_EQ(fakes.size(), addresses.size());
    }
    [[nodiscard]] QString url() const
    {
        const char* scheme = std::is_same_v<Fake, FakeUdpTracker> ? "udp" : "http";
        return QStringLiteral("%1://%2:%3/announce").arg(QLatin1String(scheme), kName).arg(portOf(*fakes.front()));
    }

private:
    bool opens(const std::vector<const char*>& addresses, const std::vector<int>& stores)
    {
        std::map<int, std::shared_ptr<FakeCore>> cores;
        for (std::size_t i = 0; i < addresses.size(); ++i) {
            auto& core = cores[stores[i]];
            if (!core)
                core = std::make_shared<FakeCore>();
            const std::uint16_t port = fakes.empty() ? std::uint16_t(0) : portOf(*fakes.front());
            fakes.push_back(std::make_unique<Fake>(addresses[i], port, core));
            if (!isUp(*fakes.back()))
                return false;
        }
        return true;
    }
};

remote::ReportPtr check(const QString& url, const std::vector<const char*>& v4, const std::vector<const char*>& v6,
    const remote::CheckOptions& options)
{
    const FakeName name{lookupOf(remote::RecordType::A, v4), lookupOf(remote::RecordType::Aaaa, v6), {}};
    return checkAll({url}, options, worldWith(options, {{kName, name}})).front();
}

template <typename Fake>
void expectNobodyLeft(const Cluster<Fake>& cluster)
{
    for (const auto& fake : cluster.fakes)
        EXPECT_EQ(fake->core.present(), 0U);
}

void expectWithinBudget(const remote::Report& report)
{
    EXPECT_FALSE(report.record.legs.empty());
    for (const remote::LegRecord& leg : report.record.legs) {
        EXPECT_GT(leg.requests, 0);
        EXPECT_LE(leg.requests, remote::kFullRequests);
    }
}

template <typename Fake>
class AddressFaults : public testing::Test {
};
using Fakes = testing::Types<FakeUdpTracker, FakeHttpTracker>;

} // namespace

TYPED_TEST_SUITE(AddressFaults, Fakes);

TYPED_TEST(AddressFaults, FamiliesWithSwarmsOfTheirOwnAreNamed)
{
    const Cluster<TypeParam> cluster({"127.0.0.1", "::1"}, {0, 1});
    const auto report = check(cluster.url(), {"127.0.0.1"}, {"::1"}, patientOptions(Mode::Full));
    expectFound(*report, {"B11", Severity::Note, "[::1]"});
    EXPECT_EQ(findingOf(*report, "B12"), nullptr);
    EXPECT_EQ(report->state, remote::State::Up);
    expectNobodyLeft(cluster);
    expectWithinBudget(*report);
}

TYPED_TEST(AddressFaults, AddressesWithSwarmsOfTheirOwnAreNamed)
{
    const Cluster<TypeParam> cluster({"127.0.0.1", "127.0.0.2"}, {0, 1});
    const auto report = check(cluster.url(), {"127.0.0.1", "127.0.0.2"}, {}, patientOptions(Mode::Full));
    expectFound(*report, {"B12", Severity::Warning, "127.0.0.2"});
    EXPECT_EQ(findingOf(*report, "B11"), nullptr);
    expectNobodyLeft(cluster);
    expectWithinBudget(*report);
}

// Where counts say nothing, lists do, of one family.
TYPED_TEST(AddressFaults, AddressesAreToldApartByTheirListsToo)
{
    const Cluster<TypeParam> cluster({"127.0.0.1", "127.0.0.2"}, {0, 1});
    for (const auto& fake : cluster.fakes)
        fake->core.say = [](const Ask& ask, FakeAnswer& answer) {
            if (ask.isAnnounce())
                answer.counts = {0, 2, 0};
        };
    const auto report = check(cluster.url(), {"127.0.0.1", "127.0.0.2"}, {}, patientOptions(Mode::Full));
    EXPECT_NE(findingOf(*report, "B12"), nullptr) << findingsText(*report) << exchangesText(*report);
}

TYPED_TEST(AddressFaults, OneOfSeveralIsNamed)
{
    const Cluster<TypeParam> cluster({"127.0.0.1", "127.0.0.2", "127.0.0.3", "::1"}, {0, 0, 1, 0});
    const auto report
        = check(cluster.url(), {"127.0.0.1", "127.0.0.2", "127.0.0.3"}, {"::1"}, patientOptions(Mode::Full));
    expectFound(*report, {"B12", Severity::Warning, "127.0.0.3"});
    EXPECT_EQ(std::count_if(report->findings.begin(), report->findings.end(),
                  [](const remote::Finding& finding) { return std::string("B12") == finding.kind->id; }),
        1);
    EXPECT_EQ(findingOf(*report, "B11"), nullptr);
    expectNobodyLeft(cluster);
}

TYPED_TEST(AddressFaults, OneStoreHasNone)
{
    const std::vector<const char*> v4{"127.0.0.1", "127.0.0.2", "127.0.0.3"};
    const Cluster<TypeParam> cluster({"127.0.0.1", "127.0.0.2", "127.0.0.3", "::1"}, {0, 0, 0, 0});
    for (const int jobs : {1, 64}) {
        auto options = patientOptions(Mode::Full);
        options.jobs = jobs; // who pauses holds no place: one is enough
        const auto report = check(cluster.url(), v4, {"::1"}, options);
        EXPECT_EQ(findingsText(*report), "") << exchangesText(*report);
        EXPECT_EQ(report->state, remote::State::Up);
        for (std::size_t leg = 1; leg < report->record.legs.size(); ++leg)
            EXPECT_NE(report->record.legs[leg].find(remote::step::kVisit), nullptr) << leg;
        expectNobodyLeft(cluster);
        expectWithinBudget(*report);
    }
}

// The first one, which would be asked by the others, is not there.
TYPED_TEST(AddressFaults, ADeadAddressHoldsNobodyUp)
{
    const Cluster<TypeParam> cluster({"127.0.0.2", "127.0.0.3", "::1"}, {0, 1, 0});
    const auto report
        = check(cluster.url(), {"127.0.0.1", "127.0.0.2", "127.0.0.3"}, {"::1"}, patientOptions(Mode::Full));
    expectFound(*report, {"B12", Severity::Warning, "127.0.0.3", {"D5", "U1", "T1"}});
    EXPECT_EQ(findingOf(*report, "B11"), nullptr) << findingsText(*report);
    expectNobodyLeft(cluster);
}

// Silent ones end late; whoever would visit them does without.
TYPED_TEST(AddressFaults, ASilentAddressHoldsNobodyUp)
{
    const Cluster<TypeParam> cluster({"127.0.0.1", "::1"}, {0, 0});
    cluster.fakes.front()->bend = [](const Ask&, auto& reply) {
        if constexpr (std::is_same_v<TypeParam, FakeUdpTracker>)
            reply.packets.clear();
        else
            reply.isSilent = true;
    };
    const auto report = check(cluster.url(), {"127.0.0.1"}, {"::1"}, impatientOptions(Mode::Full));
    EXPECT_NE(findingOf(*report, "D4"), nullptr);
    EXPECT_EQ(findingOf(*report, "B11"), nullptr);
    EXPECT_NE(report->record.legs.at(1).find(remote::step::kAnnounceFresh2), nullptr);
}
