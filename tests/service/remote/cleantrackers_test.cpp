// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultrows.h"

#include "tests/support/livetracker.h"
#include "tests/support/remote/realtracker.h"

#include "core/remote/check/plan.h"
#include "core/remote/steps.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>

using namespace waggle;
using namespace waggle::test;
using protocol::Family;
using protocol::Transport;
using remote::Mode;
using remote::Severity;

// Trackers of different make, on loopback: nothing of warning or above but what is known of them.

namespace {

constexpr std::uint64_t kSeed = 7;

remote::CheckOptions options(Mode mode)
{
    auto made = patientOptions(mode);
    made.seed = kSeed;
    return made;
}

std::set<std::string> serious(const remote::Report& report)
{
    std::set<std::string> ids;
    for (const remote::Finding& finding : report.findings) {
        if (finding.severity >= Severity::Warning)
            ids.insert(finding.kind->id);
    }
    return ids;
}

void expectOnly(const QString& url, Mode mode, const std::set<std::string>& known, remote::State state)
{
    const auto report = checkOne(url, options(mode));
    const auto found = serious(*report);
    EXPECT_TRUE(std::includes(known.begin(), known.end(), found.begin(), found.end()))
        << url.toStdString() << '\n'
        << findingsText(*report, Severity::Warning) << exchangesText(*report);
    EXPECT_EQ(report->state, state) << url.toStdString() << '\n' << findingsText(*report) << exchangesText(*report);
}

QString urlOf(const char* scheme, const protocol::Endpoint& at)
{
    return QStringLiteral("%1://%2/announce").arg(QLatin1String(scheme), QString::fromStdString(at.text()));
}

std::uint16_t freePort()
{
    QTcpServer one;
    one.listen(QHostAddress::LocalHost);
    return one.serverPort();
}

bool writeFile(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size()
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
}

} // namespace

TEST(CleanTrackers, OurOwn)
{
    LiveTracker tracker;
    ASSERT_TRUE(tracker.start());
    for (const char* address : {"127.0.0.1", "::1"}) {
        for (const Mode mode : {Mode::Quick, Mode::Full}) {
            expectOnly(urlOf("udp", tracker.endpoint(Transport::Udp, address)), mode, {}, remote::State::Up);
            expectOnly(urlOf("http", tracker.endpoint(Transport::Http, address)), mode, {}, remote::State::Up);
        }
    }
    EXPECT_TRUE(tracker.stop());
}

// One name with addresses of both families, one store behind them.
TEST(CleanTrackers, OurOwnOverBothFamilies)
{
    std::uint16_t port = 0;
    std::unique_ptr<LiveTracker> tracker;
    for (int i = 0; i < 50 && port == 0; ++i) { // a port that is free at both addresses, over UDP and HTTP
        settings::Settings settings;
        const auto wanted = freePort();
        settings.listen = {listenEntry("127.0.0.1", wanted), listenEntry("::1", wanted)};
        tracker = std::make_unique<LiveTracker>(settings);
        ASSERT_TRUE(tracker->start());
        const bool isThere = tracker->endpoint(Transport::Udp, "127.0.0.1").port == wanted
            && tracker->endpoint(Transport::Udp, "::1").port == wanted
            && tracker->endpoint(Transport::Http, "127.0.0.1").port == wanted
            && tracker->endpoint(Transport::Http, "::1").port == wanted;
        port = isThere ? wanted : 0;
        if (!isThere) {
            EXPECT_TRUE(tracker->stop());
        }
    }
    ASSERT_NE(port, 0);
    const FakeName both{
        lookupOf(remote::RecordType::A, {"127.0.0.1"}), lookupOf(remote::RecordType::Aaaa, {"::1"}), {}};
    for (const char* scheme : {"udp", "http"}) {
        const QString url = QStringLiteral("%1://tracker.test:%2/announce").arg(QLatin1String(scheme)).arg(port);
        const auto made = options(Mode::Full);
        const auto report = checkAll({url}, made, worldWith(made, {{QStringLiteral("tracker.test"), both}})).front();
        EXPECT_EQ(serious(*report), std::set<std::string>()) << findingsText(*report);
        EXPECT_EQ(findingOf(*report, "B11"), nullptr) << findingsText(*report);
        EXPECT_EQ(report->state, remote::State::Up);
        ASSERT_EQ(report->record.legs.size(), 2U);
        EXPECT_NE(report->record.legs[1].find(remote::step::kVisit), nullptr) << exchangesText(*report);
    }
    EXPECT_TRUE(tracker->stop());
}

