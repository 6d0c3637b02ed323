// SPDX-License-Identifier: GPL-3.0-or-later
// Real proxies in a network of their own, and proxies that misbehave on loopback. Nothing may go past a proxy.
#include "tests/e2e/isolate.h"
#include "tests/service/remote/net/interruptedcheck.h"
#include "tests/service/remote/net/proxylab.h"
#include "tests/support/remote/checking.h"

#include <QJsonDocument>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QtCore/qtestsupport_core.h>

#include <gmock/gmock.h>

namespace waggle::test {
namespace {

using namespace remote;
using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const QString kUser = QStringLiteral("bee");
const QString kPassword = QStringLiteral("h0ney");

const Exchange* announced(const Report& report)
{
    return report.record.legs.empty() ? nullptr : report.record.legs.front().find("announce A");
}

Cause causeOf(const Report& report)
{
    if (report.record.legs.empty() || report.record.legs.front().exchanges.empty())
        return Cause::None;
    return report.record.legs.front().exchanges.front().cause;
}

Proxy proxyAt(const QString& text)
{
    const auto proxy = Proxy::parse(text);
    EXPECT_TRUE(proxy);
    return proxy.value_or(Proxy());
}

CheckOptions impatient(CheckOptions options)
{
    options.timeout = 500ms;
    options.resends = 0;
    return options;
}

// One lab for all tests of the process.
class RealProxy : public testing::Test {
protected:
    static void SetUpTestSuite()
    {
        if (e2e::isolated())
            lab = new ProxyLab;
    }
    static void TearDownTestSuite()
    {
        delete lab;
        lab = nullptr;
    }
    void SetUp() override
    {
        if (!lab)
            GTEST_SKIP() << e2e::whyNotIsolated();
        ASSERT_TRUE(lab->startTrackers());
    }
    // Empty where it runs; otherwise why there is none.
    static std::string missing(const char* program, bool (*start)())
    {
        if (!ProxyLab::isInstalled(program))
            return std::string(program) + " is not installed";
        return start() ? std::string() : std::string(program) + " does not start";
    }
    [[nodiscard]] static CheckOptions through(const QString& proxy)
    {
        CheckOptions options = patientOptions(Mode::Quick);
        options.proxy = proxyAt(proxy.arg(lab->host().v4));
        options.caFile = lab->caFile();
        options.resolvers = {lab->host().v4}; // whoever asks it is seen
        options.gap = 0ms;
        return options;
    }
    static void expectWorks(const QString& scheme, const CheckOptions& options)
    {
        const auto report = checkOne(lab->url(scheme), options);
        const Exchange* exchange = announced(*report);
        ASSERT_TRUE(exchange) << scheme.toStdString() << ": " << exchangesText(*report);
        EXPECT_EQ(exchange->cause, Cause::None) << scheme.toStdString() << ": " << exchangesText(*report);
        EXPECT_TRUE(exchange->announce) << scheme.toStdString();
        EXPECT_THAT(report->record.lookups, IsEmpty()) << "the proxy looks the name up";
    }

