// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/check/legview.h"

#include <span>

namespace waggle::remote {

// A line of the plan: asked once, in the order of the list, when its time has come.
struct Question {
    const char* name; // steps.h
    bool (*when)(const LegView& at);
    Step (*make)(const char* name, const LegView& at);
};
using Questions = std::span<const Question>;

// First contact, in every mode, also where nobody seems to be.
[[nodiscard]] Questions firstContact();
// What is asked of a tracker that answers: these lists, in this order. What stands in none of them is for later
// (visits, farewells, slow tests: plan.cpp).
[[nodiscard]] std::span<const Questions> questionsOf(Mode mode);

// Of full checks alone: before, and after, what quick ones ask.
[[nodiscard]] Questions fullBefore();
[[nodiscard]] Questions fullAfter();

} // namespace waggle::remote
