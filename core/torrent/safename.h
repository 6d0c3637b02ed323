// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace waggle::torrent {

inline constexpr qsizetype kMaxName = 255; // bytes of UTF-8
inline constexpr qsizetype kMaxPath = 1024;

// Text from the network, fit for a label: at most `maxBytes` of UTF-8 (a cut ends in "…"); control, direction and other
// invisible characters are shown escaped ("\u202e"). Applying it twice changes nothing. Any thread.
[[nodiscard]] QString safeText(const QString& raw, qsizetype maxBytes);
// A torrent's name or a label.
[[nodiscard]] QString safeName(const QString& raw);

} // namespace waggle::torrent
