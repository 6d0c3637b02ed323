// SPDX-License-Identifier: GPL-3.0-or-later
// A map that leads to what is no more is worse than none, and so is one that leaves out a part of the land.
#include "tests/unit/lint/sources.h"

#include <gtest/gtest.h>

#include <QRegularExpression>
#include <QString>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace waggle::lint {
namespace {

namespace fs = std::filesystem;

TEST(Docs, NameOnlyFilesAndFoldersThatAreThere)
{
    const fs::path root = lint::root();
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

std::string textOf(const fs::path& path)
{
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

TEST(Docs, TheArchitectureNamesEachFolder)
{
    const std::string page = textOf(fs::path(root()) / "docs/architecture.md");
    for (const std::string& folder : codeFolders()) {
        const std::string name = fs::path(folder).filename().string() + '/';
        EXPECT_NE(page.find(name), std::string::npos) << folder << " has no line in docs/architecture.md";
    }
}

} // namespace
} // namespace waggle::lint
