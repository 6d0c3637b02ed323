// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/isolate.h"
#include "ui/base/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLocale>

#include <cstring>
#include <iostream>

namespace {

// CMake asks for the names of the tests while it builds: nothing is started then.
bool onlyLists(int argc, char** argv)
{
    for (int i = 1; i < argc; ++i)
        if (std::strcmp(argv[i], "--gtest_list_tests") == 0)
            return true;
    return false;
}

} // namespace

int main(int argc, char** argv)
{
    if (!onlyLists(argc, argv))
        waggle::e2e::enterIsolation(argc, argv);
    ::testing::InitGoogleTest(&argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QLocale::setDefault(QLocale::c());
    QApplication app(argc, argv);
    waggle::ui::applyTheme(app, waggle::settings::Theme::Light);
    if (!waggle::e2e::isolated())
        std::cout << "No network of its own: " << waggle::e2e::whyNotIsolated() << std::endl;
    return RUN_ALL_TESTS();
}
