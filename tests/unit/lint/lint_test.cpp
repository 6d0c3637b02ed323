// SPDX-License-Identifier: GPL-3.0-or-later
// Rules that no compiler holds: which folder may include which, and what a test must never contain.
#include <gtest/gtest.h>

#include <QRegularExpression>
#include <QString>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Line {
    std::string file; // relative to the source folder
    int number = 0;
    std::string text;

    [[nodiscard]] std::string where() const { return file + ':' + std::to_string(number) + ": " + text; }
};

std::vector<Line> linesBelow(const std::string& folder)
{
    const fs::path root(WAGGLE_SOURCE_DIR);
    std::vector<Line> lines;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const std::string suffix = entry.path().extension().string();
        if (suffix != ".cpp" && suffix != ".h")
            continue;
        std::ifstream file(entry.path());
        Line line{fs::relative(entry.path(), root).string(), 0, {}};
        while (std::getline(file, line.text)) {
            ++line.number;
            lines.push_back(line);
        }
    }
    return lines;
}

// What `folder` (below core/) may include of core/ beside itself. None of them may include ui/ or app/.
const std::map<std::string, std::set<std::string>>& layers()
{
    static const std::map<std::string, std::set<std::string>> table{
        {"protocol", {}},
        {"text", {}},
        {"log", {}},
        {"swarm", {"protocol"}},
        {"access", {"protocol"}},
        {"torrent", {"protocol", "files"}},
        {"files", {"protocol"}},
        {"settings", {"protocol", "swarm", "access", "files"}},
        {"machine", {"protocol", "access"}},
        {"requests", {"protocol"}},
        {"server", {"protocol", "swarm", "access", "settings", "files", "log", "machine", "requests"}},
        {"monitor", {"protocol", "swarm", "torrent", "access", "machine", "requests"}},
        {"remote", {"protocol", "torrent", "machine", "text"}},
    };
    return table;
}

std::string folderOf(const std::string& path)
{
    const auto slash = path.find('/', 5);
    return path.rfind("core/", 0) == 0 && slash != std::string::npos ? path.substr(5, slash - 5) : std::string();
}

bool has(const std::string& text, const QRegularExpression& pattern)
{
    return pattern.match(QString::fromStdString(text)).hasMatch();
}

bool included(const std::string& line, std::string& path)
{
    static const QRegularExpression pattern(QStringLiteral(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re"));
    const auto match = pattern.match(QString::fromStdString(line));
    path = match.captured(1).toStdString();
    return match.hasMatch();
}

TEST(Layers, CoreFoldersIncludeOnlyWhatTheyStandOn)
{
    std::size_t seen = 0;
    for (const Line& line : linesBelow("core")) {
        std::string path;
        if (!included(line.text, path))
            continue;
        ++seen;
        const std::string here = folderOf(line.file);
        ASSERT_TRUE(layers().contains(here)) << "a new folder of core/ needs its line here: " << here;
        EXPECT_FALSE(path.rfind("ui/", 0) == 0 || path.rfind("app/", 0) == 0) << line.where();
        const std::string there = folderOf(path);
        if (!there.empty() && there != here) {
            EXPECT_TRUE(layers().at(here).contains(there)) << line.where();
        }
    }
    EXPECT_GT(seen, 100u);
}

TEST(Layers, CoreKnowsNeitherGuiNorWidgets)
{
    const QRegularExpression gui(QStringLiteral(
        R"(^(QtGui|QtWidgets|QtCharts|QWidget|QApplication|QGuiApplication|QColor|QPalette|QFont|QIcon|QPixmap|QPainter))"));
    for (const Line& line : linesBelow("core")) {
        std::string path;
        if (included(line.text, path)) {
            EXPECT_FALSE(has(path, gui)) << line.where();
        }
    }
}

TEST(Layers, ProtocolAndSwarmArePlainCpp)
{
    for (const char* folder : {"core/protocol", "core/swarm"})
        for (const Line& line : linesBelow(folder)) {
            std::string path;
            if (included(line.text, path)) {
                EXPECT_FALSE(path.size() > 1 && path[0] == 'Q' && std::isupper(path[1])) << line.where();
            }
        }
}

TEST(Layers, TheWindowSeesValuesOnly)
{
    const std::set<std::string> forbidden{"core/swarm/store.h", "core/server/trackerservice.h",
        "core/remote/check/checkengine.h", "core/server/announcing/workercontext.h", "core/requests/requestring.h",
        "core/monitor/monitor.h", "core/torrent/library.h", "mutex", "QMutex", "QTcpSocket", "QUdpSocket",
        "QTcpServer"};
    for (const Line& line : linesBelow("ui")) {
        std::string path;
        if (included(line.text, path)) {
            EXPECT_FALSE(forbidden.contains(path) || path.rfind("app/", 0) == 0) << line.where();
        }
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

// A map that leads to files which are no more is worse than none.
TEST(Docs, NameOnlyFilesAndFoldersThatAreThere)
{
    const fs::path root(WAGGLE_SOURCE_DIR);
    const QRegularExpression path(
        QStringLiteral("`((?:app|core|ui|tests|packaging|resources|docs|cmake)/[A-Za-z0-9_./-]*)`"));
    int seen = 0;
    std::vector<fs::path> pages{root / "README.md"};
    for (const auto& entry : fs::directory_iterator(root / "docs"))
        pages.push_back(entry.path());
    for (const fs::path& page : pages) {
        std::ifstream file(page);
        std::string text;
        while (std::getline(file, text)) {
            auto matches = path.globalMatch(QString::fromStdString(text));
            while (matches.hasNext()) {
                const std::string name = matches.next().captured(1).toStdString();
                EXPECT_TRUE(fs::exists(root / name)) << page.filename().string() << ": " << name;
                ++seen;
            }
        }
    }
    EXPECT_GT(seen, 20);
}

} // namespace
