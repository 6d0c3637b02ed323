// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

// The project's own sources, as the lint reads them.
namespace waggle::lint {

struct Line {
    std::string file; // relative to the source folder
    int number = 0;
    std::string text;

    [[nodiscard]] std::string where() const { return file + ':' + std::to_string(number) + ": " + text; }
};

struct Include {
    Line line;
    std::string path; // what stands between the quotes or angle brackets
};

[[nodiscard]] std::string root();
[[nodiscard]] std::vector<Line> linesBelow(const std::string& folder); // of all .cpp and .h
[[nodiscard]] std::vector<Include> includesBelow(const std::string& folder);
[[nodiscard]] std::string folderOf(const std::string& path); // "core/swarm/inside" of a file in it
[[nodiscard]] bool isHeader(const std::string& path);
// The folders of core/, ui/ and app/ that have sources, sub-folders too.
[[nodiscard]] std::vector<std::string> codeFolders();

} // namespace waggle::lint
