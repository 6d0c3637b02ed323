// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QWidget;

namespace waggle::ui {

// Calls `apply` now and whenever the program's font or the widget's palette changes, so that margins, fonts and colours
// follow Ctrl +, Ctrl − and a change between light and dark. Main thread; ends with the widget.
void keepScaled(QWidget& widget, std::function<void()> apply);

} // namespace waggle::ui