    static ProxyLab* lab;
};
ProxyLab* RealProxy::lab = nullptr;

#define WAGGLE_NEED(program, start)                                                                                    \
    const std::string why = missing(program, [] { return start; });                                                    \
    if (!why.empty())                                                                                                  \
    GTEST_SKIP() << why

TEST_F(RealProxy, SocksCarriesEveryTransport)
{
    WAGGLE_NEED("danted", lab->startDante());
    for (const char* scheme : {"udp", "http", "https", "ws", "wss"})
        expectWorks(QLatin1String(scheme), through(QStringLiteral("socks5://%1:1080")));
}

TEST_F(RealProxy, HttpCarriesAllButUdp)
{
    WAGGLE_NEED("tinyproxy", lab->startTinyproxy(kUser, kPassword));
    const auto options = through(QStringLiteral("http://bee:h0ney@%1:8888"));
    for (const char* scheme : {"http", "https", "ws", "wss"})
        expectWorks(QLatin1String(scheme), options);
    const auto report = checkOne(lab->url(QStringLiteral("udp")), options);
    EXPECT_EQ(causeOf(*report), Cause::ProxyNoUdp) << exchangesText(*report);
    EXPECT_EQ(report->state, State::Unknown) << "that is no fault of the tracker";
}

TEST_F(RealProxy, SaysThatItCarriesNoUdp)
{
    WAGGLE_NEED("microsocks", lab->startMicrosocks(kUser, kPassword));
    const auto options = through(QStringLiteral("socks5://bee:h0ney@%1:1081"));
    expectWorks(QStringLiteral("http"), options);
    const auto report = checkOne(lab->url(QStringLiteral("udp")), options);
    EXPECT_EQ(causeOf(*report), Cause::ProxyNoUdp) << exchangesText(*report);
    EXPECT_EQ(report->state, State::Unknown);
}

TEST_F(RealProxy, SaysThatThePasswordIsWrong)
{
    WAGGLE_NEED("microsocks", lab->startMicrosocks(kUser, kPassword));
    for (const char* scheme : {"udp", "http", "ws"}) {
        const auto report
            = checkOne(lab->url(QLatin1String(scheme)), through(QStringLiteral("socks5://bee:wrong@%1:1081")));
        EXPECT_EQ(causeOf(*report), Cause::ProxyRefused) << scheme << ": " << exchangesText(*report);
        EXPECT_EQ(report->state, State::Unknown);
        EXPECT_THAT(QJsonDocument(toJson(*report)).toJson().toStdString(), Not(HasSubstr("wrong@")));
    }
}

TEST_F(RealProxy, SaysThatThePasswordOfAnHttpProxyIsWrong)
{
    WAGGLE_NEED("tinyproxy", lab->startTinyproxy(kUser, kPassword));
    for (const char* scheme : {"http", "https", "ws"}) {
        const auto report
            = checkOne(lab->url(QLatin1String(scheme)), through(QStringLiteral("http://bee:wrong@%1:8888")));
        EXPECT_EQ(causeOf(*report), Cause::ProxyRefused) << scheme << ": " << exchangesText(*report);
        EXPECT_EQ(report->state, State::Unknown);
    }
}

TEST_F(RealProxy, TellsADeadTrackerFromADeadProxy)
{
    WAGGLE_NEED("danted", lab->startDante());
    const auto report
        = checkOne(QStringLiteral("http://tracker.test:9/announce"), through(QStringLiteral("socks5://%1:1080")));
    EXPECT_EQ(causeOf(*report), Cause::Refused) << exchangesText(*report);
    EXPECT_EQ(report->state, State::Down);
}

// The heart of it: with the counter open, every transport through both proxies.
class NothingPastIt : public RealProxy {
protected:
    static constexpr const char* kProxies[] = {"socks5://%1:1080", "http://bee:h0ney@%1:8888"};

    void SetUp() override
    {
        RealProxy::SetUp();
        if (IsSkipped() || HasFatalFailure())
            return;
        WAGGLE_NEED("danted", lab->startDante());
        const std::string noHttp = missing("tinyproxy", [] { return lab->startTinyproxy(kUser, kPassword); });
        if (!noHttp.empty())
            GTEST_SKIP() << noHttp;
        ASSERT_TRUE(packets.isOpen());
    }
    // How many went to the proxy, and none elsewhere: no lookup either.
    [[nodiscard]] std::size_t countTo(const char* proxy)
    {
        const auto seen = packets.take();
        for (const auto& packet : seen) {
            const bool isToProxy = packet.to == lab->host().v4.toStdString() && packet.port != 53;
            EXPECT_TRUE(isToProxy) << packet.text() << " past " << proxy;
        }
        return seen.size();
    }

