// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/finding.h"
#include "tests/support/remote/checking.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

// What all tables of faults have in common.
namespace waggle::test {

// What a fault must be found as.
struct Expected {
    const char* id;
    remote::Severity severity;
    const char* evidence = ""; // a part of it
    std::vector<std::string> also = {}; // other ids of warning or above that may follow from it
};

// The finding is there, says what it should, points to an exchange that exists; nothing else is wrong.
inline void expectFound(const remote::Report& report, const Expected& expected)
{
    const remote::Finding* finding = findingOf(report, expected.id);
    const std::string all = findingsText(report) + exchangesText(report);
    ASSERT_NE(finding, nullptr) << expected.id << " is missing among:\n" << all;
    EXPECT_EQ(finding->severity, expected.severity) << all;
    EXPECT_FALSE(finding->evidence.isEmpty());
    EXPECT_TRUE(finding->evidence.contains(QLatin1String(expected.evidence))) << all;
    EXPECT_LE(finding->bytes.size(), 64 << 10);
    if (finding->leg >= 0) {
        ASSERT_LT(static_cast<std::size_t>(finding->leg), report.record.legs.size());
        const auto& exchanges = report.record.legs[static_cast<std::size_t>(finding->leg)].exchanges;
        EXPECT_LT(finding->exchange, static_cast<int>(exchanges.size()));
    }
    for (const remote::Finding& other : report.findings) {
        const bool allowed = std::string(other.kind->id) == expected.id
            || std::find(expected.also.begin(), expected.also.end(), other.kind->id) != expected.also.end();
        EXPECT_TRUE(allowed || other.severity < remote::Severity::Warning) << "besides " << expected.id << ":\n" << all;
    }
}

inline std::set<std::string> serious(const remote::Report& report)
{
    std::set<std::string> ids;
    for (const remote::Finding& finding : report.findings) {
        if (finding.severity >= remote::Severity::Warning)
            ids.insert(finding.kind->id);
    }
    return ids;
}

// Nothing of warning or above but what is known of it.
inline void expectOnly(const remote::Report& report, const std::set<std::string>& known, remote::State state)
{
    const auto found = serious(report);
    const std::string url = report.record.url.shown().toStdString();
    EXPECT_TRUE(std::includes(known.begin(), known.end(), found.begin(), found.end()))
        << url << '\n'
        << findingsText(report, remote::Severity::Warning) << exchangesText(report);
    EXPECT_EQ(report.state, state) << url << '\n' << findingsText(report) << exchangesText(report);
}

// Known one after the other, for names of rows.
inline std::string rowName(std::string text)
{
    std::erase_if(text, [](char c) { return !std::isalnum(static_cast<unsigned char>(c)); });
    return text;
}

} // namespace waggle::test
