// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/tables/ranking.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace waggle::monitor {

namespace {

constexpr std::uint64_t kSign = 1ull << 63;

// Maps doubles to integers of the same order.
std::uint64_t ordered(double number)
{
    const auto bits = std::bit_cast<std::uint64_t>(number);
    return bits & kSign ? ~bits : bits | kSign;
}

} // namespace

SortKey SortKey::of(std::uint64_t number)
{
    return {number, {}, false};
}

SortKey SortKey::ofSigned(std::int64_t number)
{
    return {static_cast<std::uint64_t>(number) ^ kSign, {}, false};
}

SortKey SortKey::of(const std::optional<double>& number)
{
    return number ? SortKey{ordered(*number), {}, false} : none();
}

SortKey SortKey::of(const QString& text)
{
    return {0, text.toCaseFolded(), false};
}

SortKey SortKey::none()
{
    return {0, {}, true};
}

bool before(const Ranked& a, const Ranked& b, bool descending)
{
    if (a.key.unknown != b.key.unknown)
        return b.key.unknown;
    if (a.key.number != b.key.number)
        return (a.key.number < b.key.number) != descending;
    if (const int order = QString::compare(a.key.text, b.key.text); order != 0)
        return (order < 0) != descending;
    return a.id < b.id;
}

std::span<const Ranked> takeWindow(std::vector<Ranked>& all, qint64 first, qint64 count, bool descending)
{
    const auto size = static_cast<qint64>(all.size());
    const qint64 from = std::clamp<qint64>(first, 0, size);
    const qint64 to = from + std::clamp<qint64>(count, 0, size - from);
    const auto less = [descending](const Ranked& a, const Ranked& b) { return before(a, b, descending); };
    // Near the top most rows are compared once, with the last one of the window, and not moved.
    const bool nearTop = to <= size / 64;
    if (from > 0 && from < size && !nearTop)
        std::nth_element(all.begin(), all.begin() + from, all.end(), less);
    std::partial_sort(all.begin() + (nearTop ? 0 : from), all.begin() + to, all.end(), less);
    return {all.data() + from, static_cast<std::size_t>(to - from)};
}

std::vector<qint64> placesOf(const std::vector<Ranked>& all, std::span<const RowKey> tracked, bool descending)
{
    std::vector<qint64> places(tracked.size(), -1);
    if (tracked.empty())
        return places;

    std::vector<RowKey> wanted(tracked.begin(), tracked.end());
    std::sort(wanted.begin(), wanted.end());
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    const auto less = [descending](const Ranked* a, const Ranked* b) { return before(*a, *b, descending); };
    std::vector<const Ranked*> found;
    for (const Ranked& row : all)
        if (std::binary_search(wanted.begin(), wanted.end(), row.id))
            found.push_back(&row);
    std::sort(found.begin(), found.end(), less);

    // between[i]: rows that stand behind i found ones, the found ones themselves included.
    std::vector<qint64> between(found.size() + 1, 0);
    for (const Ranked& row : all) {
        const auto at = std::lower_bound(found.begin(), found.end(), &row, less);
        ++between[static_cast<std::size_t>(at - found.begin())];
    }
    qint64 place = 0;
    std::vector<std::pair<RowKey, qint64>> placeOf;
    for (std::size_t i = 0; i < found.size(); ++i) {
        place += between[i];
        placeOf.emplace_back(found[i]->id, place - 1);
    }
    std::sort(placeOf.begin(), placeOf.end());
    for (std::size_t i = 0; i < tracked.size(); ++i) {
        const auto at = std::lower_bound(placeOf.begin(), placeOf.end(), std::pair<RowKey, qint64>(tracked[i], -1));
        if (at != placeOf.end() && at->first == tracked[i])
            places[i] = at->second;
    }
    return places;
}

} // namespace waggle::monitor
