// SPDX-License-Identifier: GPL-3.0-or-later
// The program itself, as a person or a script starts it.
#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUdpSocket>

#include <gmock/gmock.h>

#include <signal.h>

namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

constexpr int kWaitMs = 60'000;

// One run of the program; killed at the end if it is still there.
class Waggle {
public:
    explicit Waggle(
        const QStringList& arguments, const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment())
    {
        m_process.setProcessEnvironment(environment);
        m_process.start(QStringLiteral(WAGGLE_EXECUTABLE), arguments);
    }
    ~Waggle()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    [[nodiscard]] bool waitForOut(const QString& text)
    {
        return QTest::qWaitFor(
                   [&] { return out().contains(text) || m_process.state() == QProcess::NotRunning; }, kWaitMs)
            && out().contains(text);
    }
    [[nodiscard]] bool waitForReady() { return waitForOut(QStringLiteral("ready")); }

    // The exit status; −1 where it did not end by itself.
    [[nodiscard]] int waitForEnd()
    {
        const bool ended = QTest::qWaitFor([&] { return m_process.state() == QProcess::NotRunning; }, kWaitMs);
        return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
    }
    void send(int number) { ::kill(static_cast<pid_t>(m_process.processId()), number); }

    [[nodiscard]] QString out()
    {
        m_out += m_process.readAllStandardOutput();
        return QString::fromUtf8(m_out);
    }
    [[nodiscard]] std::string err()
    {
        m_err += m_process.readAllStandardError();
        return m_err.toStdString();
    }
    [[nodiscard]] qint64 id() const { return m_process.processId(); }

    // Of the first address that is named on stdout.
    [[nodiscard]] quint16 port(const QString& scheme = QStringLiteral("http"))
    {
        const auto match = QRegularExpression(scheme + QStringLiteral("://[^ \"]*:(\\d+)/announce")).match(out());
        return match.captured(1).toUShort();
    }

private:
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
};

class ServeTest : public testing::Test {
protected:
    [[nodiscard]] QStringList arguments(const QStringList& more) const
    {
        return QStringList{QStringLiteral("serve"), QStringLiteral("--data-dir"), m_folder.path()} + more;
    }
    [[nodiscard]] QStringList local(const QStringList& more = {}) const
    {
        return arguments(QStringList{QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")} + more);
    }
    void writeSettings(const QByteArray& json) const
    {
        QFile file(m_folder.filePath(QStringLiteral("settings.json")));
        ASSERT_TRUE(file.open(QIODevice::WriteOnly));
        ASSERT_EQ(file.write(json), json.size());
    }

    QTemporaryDir m_folder;
};

QByteArray getPage(quint16 port)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    socket.write("GET / HTTP/1.0\r\nAccept: text/html\r\n\r\n");
    EXPECT_TRUE(QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }, kWaitMs));
    return socket.readAll();
}

TEST_F(ServeTest, saysWhereItListensThenReady)
{
    Waggle waggle(arguments({"--listen", "127.0.0.1:0", "--listen", "127.0.0.2:0"}));
    ASSERT_TRUE(waggle.waitForReady()) << waggle.err();
    EXPECT_THAT(waggle.out().toStdString(),
        MatchesRegex("listening http://127.0.0.1:[0-9]+/announce udp://127.0.0.1:[0-9]+/announce\n"
                     "listening http://127.0.0.2:[0-9]+/announce udp://127.0.0.2:[0-9]+/announce\nready\n"));
    EXPECT_EQ(waggle.port("http"), waggle.port("udp")) << ":0 is the same number for both";
    EXPECT_EQ(waggle.err(), "");
    EXPECT_THAT(getPage(waggle.port()).toStdString(), HasSubstr("HTTP/1.1 200"));
}

