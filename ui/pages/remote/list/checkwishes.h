// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/checkoptions.h"
#include "core/settings/settings.h"

namespace waggle::ui {

// How much a check asks. Slow is a full one that also waits for what time shows: minutes, or more than an hour.
enum class Depth : std::uint8_t { Quick, Full, Slow };

// Options of a check as the settings want it. The error is a sentence: nothing may be asked then, least of all past a
// proxy that is written wrongly.
[[nodiscard]] protocol::Result<remote::CheckOptions> checkOptions(const settings::Remote& settings, Depth depth);

// The command line that repeats a check, quoted for a POSIX shell. A proxy's password is never in it.
struct CommandWish {
    remote::TrackerUrl url;
    Depth depth = Depth::Quick;
    std::optional<protocol::InfoHash> hash;
    bool withKey = false;
};
[[nodiscard]] QString commandLine(const CommandWish& wish, const settings::Remote& settings);

// "4f1c…", 32 base32 digits, 64 hex digits (cut, BEP 52) or a magnet link. The error is a sentence.
[[nodiscard]] protocol::Result<protocol::InfoHash> readHash(const QString& text);

} // namespace waggle::ui
