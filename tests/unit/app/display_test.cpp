// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/display.h"

#include <gmock/gmock.h>

namespace waggle::app {
namespace {

bool with(const QString& name, const QString& value)
{
    QProcessEnvironment environment;
    environment.insert(name, value);
    return hasDisplay(environment);
}

TEST(Display, isNamedByTheEnvironment)
{
    EXPECT_FALSE(hasDisplay(QProcessEnvironment()));
    EXPECT_TRUE(with("DISPLAY", ":0"));
    EXPECT_TRUE(with("WAYLAND_DISPLAY", "wayland-0"));
    EXPECT_FALSE(with("DISPLAY", ""));
}

TEST(Display, isNotNeededBySomePlatforms)
{
    EXPECT_TRUE(with("QT_QPA_PLATFORM", "offscreen"));
    EXPECT_TRUE(with("QT_QPA_PLATFORM", "vnc:size=800x600"));
    EXPECT_TRUE(with("QT_QPA_PLATFORM", "xcb;offscreen"));
    EXPECT_FALSE(with("QT_QPA_PLATFORM", "xcb"));
    EXPECT_FALSE(with("QT_QPA_PLATFORM", "wayland;xcb"));
    EXPECT_FALSE(with("QT_QPA_PLATFORM", ""));
}

TEST(Display, missingOffersServe)
{
    EXPECT_THAT(noDisplayText().toStdString(), testing::HasSubstr("waggle serve"));
}

} // namespace
} // namespace waggle::app