TEST_F(ServeTest, answersUdpWhereItSaysSo)
{
    Waggle waggle(local({"--http-port", "0"}));
    ASSERT_TRUE(waggle.waitForReady()) << waggle.err();
    EXPECT_THAT(waggle.out().toStdString(), MatchesRegex("listening udp://127.0.0.1:[0-9]+/announce\nready\n"));
    QUdpSocket socket;
    ASSERT_TRUE(socket.bind(QHostAddress::LocalHost));
    const QByteArray connectRequest = QByteArray::fromHex("0000041727101980000000000a0b0c0d"); // BEP 15
    socket.writeDatagram(connectRequest, QHostAddress::LocalHost, waggle.port("udp"));
    ASSERT_TRUE(QTest::qWaitFor([&] { return socket.hasPendingDatagrams(); }, kWaitMs));
    QByteArray answer(100, '\0');
    answer.resize(socket.readDatagram(answer.data(), answer.size()));
    EXPECT_EQ(answer.size(), 16);
    EXPECT_EQ(answer.mid(0, 8).toHex(), "000000000a0b0c0d");
}

TEST_F(ServeTest, speaksJsonOneObjectALine)
{
    Waggle waggle(local({"--json"}));
    ASSERT_TRUE(waggle.waitForReady()) << waggle.err();
    waggle.send(SIGTERM);
    EXPECT_EQ(waggle.waitForEnd(), 0);
    QStringList events;
    for (const QString& line : waggle.out().split(u'\n', Qt::SkipEmptyParts))
        events += QJsonDocument::fromJson(line.toUtf8()).object()["event"].toString();
    EXPECT_EQ(events, (QStringList{"listening", "ready", "stopped"})) << waggle.out().toStdString();
}

TEST_F(ServeTest, endsCleanlyBySignals)
{
    for (const int number : {SIGINT, SIGTERM}) {
        Waggle waggle(local());
        ASSERT_TRUE(waggle.waitForReady()) << waggle.err();
        waggle.send(number);
        EXPECT_EQ(waggle.waitForEnd(), 0) << waggle.err();
        EXPECT_EQ(waggle.err(), "");
    }
}

TEST_F(ServeTest, refusesAFolderInUseAndTakesItAfterwards)
{
    {
        Waggle first(local());
        ASSERT_TRUE(first.waitForReady()) << first.err();
        Waggle second(local());
        EXPECT_EQ(second.waitForEnd(), 1);
        EXPECT_THAT(
            second.err(), HasSubstr("is in use by another Waggle (process " + std::to_string(first.id()) + ")"));
        EXPECT_EQ(second.out(), "");
    } // killed: the lock it leaves is nobody's
    Waggle third(local());
    EXPECT_TRUE(third.waitForReady()) << third.err();
}

TEST_F(ServeTest, goesOnWhereOnePortIsInUse)
{
    QTcpServer other;
    ASSERT_TRUE(other.listen(QHostAddress::LocalHost));
    const QString taken = QString::number(other.serverPort());
    Waggle waggle(arguments({"--listen", "127.0.0.1:" + taken, "--listen", "127.0.0.2:0"}));
    ASSERT_TRUE(waggle.waitForReady()) << waggle.err();
    EXPECT_THAT(waggle.err(), testing::AllOf(HasSubstr(taken.toStdString()), HasSubstr("in use")));
    EXPECT_FALSE(waggle.out().contains("http://127.0.0.1")) << waggle.out().toStdString();
    EXPECT_TRUE(waggle.out().contains("udp://127.0.0.1:" + taken + "/announce"));
    EXPECT_TRUE(waggle.out().contains("http://127.0.0.2"));

    other.close(); // the retry finds it free
    EXPECT_TRUE(waggle.waitForOut("listening http://127.0.0.1:" + taken + "/announce")) << waggle.out().toStdString();
}

TEST_F(ServeTest, failsWhereNothingCanBeListenedOn)
{
    QTcpServer other;
    ASSERT_TRUE(other.listen(QHostAddress::LocalHost));
    Waggle waggle(arguments({"--listen", "127.0.0.1:" + QString::number(other.serverPort()), "--udp-port", "0"}));
    EXPECT_EQ(waggle.waitForEnd(), 1);
    EXPECT_THAT(waggle.err(), testing::AllOf(HasSubstr("in use"), HasSubstr("nothing to listen on")));
    EXPECT_EQ(waggle.out(), "");

    Waggle off(arguments({"--http-port", "0", "--udp-port", "0"}));
    EXPECT_EQ(off.waitForEnd(), 1);
    EXPECT_THAT(off.err(), HasSubstr("HTTP and UDP are both off"));

    Waggle foreign(arguments({"--listen", "192.0.2.7:0"})); // an address of nobody (RFC 5737)
    EXPECT_EQ(foreign.waitForEnd(), 1);
    EXPECT_THAT(foreign.err(), HasSubstr("192.0.2.7"));
}

