// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultrows.h"

#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakeudptracker.h"

using namespace waggle;
using namespace waggle::test;
using remote::Cause;
using remote::Lookup;
using remote::Mode;
using remote::RecordType;
using remote::Severity;

namespace {

struct NameRow {
    const char* name;
    Expected expected;
    const char* host;
    FakeName answers;
    bool isUp = true; // it is asked all the same
};

void PrintTo(const NameRow& row, std::ostream* out)
{
    *out << row.name;
}

FakeName failing(Cause cause)
{
    return {lookupOf(RecordType::A, {}, cause), lookupOf(RecordType::Aaaa, {}, cause), {}};
}

Lookup text(std::vector<std::vector<QByteArray>> texts, const char* server = "192.0.2.53")
{
    Lookup lookup = lookupOf(RecordType::Txt, {});
    lookup.cause = texts.empty() ? Cause::NoData : Cause::None;
    lookup.texts = std::move(texts);
    lookup.server = QLatin1String(server);
    return lookup;
}

FakeName at(const std::vector<const char*>& v4, const std::vector<const char*>& v6 = {}, std::vector<Lookup> texts = {})
{
    return {lookupOf(RecordType::A, v4), lookupOf(RecordType::Aaaa, v6), std::move(texts)};
}

Lookup alias(const char* target)
{
    Lookup lookup = text({});
    lookup.aliases << QLatin1String(target);
    return lookup;
}

FakeName late(FakeName name, std::chrono::milliseconds took)
{
    name.v4.took = took;
    return name;
}

const NameRow kRows[] = {
    {"D1NxDomain", {"D1", Severity::Fatal, "NXDOMAIN"}, "tracker.test", failing(Cause::NxDomain), false},
    {"D1ServFail", {"D1", Severity::Fatal, "SERVFAIL"}, "tracker.test", failing(Cause::ServFail), false},
    {"D1NoData", {"D1", Severity::Fatal, "no"}, "tracker.test", failing(Cause::NoData), false},
    {"D1Timeout", {"D1", Severity::Fatal, "192.0.2.53"}, "tracker.test", failing(Cause::ResolverTimeout), false},
    {"D2", {"D2", Severity::Fatal, "127.0.0.1"}, "tracker.example", at({"127.0.0.1"})},
    {"D3", {"D3", Severity::Warning, "1.5 s"}, "tracker.test",
        late(at({"127.0.0.1"}), std::chrono::milliseconds(1500))},
    {"D4", {"D4", Severity::Error, "IPv6", {"U1", "T1"}}, "tracker.test", at({"127.0.0.1"}, {"::1"})},
    {"D5", {"D5", Severity::Warning, "127.0.0.2", {"U1", "T1"}}, "tracker.test", at({"127.0.0.1", "127.0.0.2"})},
    {"D6", {"D6", Severity::Error, "names no port"}, "tracker.test",
        at({"127.0.0.1"}, {}, {text({{"BITTORRENT DENY ALL"}})}), false},
    {"D7", {"D7", Severity::Warning, "UDP:1"}, "tracker.test", at({"127.0.0.1"}, {}, {text({{"BITTORRENT UDP:1"}})})},
    {"D8", {"D8", Severity::Warning, "", {"D7"}}, "tracker.test",
        at({"127.0.0.1"}, {}, {text({{"BITTORRENT udp:6969"}})})},
    {"D9", {"D9", Severity::Note, "198.51.100.53", {"D7"}}, "tracker.test",
        at({"127.0.0.1"}, {}, {text({{"BITTORRENT UDP:1"}}), text({}, "198.51.100.53")})},
    {"D9Alias", {"D9", Severity::Note, "cdn.test"}, "tracker.test", at({"127.0.0.1"}, {}, {alias("cdn.test")})},
};

class NameFault : public testing::TestWithParam<NameRow> { };

} // namespace

TEST_P(NameFault, IsNamed)
{
    const NameRow& row = GetParam();
    FakeUdpTracker udp;
    FakeHttpTracker http;
    const auto options = patientOptions(Mode::Quick);
    const auto url = [&](const char* scheme, int port) {
        return QStringLiteral("%1://%2:%3/announce")
            .arg(QLatin1String(scheme), QLatin1String(row.host), QString::number(port));
    };
    const auto reports = checkAll({url("udp", udp.port()), url("http", http.serverPort())}, options,
        worldWith(options, {{QLatin1String(row.host), row.answers}}));
    for (const auto& report : reports)
        expectFound(*report, row.expected);
    EXPECT_EQ(udp.core.asked().empty(), !row.isUp);
    EXPECT_EQ(http.core.asked().empty(), !row.isUp);
}

INSTANTIATE_TEST_SUITE_P(Rows, NameFault, testing::ValuesIn(kRows),
    [](const testing::TestParamInfo<NameRow>& row) { return rowName(row.param.name); });

TEST(NameFaults, TwoNamesOfOneAddressAreTold)
{
    FakeUdpTracker fake;
    const auto options = patientOptions(Mode::Quick);
    const auto port = QString::number(fake.port());
    const auto reports = checkAll({QStringLiteral("udp://one.test:%1/announce").arg(port),
                                      QStringLiteral("udp://two.test:%1/announce").arg(port)},
        options,
        worldWith(options,
            {{QStringLiteral("one.test"), at({"127.0.0.1"})}, {QStringLiteral("two.test"), at({"127.0.0.1"})}}));
    expectFound(*reports[1], {"D10", Severity::Note, "one.test"});
    EXPECT_EQ(findingOf(*reports[0], "D10"), nullptr);
}

TEST(NameFaults, AGoodNameHasNone)
{
    FakeUdpTracker fake;
    const auto options = patientOptions(Mode::Full);
    const QString port = QString::number(fake.port());
    const auto good = at({"127.0.0.1"}, {}, {text({{"v=spf1 -all"}, {"BITTORRENT UDP:" + port.toLatin1()}})});
    const auto reports = checkAll({QStringLiteral("udp://tracker.test:%1/announce").arg(port)}, options,
        worldWith(options, {{QStringLiteral("tracker.test"), good}}));
    EXPECT_EQ(findingsText(*reports.front()), "");
}
