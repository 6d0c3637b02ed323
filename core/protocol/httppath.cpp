// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/http.h"

namespace waggle::protocol::http {

namespace {

Path::Kind verb(std::string_view part)
{
    if (part == "announce")
        return Path::Kind::Announce;
    return part == "scrape" ? Path::Kind::Scrape : Path::Kind::NotFound;
}

} // namespace

Path readPath(std::string_view path)
{
    if (path == "/")
        return {Path::Kind::Page, {}};
    if (path.empty() || path.front() != '/')
        return {};
    path.remove_prefix(1);
    const std::size_t slash = path.find('/');
    if (slash == std::string_view::npos)
        return {verb(path), {}};

    const std::string_view first = path.substr(0, slash);
    const std::string_view second = path.substr(slash + 1);
    if (first.empty() || second.empty() || second.find('/') != std::string_view::npos)
        return {};
    const Path::Kind front = verb(first);
    const Path::Kind back = verb(second);
    // A key that reads like a verb could be taken either way: neither is.
    if ((front == Path::Kind::NotFound) == (back == Path::Kind::NotFound))
        return {};
    return front != Path::Kind::NotFound ? Path{front, second} : Path{back, first};
}

Target readTarget(std::string_view target)
{
    if (const std::size_t scheme = target.find("://");
        scheme != std::string_view::npos && scheme < target.find_first_of("/?")) {
        const std::size_t end = target.find_first_of("/?", scheme + 3);
        target = end == std::string_view::npos ? std::string_view() : target.substr(end);
    }
    const std::size_t mark = target.find('?');
    Target split;
    split.path = target.substr(0, mark);
    if (split.path.empty())
        split.path = "/"; // "http://host" and "http://host?x" mean the root
    split.hasQuery = mark != std::string_view::npos;
    if (split.hasQuery)
        split.query = target.substr(mark + 1);
    return split;
}

} // namespace waggle::protocol::http