TEST_F(ServeTest, answersWrongUsageWithStatusTwo)
{
    for (const QStringList& arguments : {QStringList{"serve", "--port", "1"}, {"serve", "file"},
             {"serve", "--listen", "here"}, {"serve", "--interval", "0"}, {"--log-level", "loud"}}) {
        Waggle waggle(arguments);
        EXPECT_EQ(waggle.waitForEnd(), 2) << arguments.join(u' ').toStdString();
        EXPECT_THAT(waggle.err(), MatchesRegex("waggle: .+ See waggle --help.\n"));
        EXPECT_EQ(waggle.out(), "");
    }
}

TEST_F(ServeTest, helpsAndNamesItsVersion)
{
    Waggle help({"serve", "--help"});
    EXPECT_EQ(help.waitForEnd(), 0);
    EXPECT_TRUE(help.out().contains("--listen"));
    Waggle version({"--version"});
    EXPECT_EQ(version.waitForEnd(), 0);
    EXPECT_THAT(version.out().toStdString(), MatchesRegex("waggle [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(ServeTest, obeysTheSettingsFileAndLaysOptionsOverIt)
{
    const QByteArray json = R"({"version": 1, "tracker": {"listen": ["127.0.0.3:0"], "udpPort": 0, "interval": "x"}})";
    writeSettings(json);
    {
        Waggle waggle(arguments({}));
        ASSERT_TRUE(waggle.waitForReady()) << waggle.err();
        EXPECT_THAT(waggle.out().toStdString(), MatchesRegex("listening http://127.0.0.3:[0-9]+/announce\nready\n"));
        EXPECT_THAT(waggle.err(), HasSubstr("tracker.interval: This must be"));
        waggle.send(SIGTERM);
        EXPECT_EQ(waggle.waitForEnd(), 0);
    }
    Waggle waggle(local({"--udp-port", "6969"}));
    ASSERT_TRUE(waggle.waitForReady()) << waggle.err();
    EXPECT_THAT(waggle.out().toStdString(),
        MatchesRegex("listening http://127.0.0.1:[0-9]+/announce udp://127.0.0.1:[0-9]+/announce\nready\n"));
    QFile file(m_folder.filePath("settings.json"));
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    EXPECT_EQ(file.readAll(), json) << "options of one run are not saved";
}

TEST_F(ServeTest, putsABrokenSettingsFileAsideAndRuns)
{
    writeSettings("{ oops");
    Waggle waggle(local());
    ASSERT_TRUE(waggle.waitForReady()) << waggle.err();
    EXPECT_THAT(waggle.err(), HasSubstr("put aside as settings.json.broken-1"));
}

TEST_F(ServeTest, keepsItsSecretToItsOwner)
{
    Waggle waggle(local());
    ASSERT_TRUE(waggle.waitForReady()) << waggle.err();
    const QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    const QFile secret(m_folder.filePath("secret"));
    ASSERT_TRUE(secret.exists());
    EXPECT_EQ(secret.permissions() & others, QFile::Permissions());
}

TEST_F(ServeTest, needsNoDisplayAndSaysSoWhereTheWindowDoes)
{
    QProcessEnvironment bare = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "XDG_RUNTIME_DIR"})
        bare.remove(name);
    Waggle serve(local(), bare);
    EXPECT_TRUE(serve.waitForReady()) << serve.err();
    const QTemporaryDir other;
    Waggle window({"--data-dir", other.path()}, bare);
    EXPECT_EQ(window.waitForEnd(), 1);
    EXPECT_THAT(window.err(), testing::AllOf(HasSubstr("no display"), HasSubstr("waggle serve")));
}

} // namespace

int main(int argc, char** argv)
{
    testing::InitGoogleMock(&argc, argv);
    const QCoreApplication app(argc, argv);
    return RUN_ALL_TESTS();
}
