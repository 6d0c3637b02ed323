// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QLocale>
#include <QSettings>
#include <QTemporaryDir>

// One main for the tests of the window: no display, Fusion, C locale, settings in a folder of their own.
int main(int argc, char** argv)
{
    ::testing::InitGoogleTest(&argc, argv);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qunsetenv("QT_SCALE_FACTOR");
    QLocale::setDefault(QLocale::c());
    QApplication app(argc, argv);
    const QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    waggle::ui::applyTheme(app, waggle::settings::Theme::Light);
    return RUN_ALL_TESTS();
}
