// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIcon>
#include <QString>

// Waggle's own icons. Main thread.
namespace waggle::ui {

// A line icon of resources/icons ("swarms"), in the palette's text colour at the moment it is painted.
[[nodiscard]] QIcon lineIcon(const QString& name);
// The program's icon: a hexagon in honey with a figure of eight.
[[nodiscard]] QIcon programIcon();
// Draws a line icon in a colour of the caller's.
void paintLineIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& colour);

} // namespace waggle::ui
