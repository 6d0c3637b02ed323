// SPDX-License-Identifier: GPL-3.0-or-later
// `waggle check`, `announce` and `scrape` as a person or a script starts them, against trackers on loopback.
#include "tests/support/remote/certificates.h"
#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakeudptracker.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtCore/qtestsupport_core.h>

#include <gmock/gmock.h>

#include <cstdlib>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

namespace waggle::test {
namespace {

using namespace std::chrono_literals;
using protocol::Event;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr int kWaitMs = 120'000;
const QString kHash = QStringLiteral("0123456789abcdef0123456789abcdef01234567");
const QString kOther = QStringLiteral("89abcdef0123456789abcdef0123456789abcdef");

struct Outcome {
    int status = -1; // -1: not by itself
    QByteArray out, err;

    [[nodiscard]] std::vector<QJsonObject> objects() const // one a line, or it fails
    {
        std::vector<QJsonObject> all;
        for (const QByteArray& line : out.trimmed().split('\n')) {
            const auto document = QJsonDocument::fromJson(line);
            EXPECT_TRUE(document.isObject()) << line.toStdString();
            all.push_back(document.object());
        }
        return all;
    }
};

class Command {
public:
    ~Command()
    {
        if (process.state() != QProcess::NotRunning) {
            process.kill();
            process.waitForFinished();
        }
    }
    // As `ulimit -Sn SOFT -Hn HARD` in front of it.
    void limitFiles(rlim_t soft, rlim_t hard)
    {
        process.setChildProcessModifier([soft, hard] {
            const rlimit limit{soft, hard};
            ::setrlimit(RLIMIT_NOFILE, &limit);
        });
    }
    void start(const QStringList& arguments, const QByteArray& input = {})
    {
        process.start(QStringLiteral(WAGGLE_EXECUTABLE), arguments);
        process.write(input);
        process.closeWriteChannel();
    }
    [[nodiscard]] Outcome end()
    {
        const bool ended = QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, kWaitMs);
        Outcome run;
        run.status = ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        run.out = process.readAllStandardOutput();
        run.err = process.readAllStandardError();
        return run;
    }
    QProcess process;
};

Outcome waggle(const QStringList& arguments, const QByteArray& input = {})
{
    Command command;
    command.start(arguments, input);
    return command.end();
}

QString portless(const QString& url)
{
    return QString(url).replace(QRegularExpression(QStringLiteral("^[a-z]+://")), QString());
}

class RemoteCommandTest : public testing::Test {
protected:
    [[nodiscard]] QString write(const char* name, const QByteArray& bytes) const
    {
        QFile file(m_folder.filePath(QLatin1String(name)));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }
    [[nodiscard]] static QStringList check(const QStringList& more)
    {
        return QStringList{QStringLiteral("check")} + more;
    }
    [[nodiscard]] static std::vector<Event> eventsOf(const FakeCore& core)
    {
        std::vector<Event> events;
        for (const Ask& ask : core.asked())
            if (ask.isAnnounce())
                events.push_back(ask.event);
        return events;
    }

