// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/descriptor.h"

#include <concepts>
#include <type_traits>

// From a path of members (&Settings::policy, &swarm::Policy::interval) to a value of a descriptor.
namespace waggle::settings {

// `settings.*first.*second`, as a fold.
template <auto... path>
struct MemberPath {
    static auto& at(Settings& settings) { return (settings.*....*path); }
    static const auto& of(const Settings& settings) { return (settings.*....*path); }
};

inline qint64 plainNumber(swarm::seconds time)
{
    return time.count();
}
template <std::integral Number>
qint64 plainNumber(Number number)
{
    return static_cast<qint64>(number);
}

template <auto... path>
constexpr Number numberAt(Range range, Unit unit = Unit::Count)
{
    using Path = MemberPath<path...>;
    return {[](const Settings& settings) { return plainNumber(Path::of(settings)); },
        [](Settings& settings, qint64 value) {
            auto& member = Path::at(settings);
            member = static_cast<std::remove_reference_t<decltype(member)>>(value);
        },
        range, unit};
}

template <auto... path>
constexpr Automatic automaticAt(Range range, qint64 suggestion)
{
    using Path = MemberPath<path...>;
    return {[](const Settings& settings) {
                const auto& member = Path::of(settings);
                return member ? std::optional(plainNumber(*member)) : std::nullopt;
            },
        [](Settings& settings, std::optional<qint64> value) {
            Path::at(settings) = value ? std::optional(swarm::seconds(*value)) : std::nullopt;
        },
        range, suggestion};
}

template <auto... path>
constexpr Choice choiceAt(std::span<const Choice::Name> names)
{
    using Path = MemberPath<path...>;
    return {[](const Settings& settings) { return static_cast<int>(Path::of(settings)); },
        [](Settings& settings, int value) {
            auto& member = Path::at(settings);
            member = static_cast<std::remove_reference_t<decltype(member)>>(value);
        },
        names};
}

} // namespace waggle::settings
