// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/remoteline.h"

#include "app/commandline/arguments.h"
#include "app/commandline/remotevalues.h"
#include "core/remote/list/trackerlist.h"
#include "core/text/words.h"

namespace waggle::app {

using protocol::ErrorCode;
using protocol::fail;
using protocol::Result;
using remote::Mode;

namespace {

using Check = Result<void>;

// What a command asks where no option says otherwise.
void prepare(RemoteLine& line)
{
    if (line.command != Command::Announce)
        return;
    line.options.mode = Mode::AnnounceOnly;
    line.options.wish.emplace();
}

// URL HASH…
Check readUrlAndHashes(const QStringList& words, RemoteLine& line)
{
    const bool isScrape = line.command == Command::Scrape;
    if (words.size() < 2 || (!isScrape && words.size() > 2))
        return fail(ErrorCode::Missing,
            isScrape ? "scrape needs a tracker's URL and at least one infohash."
                     : "announce needs a tracker's URL and an infohash.");
    const auto url = remote::TrackerUrl::parse(words[0]);
    if (!url)
        return tl::unexpected(url.error());
    line.urls = {*url};
    for (const QString& text : words.mid(1)) {
        const auto hash = readHash(text);
        if (!hash)
            return tl::unexpected(hash.error());
        line.options.scrapeHashes.push_back(*hash);
    }
    if (isScrape)
        line.options.mode = Mode::ScrapeOnly;
    else
        line.options.scrapeHashes.clear();
    line.options.hash = *readHash(words[1]);
    return {};
}

// Words of `check`: URLs, bare hosts, magnet links.
Check readTrackers(const QStringList& words, RemoteLine& line)
{
    for (const QString& word : words) {
        const remote::TrackerList list = remote::parseTrackerList(word.toUtf8());
        if (list.trackers.empty()) {
            const auto why = remote::TrackerUrl::parse(word);
            return why ? fail(ErrorCode::Malformed, "There is no tracker in this.")
                       : Check(tl::unexpected(why.error()));
        }
        line.urls.insert(line.urls.end(), list.trackers.begin(), list.trackers.end());
        if (!line.options.hash && !list.hashes.empty())
            line.options.hash = list.hashes.front();
    }
    if (line.urls.empty() && line.listFile.isEmpty())
        return fail(ErrorCode::Missing, "check needs a tracker's URL, or --file LIST.");
    return {};
}

} // namespace

Result<RemoteLine> parseRemoteLine(const QStringList& arguments)
{
    RemoteLine line;
    line.command = commandOf(arguments);
    const Result<Arguments> read = readArguments(line.command, arguments);
    if (!read)
        return tl::unexpected(read.error());
    line.only = onlyOf(*read);
    if (line.only != CommonLine::Only::Nothing)
        return line;
    prepare(line);
    Check check = applyAll(*read, line);
    if (check)
        check = line.command == Command::Check ? readTrackers(read->words, line) : readUrlAndHashes(read->words, line);
    if (!check)
        return tl::unexpected(check.error());
    return line;
}

} // namespace waggle::app