// Debian's is built to track a list only: the random hashes of a seed stand in it.
TEST(CleanTrackers, Opentracker)
{
    if (QStandardPaths::findExecutable(QStringLiteral("opentracker")).isEmpty())
        GTEST_SKIP() << "opentracker is not installed";
    QTemporaryDir folder;
    QByteArray list;
    const auto hashes = remote::makeHashes(kSeed, {});
    for (const auto& hash : {hashes.main, hashes.fresh[0], hashes.fresh[1], hashes.fresh[2]})
        list += QByteArray::fromStdString(hash.hex()) + '\n';
    // It changes its user: that one must be able to read the list.
    ASSERT_TRUE(QFile::setPermissions(folder.path(), QFile::Permissions(0x7755)));
    ASSERT_TRUE(writeFile(folder.filePath(QStringLiteral("list")), list));
    const QString port = QString::number(freePort());
    RealTracker tracker(QStringLiteral("opentracker"),
        {QStringLiteral("-i"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), port, QStringLiteral("-P"), port,
            QStringLiteral("-d"), folder.path(), QStringLiteral("-u"), QStringLiteral("nobody"), QStringLiteral("-w"),
            QStringLiteral("list")},
        folder.path());
    ASSERT_TRUE(tracker.waitForPort(port.toUShort())) << tracker.output();
    // U16: answers any connect. H26: lists everything. H5: a hash that is asked twice is there twice.
    for (const Mode mode : {Mode::Quick, Mode::Full}) {
        expectOnly(QStringLiteral("udp://127.0.0.1:%1/announce").arg(port), mode, {"U16"}, remote::State::Up);
        expectOnly(QStringLiteral("http://127.0.0.1:%1/announce").arg(port), mode, {"H5", "H26"}, remote::State::Up);
    }
}

// Not on its list: refused in words over HTTP, over UDP with the head of an answer alone.
TEST(CleanTrackers, OpentrackersRefusal)
{
    if (QStandardPaths::findExecutable(QStringLiteral("opentracker")).isEmpty())
        GTEST_SKIP() << "opentracker is not installed";
    QTemporaryDir folder;
    ASSERT_TRUE(QFile::setPermissions(folder.path(), QFile::Permissions(0x7755)));
    ASSERT_TRUE(writeFile(folder.filePath(QStringLiteral("list")), QByteArray(40, '0') + '\n'));
    const QString port = QString::number(freePort());
    RealTracker tracker(QStringLiteral("opentracker"),
        {QStringLiteral("-i"), QStringLiteral("127.0.0.1"), QStringLiteral("-p"), port, QStringLiteral("-P"), port,
            QStringLiteral("-d"), folder.path(), QStringLiteral("-u"), QStringLiteral("nobody"), QStringLiteral("-w"),
            QStringLiteral("list")},
        folder.path());
    ASSERT_TRUE(tracker.waitForPort(port.toUShort())) << tracker.output();
    for (const Mode mode : {Mode::Quick, Mode::Full}) {
        expectOnly(
            QStringLiteral("udp://127.0.0.1:%1/announce").arg(port), mode, {"U16", "U9"}, remote::State::Restricted);
        expectOnly(
            QStringLiteral("http://127.0.0.1:%1/announce").arg(port), mode, {"H1", "H26"}, remote::State::Restricted);
    }
}

