// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window and the worker keep one waiting, with a tracker full of peers. It is the program as it is
// (window, monitor, tracker, library) in one process, filled through the store, under the load of `udpload`, while
// somebody sorts, filters and scrolls. Prints one JSON line. Needs a display: Xvfb, with QT_QPA_PLATFORM=xcb, is the
// true one. With --pin 1 the whole program runs on the first processor; the load and the clocks that measure on the
// second.
#include "tests/bench/traffic.h"
#include "tests/bench/wholeprogram.h"
#include "tests/bench/windowscript.h"
#include "ui/base/theme.h"

#include <QApplication>
#include <QProcess>
#include <QtCore/qtestsupport_core.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <malloc.h>
#include <unistd.h>

namespace waggle::bench {
namespace {

constexpr std::array<std::string_view, 4> kClients{"-qB4520-", "-TR4060-", "-DE2110-", "-lt0D80-"};

struct Wanted {
    std::uint32_t swarms, peers;
    std::uint16_t port;
    double seconds, rate;
    bool pin;
    QString udpload, pages, grab;
};

swarm::Announce announceOf(std::uint32_t peer, std::uint32_t torrent)
{
    swarm::Announce announce;
    announce.infoHash.bytes = infoHashOf(torrent);
    announce.peerId.bytes = peerIdOf(peer);
    const std::string_view client = kClients[peer % kClients.size()];
    std::copy(client.begin(), client.end(), announce.peerId.bytes.begin());
    const std::uint32_t address = sourceAddress(peer % 60'000);
    announce.endpoint.address = protocol::Address::v4(address);
    announce.endpoint.port = static_cast<std::uint16_t>(1024 + peer % 64'000);
    announce.left = peer % 2 == 0 ? 0 : 1'000'000;
    return announce;
}

// A peer in each torrent, the others by zipf; each announces twice, so that rates are known.
void fill(swarm::Store& store, const machine::Clock& clock, const Wanted& wanted)
{
    swarm::PickedPeers picked;
    for (int round = 0; round < 2; ++round) {
        std::mt19937_64 random(1);
        std::uniform_real_distribution<double> share(0, 1);
        for (std::uint32_t peer = 0; peer < wanted.peers; ++peer) {
            const double rank = std::pow(double(wanted.swarms), share(random)) - 1;
            auto announce = announceOf(peer, peer < wanted.swarms ? peer : static_cast<std::uint32_t>(rank));
            announce.downloaded = announce.uploaded = static_cast<std::uint64_t>(round) * (peer % 1000) * 1000;
            store.announce(announce, clock.steady(), picked);
        }
        QTest::qWait(1100); // time passes between two announces
    }
}

settings::Settings settingsFor(const Wanted& wanted)
{
    settings::Settings settings;
    settings.httpPort.reset();
    settings.udpPort = wanted.port;
    settings.caps.swarms = std::max(settings.caps.swarms, 2 * wanted.swarms);
    settings.caps.peers = std::max(settings.caps.peers, 2 * wanted.peers);
    settings.closeToTray = false;
    return settings;
}

void startLoad(QProcess& load, const Wanted& wanted)
{
    if (wanted.rate <= 0)
        return;
    const auto number = [](double value) { return QString::number(value, 'f', 0); };
    load.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    load.setChildProcessModifier([pin = wanted.pin] { useOtherCore(pin); });
    load.start(wanted.udpload,
        {QStringLiteral("--port"), number(wanted.port), QStringLiteral("--rate"), number(wanted.rate),
            QStringLiteral("--torrents"), number(wanted.swarms), QStringLiteral("--peers"), number(wanted.peers),
            QStringLiteral("--asks"), number(1 << 20), QStringLiteral("--seconds"), number(std::ceil(wanted.seconds)),
            QStringLiteral("--warm-up"), QStringLiteral("5")});
}

void addWaits(JsonLine& line, const std::string& name, const Waits& waits)
{
    line.add(name + "_p50_ms", waits.percentileMs(0.5));
    line.add(name + "_p99_ms", waits.percentileMs(0.99));
    line.add(name + "_worst_ms", waits.percentileMs(1));
}

void append(Waits& all, const Waits& more)
{
    all.each.insert(all.each.end(), more.each.begin(), more.each.end());
}

// One page after the other, each for its part of the time.
void visitPages(ui::MainWindow& window, const Wanted& wanted, JsonLine& line)
{
    LoopPing ping(wanted.pin);
    Waits all;
    const QStringList pages = wanted.pages.split(QLatin1Char(','));
    for (const QString& page : pages) {
        const WindowScript script(window, page);
        QTest::qWait(static_cast<int>(wanted.seconds * 1000 / static_cast<double>(pages.size())));
        const Waits waits = ping.take();
        addWaits(line, page.toStdString(), waits);
        addWaits(line, page.toStdString() + "_answer", script.answers());
        line.add(page.toStdString() + "_answers", static_cast<double>(script.answers().each.size()));
        line.add(page.toStdString() + "_rss_mib", residentMiB());
        append(all, waits);
        if (wanted.grab.isEmpty())
            continue;
        window.grab().save(wanted.grab + QLatin1Char('-') + page + QStringLiteral(".png"));
        QTest::qWait(200);
        static_cast<void>(ping.take()); // the picture was ours, not the program's
    }
    addWaits(line, "window", all);
}

int run(const Wanted& wanted)
{
    ui::applyTheme(*qApp, settings::Theme::Light);
    WholeProgram whole(settingsFor(wanted));
    bool listening = false;
    QObject::connect(
        &whole.engine.tracker(), &server::TrackerService::started, &whole.window, [&] { listening = true; });

    JsonLine line;
    line.add("swarms", wanted.swarms);
    line.add("peers", wanted.peers);
    line.add("rate", wanted.rate);
    line.add("empty_rss_mib", residentMiB());
    fill(whole.engine.tracker().store(), whole.options.clock, wanted);
    ::malloc_trim(0);
    line.add("full_rss_mib", residentMiB());
    whole.window.show();
    whole.engine.start();
    if (!QTest::qWaitFor([&] { return listening; }, 10'000))
        fail("the tracker does not listen");
    QProcess load;
    startLoad(load, wanted);
    QTest::qWait(7000); // the load prepares and warms up, the monitor has looked
    WorkerPing worker(wanted.port, wanted.pin);
    visitPages(whole.window, wanted, line);
    addWaits(line, "worker", worker.finish());
    load.waitForFinished(30'000);
    line.add("live_peers", static_cast<double>(whole.engine.tracker().store().totals().peers));
    line.print();
    std::fputs(load.readAllStandardOutput().constData(), stdout);
    return 0;
}

} // namespace
} // namespace waggle::bench

int main(int argc, char** argv)
{
    using namespace waggle::bench;
    const Arguments arguments(
        argc, argv, {"swarms", "peers", "port", "seconds", "rate", "udpload", "pages", "pin", "grab"});
    Wanted wanted{};
    wanted.swarms = static_cast<std::uint32_t>(arguments.number("swarms", 100'000));
    wanted.peers = static_cast<std::uint32_t>(arguments.number("peers", 1'000'000));
    wanted.port = static_cast<std::uint16_t>(arguments.number("port", 6969));
    wanted.seconds = arguments.number("seconds", 30);
    wanted.rate = arguments.number("rate", 0);
    wanted.pin = arguments.number("pin", 1) != 0;
    wanted.udpload = QString::fromStdString(arguments.text("udpload", "build/bench/tests/bench/udpload"));
    wanted.pages = QString::fromStdString(arguments.text("pages", "swarms,peers,requests"));
    wanted.grab = QString::fromStdString(arguments.text("grab", ""));
    useProgramCore(wanted.pin);
    int bare = 1;
    const QApplication application(bare, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    return run(wanted);
}