    OutgoingPackets packets;
};

TEST_F(NothingPastIt, AndTheCounterWouldSeeIt)
{
    auto direct = through(QStringLiteral("socks5://%1:1080"));
    direct.proxy = Proxy();
    direct.timeout = 500ms;
    (void)checkOne(QStringLiteral("http://tracker.example:80/announce"), direct);
    const auto control = packets.take();
    EXPECT_TRUE(std::any_of(control.begin(), control.end(), [](const auto& packet) { return packet.port == 53; }))
        << "the counter sees lookups";
}

TEST_F(NothingPastIt, WhenChecksRunToTheirEnd)
{
    for (const char* proxy : kProxies) {
        const auto options = through(QLatin1String(proxy));
        for (const char* scheme : {"udp", "http", "https", "ws", "wss"}) {
            for (const Mode mode : {Mode::Quick, Mode::Full}) {
                auto mine = options;
                mine.mode = mode;
                (void)checkOne(lab->url(QLatin1String(scheme)), mine);
            }
        }
        (void)checkOne(QStringLiteral("http://no-such-name.example/announce"), options);
        (void)checkOne(QStringLiteral("udp://no-such-name.example:6969/announce"), impatient(options));
        EXPECT_GT(countTo(proxy), 50u) << proxy;
    }
}

// While it connects, between clients, and in what a full check alone asks; with the goodbyes that follow.
TEST_F(NothingPastIt, WhenChecksAreCancelled)
{
    for (const char* proxy : kProxies) {
        const bool carriesUdp = QByteArray(proxy).startsWith("socks5");
        auto options = through(QLatin1String(proxy));
        for (const char* scheme : {"udp", "http", "https", "ws", "wss"}) {
            if (!carriesUdp && QByteArray(scheme) == "udp")
                continue; // nothing is asked
            for (const auto& [mode, questions] :
                {std::pair(Mode::Quick, std::vector{1, 2, 4}), std::pair(Mode::Full, std::vector{3, 8})}) {
                options.mode = mode;
                for (const int question : questions)
                    EXPECT_TRUE(checkAndCancel(lab->url(QLatin1String(scheme)), options, question))
                        << scheme << " at question " << question;
            }
        }
        (void)checkAndCancel(QStringLiteral("http://no-such-name.example/announce"), options, 1);
        (void)checkAndCancel(QStringLiteral("ws://no-such-name.example/announce"), options, 1);
        EXPECT_GT(countTo(proxy), 50u) << proxy;
    }
}

class BadProxy : public testing::TestWithParam<const char*> {
protected:
    [[nodiscard]] static CheckOptions through(const char* kind, int port)
    {
        CheckOptions options = impatientOptions(Mode::Quick);
        options.proxy = proxyAt(QStringLiteral("%1://127.0.0.1:%2").arg(QLatin1String(kind)).arg(port));
        return options;
    }
};

constexpr const char* kUrls[] = {"udp://tracker.example:6969/announce", "http://tracker.example/announce",
    "https://tracker.example/announce", "ws://tracker.example/announce"};

TEST_P(BadProxy, IsSaidToBeSilentAndBlocksNothing)
{
    QTcpServer silent;
    ASSERT_TRUE(silent.listen(QHostAddress::LocalHost));
    for (const char* url : kUrls) {
        const auto options = through(GetParam(), silent.serverPort());
        QTimer pulse;
        int beats = 0;
        QObject::connect(&pulse, &QTimer::timeout, &pulse, [&] { ++beats; });
        pulse.start(10ms);
        const auto report = checkOne(QLatin1String(url), options);
        const bool isNoUdp = options.proxy.kind == Proxy::Kind::Http && report->record.url.scheme == Scheme::Udp;
        EXPECT_EQ(causeOf(*report), isNoUdp ? Cause::ProxyNoUdp : Cause::ProxyTimeout)
            << url << ": " << exchangesText(*report);
        EXPECT_EQ(report->state, State::Unknown) << url;
        EXPECT_TRUE(isNoUdp || beats >= 10) << url << ": " << beats;
    }
}

TEST_P(BadProxy, IsSaidToBeRefused)
{
    QTcpServer closed;
    ASSERT_TRUE(closed.listen(QHostAddress::LocalHost));
    const int port = closed.serverPort();
    closed.close();
    for (const char* url : kUrls) {
        const auto report = checkOne(QLatin1String(url), through(GetParam(), port));
        const bool isNoUdp = QLatin1String(GetParam()) == QLatin1String("http") && QByteArray(url).startsWith("udp");
        EXPECT_EQ(causeOf(*report), isNoUdp ? Cause::ProxyNoUdp : Cause::ProxyRefused)
            << url << ": " << exchangesText(*report);
        EXPECT_EQ(report->state, State::Unknown) << url;
    }
}

TEST_P(BadProxy, MaySayNonsense)
{
    for (const QByteArray& words : {QByteArray("HTTP/1.1 200 OK\r\n\r\n\x16\x03\x01 nonsense"),
             QByteArray("\x05\x00\x05\x00\x00\x01\0\0\0\0\0\0nonsense", 20), QByteArray(100'000, 'x'),
             QByteArray("\n")}) {
        QTcpServer server;
        ASSERT_TRUE(server.listen(QHostAddress::LocalHost));
        QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket* socket = server.nextPendingConnection();
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [socket, words] {
                socket->readAll();
                socket->write(words);
            });
        });
        for (const char* url : kUrls) {
            const auto report = checkOne(QLatin1String(url), through(GetParam(), server.serverPort()));
            EXPECT_NE(causeOf(*report), Cause::None) << url;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Kinds, BadProxy, testing::Values("socks5", "http"));

} // namespace
} // namespace waggle::test