TEST(CleanTrackers, Qbittorrent)
{
    if (QStandardPaths::findExecutable(QStringLiteral("qbittorrent-nox")).isEmpty())
        GTEST_SKIP() << "qbittorrent-nox is not installed";
    QTemporaryDir folder;
    const QString config = folder.filePath(QStringLiteral("qBittorrent/config"));
    ASSERT_TRUE(QDir().mkpath(config));
    const auto port = freePort();
    ASSERT_TRUE(writeFile(config + QStringLiteral("/qBittorrent.conf"),
        "[LegalNotice]\nAccepted=true\n\n[BitTorrent]\nSession\\DHTEnabled=false\nSession\\LSDEnabled=false\n"
        "Session\\PeXEnabled=false\nSession\\Port="
            + QByteArray::number(freePort())
            + "\nSession\\Interface=lo\nSession\\InterfaceName=lo\nTrackerEnabled=true\n\n[Preferences]\n"
              "Advanced\\trackerPort="
            + QByteArray::number(port)
            + "\nConnection\\UPnP=false\nWebUI\\Enabled=true\nWebUI\\Address=127.0.0.1\nWebUI\\Port="
            + QByteArray::number(freePort()) + "\nWebUI\\UseUPnP=false\n\n[Network]\nPortForwardingEnabled=false\n"));
    RealTracker tracker(
        QStringLiteral("qbittorrent-nox"), {QStringLiteral("--profile=") + folder.path()}, folder.path());
    ASSERT_TRUE(tracker.waitForPort(port)) << tracker.output();
    // It has no scrape (H23), and a swarm of what it saw without asking who left.
    for (const Mode mode : {Mode::Quick, Mode::Full})
        expectOnly(QStringLiteral("http://127.0.0.1:%1/announce").arg(port), mode, {"H23"}, remote::State::Up);
}

// Fetched by its own package manager when there is a network; kept in the build folder.
TEST(CleanTrackers, NpmsTracker)
{
    const QString folder = QStringLiteral(WAGGLE_NPM_FOLDER);
    if (QStandardPaths::findExecutable(QStringLiteral("node")).isEmpty())
        GTEST_SKIP() << "node is not installed";
    if (!installNpmTracker(folder))
        GTEST_SKIP() << "npm's bittorrent-tracker could not be fetched";
    RealTracker tracker(QStringLiteral("node"),
        {QStringLiteral("-e"),
            QStringLiteral("import('bittorrent-tracker/server').then(({ default: Server }) => {"
                           "const s = new Server({ udp: true, http: true, ws: true, stats: false });"
                           "s.on('warning', () => {});"
                           "s.listen(0, { http: '127.0.0.1', udp4: '127.0.0.1', udp6: '::1' }, () =>"
                           "console.log('ports', s.http.address().port, s.udp.address().port)); })")},
        folder);
    ASSERT_TRUE(tracker.waitForOutput("ports ")) << tracker.output();
    const auto ports = QString::fromStdString(tracker.output()).section(QStringLiteral("ports "), 1).split(u' ');
    const QString http = ports.value(0).trimmed(), udp = ports.value(1).section(u'\n', 0, 0).trimmed();
    // U5: its connection id is the magic number. U12: a hash that is asked twice is answered once. B9: peers for
    // numwant=0. H20: '+' is a space to it. H23, H24: it writes keys of a scrape as UTF-8.
    for (const Mode mode : {Mode::Quick, Mode::Full}) {
        const auto udpState = mode == Mode::Full ? remote::State::Degraded : remote::State::Up;
        expectOnly(QStringLiteral("udp://127.0.0.1:%1/announce").arg(udp), mode, {"B9", "U12", "U5"}, udpState);
        expectOnly(QStringLiteral("http://127.0.0.1:%1/announce").arg(http), mode, {"B9", "H20", "H23", "H24"},
            remote::State::Degraded);
        expectOnly(QStringLiteral("ws://127.0.0.1:%1/announce").arg(http), mode, {}, remote::State::Up);
    }
}
