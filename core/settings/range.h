// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace waggle::settings {

// What a number can be; in JSON, on the command line and in the spin boxes.
struct Range {
    qint64 least = 0;
    qint64 most = 0;
    [[nodiscard]] bool has(qint64 value) const { return value >= least && value <= most; }
};

inline constexpr Range kPortRange{0, 65'535};

// The number that `text` is: decimal digits and nothing else, within the range.
[[nodiscard]] std::optional<qint64> wholeNumber(const QString& text, Range range);

} // namespace waggle::settings
