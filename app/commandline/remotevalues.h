// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/commandline/option.h"
#include "core/protocol/types.h"

// What each option of `waggle check`, `announce` and `scrape` does to their line; named by the table of options.
namespace waggle::app {

using Taken = protocol::Result<void>;

// Check
[[nodiscard]] Taken takeFile(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeFull(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeHash(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeJobs(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeFailOn(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeClaimAddress(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeSlow(const Given& given, RemoteLine& line);

// Announce; the line has its wish already
[[nodiscard]] Taken takeLeft(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeEvent(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takePort(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeNumwant(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeStay(const Given& given, RemoteLine& line);

// All three
[[nodiscard]] Taken takeOnlyV4(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeOnlyV6(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeTimeout(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeResends(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeProxy(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeResolver(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeCaFile(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeUserAgent(const Given& given, RemoteLine& line);
[[nodiscard]] Taken takeRaw(const Given& given, RemoteLine& line);

// 40 hex digits, 32 base32 ones, 64 hex digits (cut to 20 bytes, BEP 52) or a magnet link.
[[nodiscard]] protocol::Result<protocol::InfoHash> readHash(const QString& text);

} // namespace waggle::app
