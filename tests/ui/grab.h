// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace waggle::test {

// With WAGGLE_GRAB=DIR in the environment: writes the widget's picture as DIR/NAME.png, to be looked at.
inline void grab(QWidget& widget, const QString& name)
{
    const QString folder = qEnvironmentVariable("WAGGLE_GRAB");
    if (!folder.isEmpty())
        widget.grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png"));
}

} // namespace waggle::test
