// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/theme.h"
#include "ui/widgets/textlabel.h"

namespace waggle::ui {

[[nodiscard]] QColor toneColour(TextLabel::Tone tone, const Theme& theme);

} // namespace waggle::ui
