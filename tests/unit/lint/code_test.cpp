// SPDX-License-Identifier: GPL-3.0-or-later
// Rules for the code that no compiler holds.
#include "tests/unit/lint/sources.h"

#include <gtest/gtest.h>

#include <QRegularExpression>
#include <QString>

#include <cctype>
#include <set>

namespace waggle::lint {
namespace {

bool has(const std::string& text, const QRegularExpression& pattern)
{
    return pattern.match(QString::fromStdString(text)).hasMatch();
}

TEST(Includes, CoreKnowsNeitherGuiNorWidgets)
{
    const QRegularExpression gui(QStringLiteral(
        R"(^(QtGui|QtWidgets|QtCharts|QWidget|QApplication|QGuiApplication|QColor|QPalette|QFont|QIcon|QPixmap|QPainter))"));
    for (const Include& include : includesBelow("core"))
        EXPECT_FALSE(has(include.path, gui)) << include.line.where();
}

TEST(Includes, ProtocolSwarmAndRequestsArePlainCpp)
{
    for (const char* folder : {"core/protocol", "core/swarm", "core/requests"})
        for (const Include& include : includesBelow(folder))
            EXPECT_FALSE(include.path.size() > 1 && include.path[0] == 'Q' && std::isupper(include.path[1]))
                << include.line.where();
}

TEST(Includes, TheWindowSeesValuesOnly)
{
    const std::set<std::string> forbidden{"core/swarm/store.h", "core/server/trackerservice.h",
        "core/remote/check/checkengine.h", "core/server/announcing/workercontext.h", "core/requests/requestring.h",
        "core/monitor/monitor.h", "core/torrent/library.h", "mutex", "QMutex", "QTcpSocket", "QUdpSocket",
        "QTcpServer"};
    for (const Include& include : includesBelow("ui"))
        EXPECT_FALSE(forbidden.contains(include.path)) << include.line.where();
}

// Each is larger than all of Waggle: behind a header of ours it is read again for each file that includes that one.
TEST(Includes, HeavyHeadersStayOutOfHeaders)
{
    const QRegularExpression heavy(
        QStringLiteral("^(libtorrent/|boost/|QtCore$|QtGui$|QtWidgets$|QtNetwork$|QtCharts$|regex$|iostream$)"));
    for (const char* top : {"core", "ui", "app", "tests"})
        for (const Include& include : includesBelow(top))
            if (isHeader(include.line.file)) {
                EXPECT_FALSE(has(include.path, heavy)) << include.line.where();
            }
}

TEST(Tests, NeitherWaitByTimeNorUseMacrosThatPassSilently)
{
    const std::string self = "tests/unit/lint/";
    const std::string bench = "tests/bench/"; // measures times, and so waits by them; no ctest entry
    const QRegularExpression waits(
        QStringLiteral(R"(QTest::qWait\(|qSleep|sleep_for|sleep_until|QThread::m?u?sleep|\busleep\(|\bsleep\()"));
    const QRegularExpression silent(QStringLiteral(R"(\b(QVERIFY2?|QCOMPARE|QTRY_\w+|QFAIL|QSKIP|QEXPECT_FAIL)\b)"));
    for (const Line& line : linesBelow("tests")) {
        if (line.file.rfind(self, 0) == 0)
            continue;
        EXPECT_FALSE(line.file.rfind(bench, 0) != 0 && has(line.text, waits)) << line.where();
        EXPECT_FALSE(has(line.text, silent)) << line.where();
    }
}

TEST(Code, NoNestedEventLoopsNorBlockingConnections)
{
    const QRegularExpression forbidden(QStringLiteral(R"(processEvents|BlockingQueuedConnection|\bsender\(\))"));
    for (const char* folder : {"core", "ui", "app"})
        for (const Line& line : linesBelow(folder))
            EXPECT_FALSE(has(line.text, forbidden)) << line.where();
}

TEST(Code, EverySourceBeginsWithItsLicence)
{
    for (const char* folder : {"core", "ui", "app", "tests"})
        for (const Line& line : linesBelow(folder))
            if (line.number == 1) {
                EXPECT_EQ(line.text, "// SPDX-License-Identifier: GPL-3.0-or-later") << line.where();
            }
}

} // namespace
} // namespace waggle::lint
