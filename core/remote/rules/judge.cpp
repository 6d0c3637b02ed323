// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/reporttext.h"
#include "core/remote/report/state.h"
#include "core/remote/rules/rules.h"

#include <algorithm>

namespace waggle::remote {

Report judge(TrackerRecord record, bool complete)
{
    Report report;
    Findings findings(record);
    for (const auto rules : {dnsRules, tlsRules, httpRules, udpRules, behaviourRules, addressRules, webSocketRules})
        rules(record, findings);
    report.findings = findings.take();
    sortFindings(report.findings);
    for (Finding& finding : report.findings)
        finding.evidence = shownText(record.url, finding.evidence);
    for (std::size_t leg = 0; leg < record.legs.size(); ++leg)
        report.legStates.push_back(legState(record, leg, report.findings));
    report.state = trackerState(record, report.legStates, report.findings, complete);
    report.record = std::move(record);
    report.complete = complete;
    return report;
}

} // namespace waggle::remote