    FakeHttpTracker http;
    FakeUdpTracker udp;

private:
    QTemporaryDir m_folder;
};

TEST_F(RemoteCommandTest, JsonIsAnObjectALineWithTheKeysOfTheDocument)
{
    http.bend = [](const Ask& ask, HttpReply& reply) {
        if (ask.isAnnounce())
            reply.remove("interval");
    };
    const Outcome run = waggle(check({QStringLiteral("--json"), udp.url(), http.url()}));
    EXPECT_EQ(run.status, 1) << run.err.toStdString();
    const auto objects = run.objects();
    ASSERT_THAT(objects, SizeIs(2));
    for (const QJsonObject& object : objects) {
        EXPECT_EQ(object.keys(),
            (QStringList{QStringLiteral("elapsed_ms"), QStringLiteral("findings"), QStringLiteral("legs"),
                QStringLiteral("state"), QStringLiteral("url")}));
        const auto legs = object.value(QStringLiteral("legs")).toArray();
        ASSERT_EQ(legs.size(), 1);
        EXPECT_EQ(legs[0].toObject().keys().join(u' ').toStdString(),
            "address connect_ms dns_ms family first_byte_ms interval leechers lost message peers scrape seeders sent "
            "state tls_ms transport");
        EXPECT_TRUE(legs[0].toObject().value(QStringLiteral("connect_ms")).isDouble());
        EXPECT_TRUE(legs[0].toObject().value(QStringLiteral("tls_ms")).isNull());
    }
    EXPECT_EQ(objects[0].value(QStringLiteral("url")).toString(), udp.url());
    EXPECT_EQ(objects[0].value(QStringLiteral("state")).toString(), QStringLiteral("up"));
    const auto findings = objects[1].value(QStringLiteral("findings")).toArray();
    ASSERT_FALSE(findings.isEmpty());
    EXPECT_EQ(findings[0].toObject().keys().join(u' ').toStdString(), "advice bep evidence id leg severity title");
    EXPECT_EQ(findings[0].toObject().value(QStringLiteral("id")).toString(), QStringLiteral("H12"));
    EXPECT_EQ(findings[0].toObject().value(QStringLiteral("leg")).toInt(-1), 0);
    EXPECT_TRUE(run.err.isEmpty()) << "no progress where there is no terminal: " << run.err.toStdString();
}

TEST_F(RemoteCommandTest, PrintsInTheOrderOfTheList)
{
    FakeHttpTracker slow;
    slow.bend = [](const Ask&, HttpReply& reply) { reply.delay = 150ms; };
    const Outcome run = waggle(check({QStringLiteral("--json"), slow.url(), udp.url(), http.url()}));
    std::vector<QString> urls;
    for (const QJsonObject& object : run.objects())
        urls.push_back(object.value(QStringLiteral("url")).toString());
    EXPECT_THAT(urls, ElementsAre(slow.url(), udp.url(), http.url()));
}

TEST_F(RemoteCommandTest, TheBarDecidesTheExitStatus)
{
    EXPECT_EQ(waggle(check({udp.url(), http.url()})).status, 0);
    http.bend = [](const Ask&, HttpReply& reply) { // H15, a warning
        std::erase_if(reply.entries, [](const auto& entry) { return entry.first == "peers" && entry.second == "0:"; });
    };
    const auto bar = [&](const char* level) {
        return waggle(check({QStringLiteral("--fail-on"), QLatin1String(level), http.url()})).status;
    };
    EXPECT_EQ(bar("warning"), 1);
    EXPECT_EQ(bar("note"), 1);
    EXPECT_EQ(bar("error"), 0);
    EXPECT_EQ(bar("fatal"), 0);
    const quint16 closed = [] {
        QTcpServer server;
        server.listen(QHostAddress::LocalHost);
        return server.serverPort();
    }();
    const QString dead = QStringLiteral("http://127.0.0.1:%1/announce").arg(closed);
    const Outcome run = waggle(check({QStringLiteral("--fail-on"), QStringLiteral("fatal"), dead}));
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out.toStdString(), AllOf(HasSubstr("down"), HasSubstr("T1")));
}

TEST_F(RemoteCommandTest, WrongUsageIsSaidAndTwo)
{
    for (const QStringList& arguments : {check({}), check({QStringLiteral("ftp://x/announce")}),
             check({QStringLiteral("--jobs"), QStringLiteral("0"), udp.url()}),
             check({QStringLiteral("--ca"), QStringLiteral("/no/such/file"), udp.url()}),
             QStringList{QStringLiteral("scrape"), udp.url()},
             QStringList{QStringLiteral("announce"), udp.url(), QStringLiteral("zz")}}) {
        const Outcome run = waggle(arguments);
        EXPECT_EQ(run.status, 2) << arguments.join(u' ').toStdString();
        EXPECT_TRUE(run.out.isEmpty());
        EXPECT_THAT(run.err.toStdString(), testing::StartsWith("waggle: "));
    }
    const Outcome help = waggle(check({QStringLiteral("--help")}));
    EXPECT_EQ(help.status, 0);
    EXPECT_THAT(help.out.toStdString(), HasSubstr("--fail-on"));
}

