// SPDX-License-Identifier: GPL-3.0-or-later
// What a check of five hundred pasted trackers does to the window: how long its event loop keeps one waiting, what
// memory it takes, and whether all descriptors are closed again. It is the program as it is (window, tracker, probe) in
// one process, on its page Remote; the trackers asked are in another. Prints one JSON line. Needs a display: Xvfb, with
// QT_QPA_PLATFORM=xcb, is the true one.
//   remotewindowbench [--list N] [--use 1] [--pin 0] [--grab FILE.png]
// --list N pastes so many that refuse at once in place of the five hundred. --use 1: somebody has chosen a row, sorts,
// filters and scrolls meanwhile. With --pin 1 (the default) the whole program runs on the first processor, the trackers
// and the clock on the second.
#include "tests/bench/measure.h"
#include "tests/bench/remotetrackers.h"
#include "tests/bench/wholeprogram.h"
#include "tests/bench/windowprobe.h"
#include "tests/bench/windowscript.h"
#include "ui/base/theme.h"
#include "ui/table/tableview.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QTcpServer>
#include <QtCore/qtestsupport_core.h>

#include <algorithm>
#include <malloc.h>
#include <optional>

namespace waggle::bench {
namespace {

constexpr std::chrono::milliseconds kPingEvery{2};
constexpr int kPatienceMs = 120'000;
constexpr int kSettleMs = 500;

struct Wanted {
    QStringList urls;
    QString caFile, grab;
    bool use, pin;
};

settings::Settings settingsFor(const Wanted& wanted)
{
    settings::Settings settings;
    settings.trackerOn = false;
    settings.closeToTray = false;
    settings.remote.timeoutS = 2;
    settings.remote.caFile = wanted.caFile;
    return settings;
}

// Names of trackers at ports where nobody listens.
QStringList refusing(int count)
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    const quint16 port = server.serverPort();
    server.close();
    QStringList urls;
    for (int i = 0; i < count; ++i)
        urls << QStringLiteral("%1://127.0.0.1:%2/%3/announce")
                    .arg(i % 2 ? QStringLiteral("udp") : QStringLiteral("http"))
                    .arg(port)
                    .arg(i);
    return urls;
}

// Drops the list on the window and waits until its check has ended and is shown.
void checkList(ui::MainWindow& window, ui::Backend& backend, const QStringList& urls)
{
    bool ended = false;
    const auto watch = QObject::connect(&backend, &ui::Backend::checkFinished, &window, [&] { ended = true; });
    QMimeData data;
    data.setText(urls.join(QLatin1Char('\n')));
    const QPoint at(window.rect().center());
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    if (!QTest::qWaitFor([&] { return ended; }, kPatienceMs))
        fail("the check does not end");
    QObject::disconnect(watch);
}

void chooseRow(ui::MainWindow& window)
{
    auto* view = window.findChild<ui::TableView*>(QStringLiteral("remote"));
    view->setCurrentIndex(view->model()->index(0, 0));
    if (!QTest::qWaitFor([&] { return view->currentKey().has_value(); }, kPatienceMs))
        fail("no row is chosen");
}

// From the paste on.
double secondsUntilWorst(const Waits& waits)
{
    const auto worst = std::max_element(waits.each.begin(), waits.each.end());
    return std::chrono::duration<double>(kPingEvery).count() * static_cast<double>(worst - waits.each.begin());
}

void measure(ui::MainWindow& window, ui::Backend& backend, const Wanted& wanted)
{
    JsonLine line;
    // TLS' tables, fonts, the first rows: loaded once.
    checkList(window, backend, {wanted.urls[1], wanted.urls[wanted.urls.size() / 2 + 1], wanted.urls.back()});
    QTest::qWait(kSettleMs);
    ::malloc_trim(0);
    const int before = openDescriptors();
    const double resident = residentMiB();
    forgetPeak();
    std::optional<WindowScript> script;
    if (wanted.use) {
        chooseRow(window);
        script.emplace(window, QStringLiteral("remote"));
    }
    LoopPing ping(wanted.pin, kPingEvery);
    const Nanos begun = now();
    checkList(window, backend, wanted.urls);
    line.add("trackers", static_cast<double>(wanted.urls.size()));
    line.add("seconds", static_cast<double>(now() - begun) / kSecond);
    QTest::qWait(kSettleMs);
    const Waits waits = ping.take();
    line.add("window_p99_ms", waits.percentileMs(0.99));
    line.add("window_worst_ms", waits.percentileMs(1));
    line.add("window_worst_at_s", secondsUntilWorst(waits));
    line.add("memory_mib", peakMiB() - resident);
    script.reset();
    (void)QTest::qWaitFor([&] { return openDescriptors() <= before; }, 5000);
    line.add("descriptors_left", openDescriptors() - before);
    line.print();
    if (!wanted.grab.isEmpty())
        window.grab().save(wanted.grab);
}

int run(const Wanted& wanted)
{
    ui::applyTheme(*qApp, settings::Theme::Light);
    WholeProgram whole(settingsFor(wanted));
    whole.window.resize(1366, 768);
    whole.window.show();
    whole.window.showPage(QStringLiteral("remote"));
    whole.engine.start();
    QTest::qWait(kSettleMs);
    measure(whole.window, whole.backend, wanted);
    return 0;
}

} // namespace
} // namespace waggle::bench

int main(int argc, char** argv)
{
    using namespace waggle::bench;
    const Arguments arguments(argc, argv, {"list", "use", "pin", "grab"});
    Wanted wanted{};
    wanted.use = arguments.number("use", 0) != 0;
    wanted.pin = arguments.number("pin", 1) != 0;
    wanted.grab = QString::fromStdString(arguments.text("grab", ""));
    allowManyDescriptors();
    std::optional<OtherTrackers> trackers;
    if (const double lines = arguments.number("list", 0); lines > 0) {
        wanted.urls = refusing(static_cast<int>(lines));
    } else {
        trackers.emplace(Manners(), wanted.pin);
        wanted.urls = trackers->urls();
        wanted.caFile = trackers->caFile();
    }
    useProgramCore(wanted.pin);
    int bare = 1;
    const QApplication application(bare, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    return run(wanted);
}
