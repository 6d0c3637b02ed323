// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/check/checkrun.h"

#include <string>

// Checks run to their end within a test's own thread, and what came of them.
namespace waggle::test {

// Long timeouts for answers that come, short ones where silence is the point; loopback only.
[[nodiscard]] remote::CheckOptions patientOptions(remote::Mode mode);
[[nodiscard]] remote::CheckOptions impatientOptions(remote::Mode mode); // 400 ms, no resends

[[nodiscard]] std::vector<remote::ReportPtr> checkAll(
    const std::vector<QString>& urls, const remote::CheckOptions& options, remote::CheckRun::World world);
[[nodiscard]] remote::ReportPtr checkOne(const QString& url, const remote::CheckOptions& options);

[[nodiscard]] const remote::Finding* findingOf(const remote::Report& report, std::string_view id);
// The findings of warning or above, and those below; a line each, for messages.
[[nodiscard]] std::string findingsText(const remote::Report& report, remote::Severity least = remote::Severity::Note);
[[nodiscard]] std::string exchangesText(const remote::Report& report);

// Names that a test gives addresses, in place of a resolver.
struct FakeName {
    remote::Lookup v4, v6;
    std::vector<remote::Lookup> texts;
};
[[nodiscard]] remote::Lookup lookupOf(remote::RecordType type, const std::vector<const char*>& addresses,
    remote::Cause cause = remote::Cause::None, remote::Duration took = std::chrono::milliseconds(3));
[[nodiscard]] remote::CheckRun::World worldWith(const remote::CheckOptions& options, std::map<QString, FakeName> names);

} // namespace waggle::test