TEST_F(RemoteCommandTest, ReadsListsTorrentsAndStandardInput)
{
    const QByteArray list = "# my trackers\n\n" + udp.url().toUtf8() + "\n1. " + http.url().toUtf8() + "\n"
        + udp.url().toUtf8() + "\nudp://:12/announce\n";
    const auto urlsOf = [](const Outcome& run) {
        std::vector<QString> urls;
        for (const QJsonObject& object : run.objects())
            urls.push_back(object.value(QStringLiteral("url")).toString());
        return urls;
    };
    const QStringList json{QStringLiteral("--json"), QStringLiteral("--file")};
    const Outcome file = waggle(check(json + QStringList{write("list", list)}));
    EXPECT_THAT(urlsOf(file), ElementsAre(udp.url(), http.url()));
    EXPECT_THAT(file.err.toStdString(), HasSubstr("Line 6"));

    const Outcome input = waggle(check(json + QStringList{QStringLiteral("-"), http.url("/x/announce")}), list);
    EXPECT_THAT(urlsOf(input), ElementsAre(http.url("/x/announce"), udp.url(), http.url()));

    const QByteArray announce = http.url().toUtf8();
    const QByteArray torrent = "d8:announce" + QByteArray::number(announce.size()) + ":" + announce
        + "4:infod6:lengthi1e4:name1:x12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee";
    EXPECT_THAT(urlsOf(waggle(check(json + QStringList{write("x.torrent", torrent)}))), ElementsAre(http.url()));

    for (const QString& bad :
        {write("empty", ""), write("none", "nothing of use\n"), QStringLiteral("/no/such/file")}) {
        const Outcome run = waggle(check({QStringLiteral("--file"), bad}));
        EXPECT_EQ(run.status, 2) << bad.toStdString();
        EXPECT_THAT(run.err.toStdString(), HasSubstr("“" + bad.toStdString() + "”"));
    }
}

TEST_F(RemoteCommandTest, AsksABareHostOverUdpAndHttp)
{
    const Outcome run = waggle(check({QStringLiteral("--json"), QStringLiteral("--timeout"), QStringLiteral("1"),
        QStringLiteral("--resends"), QStringLiteral("0"), portless(udp.url("")).remove(u'/')}));
    const auto objects = run.objects();
    ASSERT_THAT(objects, SizeIs(2));
    EXPECT_THAT(objects[0].value(QStringLiteral("url")).toString().toStdString(), HasSubstr("udp://127.0.0.1:"));
    EXPECT_EQ(objects[0].value(QStringLiteral("state")).toString(), QStringLiteral("up"));
    EXPECT_THAT(objects[1].value(QStringLiteral("url")).toString().toStdString(), HasSubstr("http://127.0.0.1:"));
}

TEST_F(RemoteCommandTest, ComparesATorrentOverAllTrackers)
{
    const auto counts = [](FakeCore& core, qint64 seeders, std::vector<std::uint16_t> ports) {
        core.say = [seeders, ports](const Ask& ask, FakeAnswer& answer) {
            answer.counts.seeders = seeders;
            if (ask.isAnnounce())
                for (const std::uint16_t port : ports)
                    answer.peers.push_back({{protocol::Address::v4(0xc0000201), port}, {}});
        };
    };
    counts(udp.core, 5, {1001, 1002});
    counts(http.core, 7, {1002, 1003, 1004});
    const Outcome run
        = waggle(check({QStringLiteral("--json"), QStringLiteral("--hash"), kHash, udp.url(), http.url()}));
    const auto objects = run.objects();
    ASSERT_THAT(objects, SizeIs(3));
    const auto compared = objects[2].value(QStringLiteral("compare")).toObject();
    EXPECT_EQ(compared.value(QStringLiteral("hash")).toString(), kHash);
    EXPECT_EQ(compared.value(QStringLiteral("unique_peers")).toInt(), 4);
    EXPECT_EQ(QJsonDocument(compared.value(QStringLiteral("overlap")).toArray()).toJson(QJsonDocument::Compact),
        "[[2,1],[1,3]]");
    const Outcome text = waggle(check({QStringLiteral("--hash"), kHash, udp.url(), http.url()}));
    EXPECT_THAT(text.out.toStdString(), HasSubstr("Swarm " + kHash.toStdString() + ": 4 different peers"));
    EXPECT_EQ(udp.core.present() + http.core.present(), 0u);
}

