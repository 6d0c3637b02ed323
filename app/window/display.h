// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcessEnvironment>

namespace waggle::app {

// Whether a window can open: a display named in the environment, or a platform plugin that needs none. Asked before
// QApplication is made, which would abort.
[[nodiscard]] bool hasDisplay(const QProcessEnvironment& environment);
[[nodiscard]] QString noDisplayText(); // what is wrong and what to do

} // namespace waggle::app
