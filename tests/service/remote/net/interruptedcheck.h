// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/checkoptions.h"

// A check that ends in the middle, and what it leaves behind on the network.
namespace waggle::test {

// Checks `url` and cancels as soon as its question number `question`, from 1, is handed to the network. Back when the
// goodbyes it sent have ended too; whether it was cancelled, or was done before.
[[nodiscard]] bool checkAndCancel(const QString& url, const remote::CheckOptions& options, int question);

} // namespace waggle::test
