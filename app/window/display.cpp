// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/display.h"

#include <QStringList>

namespace waggle::app {

bool hasDisplay(const QProcessEnvironment& environment)
{
#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
    static const QStringList kNeedsDisplay{
        QStringLiteral("xcb"), QStringLiteral("wayland"), QStringLiteral("wayland-egl")};
    // "offscreen", "vnc:size=…", "linuxfb"; several in order of preference are parted by semicolons.
    const QString platforms = environment.value(QStringLiteral("QT_QPA_PLATFORM"));
    for (const QString& platform : platforms.split(u';', Qt::SkipEmptyParts)) {
        if (!kNeedsDisplay.contains(platform.section(u':', 0, 0)))
            return true;
    }
    return !environment.value(QStringLiteral("DISPLAY")).isEmpty()
        || !environment.value(QStringLiteral("WAYLAND_DISPLAY")).isEmpty();
#else
    Q_UNUSED(environment);
    return true;
#endif
}

QString noDisplayText()
{
    return QStringLiteral(
        "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open. "
        "“waggle serve” runs the tracker without one.");
}

} // namespace waggle::app