TEST_F(RemoteCommandTest, AnnouncesAsWishedAndLeavesUnlessItStays)
{
    const QStringList announce{QStringLiteral("announce"), http.url(), kHash};
    const Outcome plain = waggle(announce);
    EXPECT_EQ(plain.status, 0);
    EXPECT_THAT(plain.out.toStdString(), HasSubstr("interval 1800 s"));
    EXPECT_THAT(eventsOf(http.core), ElementsAre(Event::Started, Event::Stopped));
    EXPECT_EQ(http.core.asked()[0].left, 1u);
    EXPECT_EQ(http.core.asked()[0].port, 6881);
    EXPECT_EQ(http.core.asked()[0].numwant, 50);
    EXPECT_EQ(http.core.present(), 0u);

    const Outcome staying = waggle(
        {QStringLiteral("announce"), QStringLiteral("--stay"), QStringLiteral("--json"), QStringLiteral("--left"),
            QStringLiteral("0"), QStringLiteral("--event"), QStringLiteral("completed"), QStringLiteral("--port"),
            QStringLiteral("51413"), QStringLiteral("--numwant"), QStringLiteral("7"), udp.url(), kHash});
    EXPECT_EQ(staying.status, 0);
    EXPECT_THAT(eventsOf(udp.core), ElementsAre(Event::Completed));
    EXPECT_EQ(udp.core.asked().back().left, 0u);
    EXPECT_EQ(udp.core.asked().back().port, 51413);
    EXPECT_EQ(udp.core.asked().back().numwant, 7);
    EXPECT_EQ(udp.core.asked().back().hashes.at(0).hex(), kHash.toStdString());
    EXPECT_EQ(udp.core.present(), 1u);
    ASSERT_THAT(staying.objects(), SizeIs(1));
    EXPECT_TRUE(staying.objects()[0].value(QStringLiteral("peers_list")).isArray());
}

TEST_F(RemoteCommandTest, ScrapesSeveralTorrents)
{
    for (FakeCore* core : {&http.core, &udp.core})
        core->say = [](const Ask&, FakeAnswer& answer) {
            for (auto& file : answer.files)
                file.second = FakeCounts{1, 2, 3};
        };
    for (const QString& url : {http.url(), udp.url()}) {
        const Outcome run = waggle({QStringLiteral("scrape"), QStringLiteral("--json"), url, kHash, kOther});
        EXPECT_EQ(run.status, 0) << run.out.toStdString();
        ASSERT_THAT(run.objects(), SizeIs(1));
        const auto files = run.objects()[0].value(QStringLiteral("files")).toObject();
        EXPECT_EQ(files.keys(), (QStringList{kHash, kOther}));
        EXPECT_EQ(files.value(kOther).toObject().value(QStringLiteral("completed")).toInt(), 3);
    }
    EXPECT_THAT(eventsOf(http.core), IsEmpty());
}

