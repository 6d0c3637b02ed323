// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultrows.h"

#include "tests/support/remote/certificates.h"
#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakewebsockettracker.h"

#include <QTemporaryFile>

using namespace waggle;
using namespace waggle::test;
using remote::Mode;
using remote::Severity;

namespace {

constexpr qint64 kDay = 86'400;

Authority::Wish ofAuthority()
{
    Authority::Wish wish;
    wish.isAuthority = true;
    return wish;
}

// One for all: making keys takes time.
const Authority& authority()
{
    static const Authority one("Waggle's tests", ofAuthority());
    return one;
}
const Authority& between()
{
    static const Authority one("Waggle's tests, between", ofAuthority(), authority());
    return one;
}

remote::CheckOptions trusting(Mode mode, QTemporaryFile& file)
{
    EXPECT_TRUE(file.open());
    file.write(authority().pem());
    file.flush();
    auto options = patientOptions(mode);
    options.caFile = file.fileName();
    return options;
}

struct TlsRow {
    const char* name;
    Expected expected;
    std::function<QSslConfiguration()> server;
};

void PrintTo(const TlsRow& row, std::ostream* out)
{
    *out << row.name;
}

QSslConfiguration lasting(qint64 from, qint64 until)
{
    Authority::Wish wish = goodWish();
    wish.fromS = from;
    wish.untilS = until;
    return Authority("leaf", wish, authority()).serverWith();
}

QSslConfiguration oldOnly()
{
    QSslConfiguration configuration = Authority("leaf", goodWish(), authority()).serverWith();
    QT_WARNING_PUSH
    QT_WARNING_DISABLE_DEPRECATED
    configuration.setProtocol(QSsl::TlsV1_0OrLater);
    QT_WARNING_POP
    configuration.setBackendConfigurationOption("MinProtocol", "TLSv1");
    configuration.setBackendConfigurationOption("MaxProtocol", "TLSv1.1");
    configuration.setBackendConfigurationOption("CipherString", "ALL:@SECLEVEL=0");
    return configuration;
}

const TlsRow kRows[] = {
    {"T2Expired", {"T2", Severity::Error, "ended on"}, [] { return lasting(-60 * kDay, -kDay); }},
    {"T2Soon", {"T2", Severity::Warning, "of its life left"}, [] { return lasting(-90 * kDay, 5 * kDay); }},
    {"T2NotYet", {"T2", Severity::Error, "begins on"}, [] { return lasting(kDay, 90 * kDay); }},
    {"T3Name", {"T3", Severity::Error, "not for 127.0.0.1"},
        [] { return Authority("leaf", {{QStringLiteral("DNS:another.example")}}, authority()).serverWith(); }},
    {"T3SelfSigned", {"T3", Severity::Error, "signed by itself"},
        [] { return Authority("leaf", goodWish()).serverWith(); }},
    {"T3Intermediate", {"T3", Severity::Error, "issuer"},
        [] { return Authority("leaf", goodWish(), between()).serverWith(); }},
    {"T4", {"T4", Severity::Warning, "TLS 1.", {"T1"}}, oldOnly},
};

class TlsFault : public testing::TestWithParam<TlsRow> { };

} // namespace

TEST_P(TlsFault, IsNamedOverHttps)
{
    FakeHttpTracker fake;
    fake.tls = GetParam().server();
    QTemporaryFile file;
    expectFound(*checkOne(fake.url(), trusting(Mode::Quick, file)), GetParam().expected);
}

TEST_P(TlsFault, IsNamedOverWss)
{
    FakeWebSocketTracker fake;
    fake.tls = GetParam().server();
    QTemporaryFile file;
    expectFound(*checkOne(fake.url(), trusting(Mode::Quick, file)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, TlsFault, testing::ValuesIn(kRows), [](const testing::TestParamInfo<TlsRow>& row) { return row.param.name; });

TEST(TlsFaults, AGoodOneHasNone)
{
    const Authority leaf("leaf", goodWish(), between());
    for (const auto family : {protocol::Family::V4, protocol::Family::V6}) {
        for (const Mode mode : {Mode::Quick, Mode::Full}) {
            FakeHttpTracker https(family);
            FakeWebSocketTracker wss(family);
            https.tls = wss.tls = leaf.serverWith({&between()});
            for (const QString& url : {https.url(), wss.url()}) {
                QTemporaryFile file;
                const auto report = checkOne(url, trusting(mode, file));
                EXPECT_EQ(report->state, remote::State::Up) << exchangesText(*report);
                EXPECT_EQ(findingsText(*report), "") << exchangesText(*report);
            }
        }
    }
}

TEST(TlsFaults, WhoSpeaksNoTlsIsOfNoUse)
{
    FakeHttpTracker fake;
    const QString url = fake.url().replace(QLatin1String("http:"), QLatin1String("https:"));
    const auto report = checkOne(url, impatientOptions(Mode::Quick));
    expectFound(*report, {"T1", Severity::Fatal, "No TLS"});
    EXPECT_EQ(report->state, remote::State::Down);
}

TEST(TlsFaults, TwinsThatDifferAreTold)
{
    FakeHttpTracker http, https;
    const Authority leaf("leaf", goodWish(), authority());
    https.tls = leaf.serverWith();
    https.core.say = [](const Ask&, FakeAnswer& answer) { answer.interval = 7200; };
    QTemporaryFile file;
    const auto options = trusting(Mode::Quick, file);
    const auto reports = checkAll({http.url(), https.url()}, options, remote::realWorld(options));
    const bool first = findingOf(*reports[0], "T6") != nullptr;
    expectFound(*reports[first ? 0 : 1], {"T6", Severity::Note, "7200"});
    EXPECT_EQ(findingOf(*reports[first ? 1 : 0], "T6"), nullptr); // once is enough
}

TEST(TlsFaults, TwinsThatAgreeAreNot)
{
    FakeHttpTracker http, https;
    const Authority leaf("leaf", goodWish(), authority());
    https.tls = leaf.serverWith();
    QTemporaryFile file;
    const auto options = trusting(Mode::Quick, file);
    for (const auto& report : checkAll({http.url(), https.url()}, options, remote::realWorld(options)))
        EXPECT_EQ(findingsText(*report), "");
}
