// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/theme.h"

namespace waggle::ui {

// What a colour means. It never speaks alone: a sign or a word goes with it.
enum class Tone { Normal, Dim, Good, Progress, Warning, Bad };

[[nodiscard]] QColor toneColor(Tone tone, const Theme& theme);
[[nodiscard]] QColor toneColor(Tone tone, const QPalette& palette); // text as the palette has it

} // namespace waggle::ui
