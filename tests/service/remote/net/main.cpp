// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/isolate.h"
#include "tests/service/remote/net/trackerhost.h"

#include <gtest/gtest.h>

#include <QCoreApplication>

#include <cstring>
#include <iostream>

// In a network of its own where the system allows it. With --tracker-host it is the program that runs beside a proxy.
int main(int argc, char** argv)
{
    const bool isHost = argc > 2 && std::strcmp(argv[1], "--tracker-host") == 0;
    bool onlyLists = false;
    for (int i = 1; i < argc; ++i)
        onlyLists = onlyLists || std::strcmp(argv[i], "--gtest_list_tests") == 0;
    if (!onlyLists && !isHost)
        waggle::e2e::enterIsolation(argc, argv);
    QCoreApplication application(argc, argv);
    if (isHost)
        return waggle::test::runTrackerHost(argv[2]);
    ::testing::InitGoogleTest(&argc, argv);
    if (!waggle::e2e::isolated())
        std::cout << "No network of its own: " << waggle::e2e::whyNotIsolated() << std::endl;
    return RUN_ALL_TESTS();
}
