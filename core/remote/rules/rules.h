// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/finding.h"
#include "core/remote/record.h"

#include <vector>

// The rules behind the findings: pure functions over a record, one file a group. A rule speaks only when what it needs
// was asked and answered; it never guesses.
namespace waggle::remote {

// Adds findings with their place and evidence.
class Findings {
public:
    explicit Findings(const TrackerRecord& record)
        : m_record(record)
    {
    }
    void add(FindingId id, int leg, int exchange, const QString& evidence, const QByteArray& bytes = {});
    void add(
        Severity severity, FindingId id, int leg, int exchange, const QString& evidence, const QByteArray& bytes = {});
    [[nodiscard]] const std::vector<Finding>& all() const { return m_all; }
    [[nodiscard]] std::vector<Finding> take() { return std::move(m_all); }

private:
    const TrackerRecord& m_record;
    std::vector<Finding> m_all;
};

void dnsRules(const TrackerRecord& record, Findings& findings); // D
void tlsRules(const TrackerRecord& record, Findings& findings); // T
void httpRules(const TrackerRecord& record, Findings& findings); // H
void udpRules(const TrackerRecord& record, Findings& findings); // U
void behaviourRules(const TrackerRecord& record, Findings& findings); // B
void addressRules(const TrackerRecord& record, Findings& findings); // B: what several addresses or long waits show
void webSocketRules(const TrackerRecord& record, Findings& findings); // W

} // namespace waggle::remote
