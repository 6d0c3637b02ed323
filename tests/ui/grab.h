// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QWidget>

namespace waggle::test {

// With WAGGLE_GRAB=DIR in the environment: writes the widget's picture as DIR/NAME.png, to be looked at.
inline void grab(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("WAGGLE_GRAB");
    if (folder.isEmpty())
        return;
    for (int round = 0; round < 4; ++round) // layouts of layouts
        QCoreApplication::sendPostedEvents();
    widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

} // namespace waggle::test
