// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/rows.h"

#include <QString>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// The window of a sorted table without sorting the table. Values, any thread.
namespace waggle::monitor {

// What a row is sorted by. Unknown figures stand last, whichever the direction.
struct SortKey {
    std::uint64_t number = 0;
    QString text; // decides between equal numbers
    bool unknown = false;

    [[nodiscard]] static SortKey of(std::uint64_t number);
    [[nodiscard]] static SortKey ofSigned(std::int64_t number);
    [[nodiscard]] static SortKey of(const std::optional<double>& number);
    [[nodiscard]] static SortKey of(const QString& text); // without regard to case
    [[nodiscard]] static SortKey none();
};

struct Ranked {
    SortKey key;
    RowKey id; // breaks ties: no two rows share it
    std::uint32_t index = 0; // of whatever the rows come from
};

// Strict total order of rows with distinct ids.
[[nodiscard]] bool before(const Ranked& a, const Ranked& b, bool descending);

// Rows [first, first + count) in order; moves `all` about. O(n + window x log window).
[[nodiscard]] std::span<const Ranked> takeWindow(std::vector<Ranked>& all, qint64 first, qint64 count, bool descending);

// The place of each tracked row, −1 where it is none of them. O(n x log tracked).
[[nodiscard]] std::vector<qint64> placesOf(
    const std::vector<Ranked>& all, std::span<const RowKey> tracked, bool descending);

} // namespace waggle::monitor
