// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/lint/sources.h"

#include <QRegularExpression>

#include <filesystem>
#include <fstream>
#include <set>

namespace waggle::lint {

namespace fs = std::filesystem;

std::string root()
{
    return WAGGLE_SOURCE_DIR;
}

std::vector<Line> linesBelow(const std::string& folder)
{
    std::vector<Line> lines;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(root()) / folder)) {
        const std::string suffix = entry.path().extension().string();
        if (suffix != ".cpp" && suffix != ".h")
            continue;
        std::ifstream file(entry.path());
        Line line{fs::relative(entry.path(), root()).string(), 0, {}};
        while (std::getline(file, line.text)) {
            ++line.number;
            lines.push_back(line);
        }
    }
    return lines;
}

std::vector<Include> includesBelow(const std::string& folder)
{
    static const QRegularExpression pattern(QStringLiteral(R"re(^\s*#\s*include\s*[<"]([^>"]+)[>"])re"));
    std::vector<Include> includes;
    for (const Line& line : linesBelow(folder)) {
        if (line.text.find("include") == std::string::npos)
            continue;
        const auto match = pattern.match(QString::fromStdString(line.text));
        if (match.hasMatch())
            includes.push_back({line, match.captured(1).toStdString()});
    }
    return includes;
}

std::string folderOf(const std::string& path)
{
    return fs::path(path).parent_path().string();
}

bool isHeader(const std::string& path)
{
    return fs::path(path).extension() == ".h";
}

std::vector<std::string> codeFolders()
{
    std::set<std::string> folders;
    for (const char* top : {"core", "ui", "app"})
        for (const auto& entry : fs::recursive_directory_iterator(fs::path(root()) / top))
            if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h")
                folders.insert(folderOf(fs::relative(entry.path(), root()).string()));
    return {folders.begin(), folders.end()};
}

} // namespace waggle::lint
