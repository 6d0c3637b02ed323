// SPDX-License-Identifier: GPL-3.0-or-later
// Which folder may include which, and why. A folder and its sub-folder are two.
#include "tests/unit/lint/sources.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

namespace waggle::lint {
namespace {

using Folders = std::set<std::string>;

struct Room {
    Folders mayInclude; // of core/, ui/ and app/, beside itself
    std::string why;
};

const std::map<std::string, Room>& rooms()
{
    static const std::map<std::string, Room> table{
        {"core/protocol", {{}, "bytes of the wire: plain C++ that anything may stand on"}},
        {"core/text", {{}, "words and figures for a person: anybody's"}},
        {"core/log", {{}, "Waggle's own log knows nothing of what is logged"}},
        {"core/files", {{"core/protocol"}, "files in general; errors are the protocol's Result"}},
        {"core/access", {{"core/protocol"}, "who may announce, by address: no sockets, no store"}},
        {"core/machine", {{"core/protocol", "core/access"}, "what this computer is; its networks are access's"}},
        {"core/requests",
            {{"core/protocol", "core/text"}, "what a request was: workers write it, the monitor reads it"}},
        {"core/swarm", {{"core/protocol"}, "the store as others see it: plain C++, time is a parameter"}},
        {"core/swarm/inside", {{"core/protocol", "core/swarm"}, "how the store does it"}},
        {"core/torrent", {{"core/protocol", "core/files"}, "torrents have names; nobody announces here"}},
        {"core/settings",
            {{"core/protocol", "core/swarm", "core/access", "core/files", "core/text"}, "values with their ranges"}},
        {"core/server",
            {{"core/protocol", "core/swarm", "core/access", "core/settings", "core/files", "core/log", "core/machine",
                 "core/requests", "core/server/announcing", "core/server/listen"},
                "the tracker as a whole; front ends only by what listens"}},
        {"core/server/announcing",
            {{"core/protocol", "core/swarm", "core/access", "core/settings", "core/machine", "core/requests"},
                "what every transport shares knows no transport"}},
        {"core/server/http",
            {{"core/protocol", "core/machine", "core/requests", "core/settings", "core/server/announcing"},
                "a front end knows neither the other one nor who opens it"}},
        {"core/server/udp",
            {{"core/protocol", "core/machine", "core/requests", "core/settings", "core/server/announcing"},
                "a front end knows neither the other one nor who opens it"}},
        {"core/server/listen",
            {{"core/protocol", "core/machine", "core/settings", "core/server/http", "core/server/udp"},
                "opens front ends"}},
        {"core/monitor",
            {{"core/protocol", "core/swarm", "core/torrent", "core/machine", "core/requests", "core/monitor/tables",
                 "core/monitor/swarms", "core/monitor/requests", "core/monitor/series"},
                "looks at store and records, whoever serves: nothing of the server"}},
        {"core/monitor/tables",
            {{"core/protocol", "core/swarm", "core/torrent", "core/requests", "core/monitor/series"},
                "queries and rows, and what every table needs"}},
        {"core/monitor/swarms", {{"core/protocol", "core/swarm", "core/monitor/tables"}, "one kind of tables"}},
        {"core/monitor/requests",
            {{"core/protocol", "core/text", "core/requests", "core/torrent", "core/monitor/tables"},
                "one kind of tables"}},
        {"core/monitor/series", {{"core/protocol", "core/swarm", "core/requests"}, "the past knows no tables"}},
        {"core/remote", {{"core/protocol", "core/torrent", "core/text", "core/settings"}, "values of all rooms below"}},
        {"core/remote/list", {{"core/protocol", "core/torrent", "core/text", "core/remote"}, "text in, URLs out"}},
        {"core/remote/wire", {{"core/protocol", "core/torrent", "core/text", "core/remote"}, "bytes: no sockets"}},
        {"core/remote/net",
            {{"core/protocol", "core/machine", "core/text", "core/remote", "core/remote/wire"},
                "sockets: no plan, no judgement"}},
        {"core/remote/report", {{"core/torrent", "core/text", "core/remote"}, "how a record is told"}},
        {"core/remote/rules",
            {{"core/protocol", "core/text", "core/torrent", "core/remote", "core/remote/wire", "core/remote/report"},
                "judges a record: asks nobody"}},
        {"core/remote/check",
            {{"core/protocol", "core/machine", "core/text", "core/remote", "core/remote/net", "core/remote/wire",
                 "core/remote/report", "core/remote/rules"},
                "what is asked next, and when"}},
        {"ui/base",
            {{"core/protocol", "core/text", "core/log", "core/swarm", "core/settings", "core/torrent", "core/requests",
                 "core/monitor", "core/monitor/tables", "core/remote", "core/remote/report", "core/server/listen"},
                "the seam carries values of all of core/"}},
        {"ui/widgets", {{"core/text", "ui/base"}, "any page's"}},
        {"ui/table", {{"core/text", "core/monitor/tables", "ui/base", "ui/widgets"}, "any table's"}},
        {"ui/charts", {{"core/text", "core/monitor/series", "ui/base", "ui/widgets"}, "any chart's"}},
        {"ui/shell",
            {{"core/text", "core/settings", "core/monitor", "core/server/listen", "ui/base", "ui/widgets"},
                "the frame knows no page"}},
        {"ui/pages",
            {{"core/protocol", "core/torrent", "core/monitor/tables", "ui/base", "ui/shell", "ui/pages/log",
                 "ui/pages/overview", "ui/pages/peers", "ui/pages/remote", "ui/pages/requests", "ui/pages/settings",
                 "ui/pages/swarms"},
                "puts the pages into the frame, and the ways between them"}},
        {"ui/pages/log", {{"core/text", "core/log", "ui/base", "ui/table", "ui/widgets"}, "a page"}},
        {"ui/pages/overview",
            {{"core/text", "core/monitor", "core/server/listen", "ui/base", "ui/charts", "ui/shell", "ui/widgets"},
                "a page; its menu of URLs is the tool bar's"}},
        {"ui/pages/peers", {{"core/text", "core/protocol", "ui/base", "ui/table", "ui/widgets"}, "a page"}},
        {"ui/pages/requests",
            {{"core/text", "core/protocol", "core/requests", "core/monitor/tables", "ui/base", "ui/table",
                 "ui/widgets"},
                "a page"}},
        {"ui/pages/settings",
            {{"core/text", "core/protocol", "core/settings", "core/remote", "ui/base", "ui/widgets"}, "a page"}},
        {"ui/pages/swarms",
            {{"core/text", "core/protocol", "core/torrent", "core/monitor/tables", "core/server/listen", "ui/base",
                 "ui/charts", "ui/pages/peers", "ui/table", "ui/widgets"},
                "a page; below it the peers of one swarm"}},
        {"ui/pages/remote",
            {{"core/torrent", "ui/base", "ui/pages/remote/detail", "ui/pages/remote/list", "ui/widgets"}, "a page"}},
        {"ui/pages/remote/detail",
            {{"core/text", "core/settings", "core/torrent", "core/monitor/tables", "core/monitor/requests",
                 "core/remote/check", "core/remote/report", "ui/base", "ui/pages/remote/list", "ui/pages/requests",
                 "ui/table", "ui/widgets"},
                "shows bytes as Requests does"}},
        {"ui/pages/remote/list",
            {{"core/text", "core/settings", "core/torrent", "core/monitor/tables", "core/remote", "core/remote/list",
                 "core/remote/report", "ui/base", "ui/table"},
                "the page's own table"}},
        {"app/process", {{"core/protocol", "core/text"}, "data folder, terminal, the system's signals"}},
        {"app/commandline",
            {{"core/protocol", "core/text", "core/log", "core/settings", "core/torrent", "core/remote",
                 "core/remote/list", "core/remote/net"},
                "from words to values"}},
        {"app/engine",
            {{"core/machine", "core/monitor", "core/remote/check", "core/server", "core/server/listen", "core/settings",
                 "core/torrent"},
                "puts core/ together; no ui"}},
        {"app/serve",
            {{"core/text", "core/log", "core/server/listen", "app/commandline", "app/engine", "app/process"},
                "the engine without a window"}},
        {"app/remote",
            {{"core/text", "core/log", "core/machine", "core/protocol", "core/torrent", "core/remote",
                 "core/remote/check", "core/remote/list", "core/remote/net", "core/remote/report", "app/commandline",
                 "app/process"},
                "checks without a window"}},
        {"app/window",
            {{"core/text", "core/log", "core/monitor", "core/server/listen", "app/commandline", "app/engine",
                 "app/process", "ui/base", "ui/pages", "ui/shell"},
                "the engine with a window"}},
        {"app",
            {{"core/text", "app/commandline", "app/process", "app/remote", "app/serve", "app/window"},
                "chooses one of the three"}},
    };
    return table;
}

bool isOurs(const std::string& path)
{
    return path.rfind("core/", 0) == 0 || path.rfind("ui/", 0) == 0 || path.rfind("app/", 0) == 0;
}

std::map<std::string, Folders> includedFolders()
{
    std::map<std::string, Folders> of;
    for (const char* top : {"core", "ui", "app"})
        for (const Include& include : includesBelow(top))
            if (isOurs(include.path) && folderOf(include.path) != folderOf(include.line.file))
                of[folderOf(include.line.file)].insert(folderOf(include.path));
    return of;
}

TEST(Rooms, EachHasItsRow)
{
    const std::vector<std::string> folders = codeFolders();
    for (const std::string& folder : folders)
        EXPECT_TRUE(rooms().contains(folder)) << folder << ": a new folder needs its row here, with the reason";
    for (const auto& [folder, room] : rooms())
        EXPECT_NE(std::find(folders.begin(), folders.end(), folder), folders.end()) << folder << " is no more";
}

TEST(Rooms, IncludeOnlyWhatTheyStandOn)
{
    std::size_t seen = 0;
    for (const char* top : {"core", "ui", "app"})
        for (const Include& include : includesBelow(top)) {
            const std::string here = folderOf(include.line.file), there = folderOf(include.path);
            if (!isOurs(include.path) || here == there || !rooms().contains(here))
                continue;
            ++seen;
            const Room& room = rooms().at(here);
            EXPECT_TRUE(room.mayInclude.contains(there)) << include.line.where() << "\n  " << here << ": " << room.why;
        }
    EXPECT_GT(seen, 500u);
}

TEST(Rooms, InsideOfTheStoreIsClosed)
{
    for (const char* top : {"core", "ui", "app", "tests"})
        for (const Include& include : includesBelow(top)) {
            const std::string here = folderOf(include.line.file);
            if (here != "core/swarm/inside" && here != "tests/unit/swarm") {
                EXPECT_NE(folderOf(include.path), "core/swarm/inside") << include.line.where();
            }
        }
}

// Takes away the folders that include nothing of the rest, again and again: what is left stands in a cycle.
TEST(Rooms, HaveNoCycles)
{
    std::map<std::string, Folders> of = includedFolders();
    ASSERT_GT(of.size(), 30u);
    for (bool changed = true; changed;) {
        changed = false;
        for (auto at = of.begin(); at != of.end();) {
            const bool isFree = std::none_of(
                at->second.begin(), at->second.end(), [&of](const std::string& to) { return of.contains(to); });
            changed = changed || isFree;
            at = isFree ? of.erase(at) : std::next(at);
        }
    }
    for (const auto& [folder, to] : of)
        for (const std::string& other : to)
            EXPECT_FALSE(of.contains(other)) << folder << " -> " << other << " is part of a cycle, or leads to one";
}

TEST(Rooms, AreSmallEnoughToLookThrough)
{
    namespace fs = std::filesystem;
    for (const std::string& folder : codeFolders()) {
        const auto isFile = [](const fs::directory_entry& entry) { return entry.is_regular_file(); };
        const fs::directory_iterator begin(fs::path(root()) / folder);
        const auto files = std::count_if(begin, fs::directory_iterator(), isFile);
        if (folder != "core/swarm/inside") {
            EXPECT_LE(files, 30) << folder;
        }
    }
}

} // namespace
} // namespace waggle::lint