TEST_F(RemoteCommandTest, CtrlCSaysGoodbyeAndEndsAtOnce)
{
    const auto scrapes = [](const FakeCore& core) {
        return std::any_of(core.asked().begin(), core.asked().end(), [](const Ask& ask) { return ask.isScrape(); });
    };
    udp.bend = [](const Ask& ask, UdpReply& reply) {
        if (ask.isScrape())
            reply.packets.clear();
    };
    http.bend = [](const Ask& ask, HttpReply& reply) { reply.isSilent = ask.isScrape(); };
    Command command;
    command.start(check({QStringLiteral("--timeout"), QStringLiteral("100"), udp.url(), http.url()}));
    ASSERT_TRUE(QTest::qWaitFor([&] { return scrapes(udp.core) && scrapes(http.core); }, kWaitMs));
    EXPECT_EQ(udp.core.present() + http.core.present(), 4u);
    QElapsedTimer clock;
    clock.start();
    ::kill(static_cast<pid_t>(command.process.processId()), SIGINT);
    const Outcome run = command.end();
    EXPECT_EQ(run.status, 1);
    EXPECT_LT(clock.elapsed(), 50'000) << "nothing is waited for";
    EXPECT_THAT(run.out.toStdString(), AllOf(HasSubstr(udp.url().toStdString()), HasSubstr(http.url().toStdString())));
    EXPECT_TRUE(QTest::qWaitFor([&] { return udp.core.present() + http.core.present() == 0; }, kWaitMs))
        << udp.core.present() << " over UDP, " << http.core.present() << " over HTTP";
}

TEST_F(RemoteCommandTest, ShowsProgressOnATerminalOnly)
{
    const int terminal = ::posix_openpt(O_RDWR | O_NOCTTY);
    ASSERT_GE(terminal, 0);
    ASSERT_EQ(::grantpt(terminal), 0);
    ASSERT_EQ(::unlockpt(terminal), 0);
    const QString name = QString::fromLocal8Bit(::ptsname(terminal));
    const int keep = ::open(name.toLocal8Bit().constData(), O_RDWR | O_NOCTTY); // or it hangs up with the program
    ::fcntl(terminal, F_SETFL, O_NONBLOCK);
    FakeHttpTracker other;
    other.bend = [](const Ask&, HttpReply& reply) { reply.delay = 50ms; };
    Command command;
    command.process.setStandardErrorFile(name, QIODevice::Append);
    command.start(check({udp.url(), other.url()}));
    const Outcome run = command.end();
    QByteArray seen(4096, '\0');
    seen.resize(std::max<ssize_t>(::read(terminal, seen.data(), static_cast<std::size_t>(seen.size())), 0));
    ::close(keep);
    ::close(terminal);
    EXPECT_THAT(seen.toStdString(), HasSubstr("1 of 2 checked"));
    EXPECT_THAT(run.out.toStdString(), Not(HasSubstr("checked")));
}

// More trackers than files it may open: fewer are asked at once, and none is down for it.
class FewFiles : public RemoteCommandTest {
protected:
    static constexpr int kTrackers = 500;

    [[nodiscard]] Outcome checkMany(rlim_t soft, rlim_t hard)
    {
        // Nobody is answered at once, so that as many as there may be are under way together.
        http.bend = [](const Ask&, HttpReply& reply) { reply.delay = 20ms; };
        QByteArray list;
        for (int i = 0; i < kTrackers; ++i)
            list += (i % 2 == 0 ? http.url("/%1/announce") : udp.url("/%1/announce")).arg(i).toUtf8() + '\n';
        Command command;
        command.limitFiles(soft, hard);
        command.start(check({QStringLiteral("--json"), QStringLiteral("--jobs"), QStringLiteral("400"),
            QStringLiteral("--timeout"), QStringLiteral("100"), QStringLiteral("--file"), write("many", list)}));
        return command.end();
    }
    static void expectAllUp(const Outcome& run)
    {
        EXPECT_EQ(run.status, 0);
        const auto objects = run.objects();
        EXPECT_THAT(objects, SizeIs(kTrackers));
        for (const QJsonObject& object : objects)
            EXPECT_EQ(object.value(QStringLiteral("state")).toString(), QStringLiteral("up"))
                << QJsonDocument(object).toJson().toStdString();
    }
};

TEST_F(FewFiles, RaisesTheSoftLimitInSilence)
{
    const Outcome run = checkMany(256, 4096);
    expectAllUp(run);
    EXPECT_TRUE(run.err.isEmpty()) << run.err.toStdString();
}

TEST_F(FewFiles, AsksFewerAtOnceAndSaysSoOnce)
{
    const Outcome run = checkMany(256, 256);
    expectAllUp(run);
    EXPECT_EQ(run.err.toStdString(),
        "waggle: 29 at once instead of 400: the system lets a program open 256 files here (ulimit -n).\n");
}

TEST_F(FewFiles, SaysThatThereIsNoneToAskWith)
{
    Command command;
    command.limitFiles(24, 24);
    command.start(check({udp.url()}));
    const Outcome run = command.end();
    EXPECT_EQ(run.status, 1);
    EXPECT_TRUE(run.out.isEmpty());
    EXPECT_EQ(run.err.toStdString(),
        "waggle: The system lets a program open 24 files here (ulimit -n): too few to ask a tracker.\n");
}

TEST_F(RemoteCommandTest, TrustsTheAuthorityItIsGiven)
{
    const Authority authority("The test's authority", {{}, -86'400, 86'400, true});
    const Authority server("tracker.test", goodWish(), authority);
    http.tls = server.serverWith();
    const QString ca = write("ca.pem", authority.pem());
    const Outcome strange = waggle(check({http.url()}));
    EXPECT_EQ(strange.status, 1);
    EXPECT_THAT(strange.out.toStdString(), HasSubstr("T3 error"));
    const Outcome trusted = waggle(check({QStringLiteral("--ca"), ca, http.url()}));
    EXPECT_EQ(trusted.status, 0) << trusted.out.toStdString();
    EXPECT_THAT(trusted.out.toStdString(), AllOf(HasSubstr("tls "), Not(HasSubstr("T3"))));
}

TEST_F(RemoteCommandTest, AsksTheFamilyThatIsWished)
{
    const QString url = udp.url().replace(QStringLiteral("127.0.0.1"), QStringLiteral("localhost"));
    const Outcome four = waggle(check({QStringLiteral("--json"), QStringLiteral("-4"), url}));
    ASSERT_THAT(four.objects(), SizeIs(1));
    const auto legs = four.objects()[0].value(QStringLiteral("legs")).toArray();
    ASSERT_EQ(legs.size(), 1);
    EXPECT_EQ(legs[0].toObject().value(QStringLiteral("family")).toString(), QStringLiteral("v4"));
    EXPECT_EQ(legs[0].toObject().value(QStringLiteral("state")).toString(), QStringLiteral("up"));
    const auto asked = udp.core.asked().size();
    const Outcome six = waggle(check({QStringLiteral("--json"), QStringLiteral("-6"), url}));
    ASSERT_THAT(six.objects(), SizeIs(1));
    const auto sixth = six.objects()[0].value(QStringLiteral("legs")).toArray();
    ASSERT_EQ(sixth.size(), 1);
    EXPECT_EQ(sixth[0].toObject().value(QStringLiteral("family")).toString(), QStringLiteral("v6"));
    EXPECT_EQ(udp.core.asked().size(), asked);
}

TEST_F(RemoteCommandTest, NeverShowsAKey)
{
    const char* const path = "/abcdef0123456789abcdef0123456789/announce?passkey=s3cretK3ys3cretK3y";
    http.bend = [](const Ask& ask, HttpReply& reply) {
        reply.entries = {{"failure reason", bencoded("unknown passkey: " + ask.raw)}};
    };
    const QString url = http.url(path);
    const QString list
        = write("keyed", url.toUtf8() + "\nhttp://host name/abcdef0123456789abcdef0123456789/announce\n");
    for (const QStringList& arguments : {check({url}), check({QStringLiteral("--json"), url}),
             check({QStringLiteral("--raw"), url}), check({QStringLiteral("--full"), QStringLiteral("--raw"), url}),
             check({QStringLiteral("--file"), list}), check({QStringLiteral("--hash"), kHash, url, udp.url()}),
             QStringList{QStringLiteral("announce"), QStringLiteral("--raw"), url, kHash},
             QStringList{QStringLiteral("scrape"), QStringLiteral("--json"), url, kHash},
             check({QString(url).replace(QStringLiteral("http:"), QStringLiteral("ftp:"))}),
             check({QString(url).replace(QStringLiteral("127.0.0.1"), QStringLiteral("a b"))})}) {
        const Outcome run = waggle(arguments);
        const std::string all = (run.out + run.err).toStdString();
        EXPECT_THAT(all, Not(HasSubstr("s3cretK3y"))) << arguments.join(u' ').toStdString();
        EXPECT_THAT(all, Not(HasSubstr("abcdef0123456789abcdef0123456789"))) << arguments.join(u' ').toStdString();
    }
    EXPECT_FALSE(http.core.asked().empty());
}

} // namespace
} // namespace waggle::test
