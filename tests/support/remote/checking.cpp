// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/remote/checking.h"

#include <QEventLoop>
#include <QTimer>

#include <gtest/gtest.h>

namespace waggle::test {

using namespace remote;

namespace {

constexpr int kPatienceMs = 120'000;

} // namespace

CheckOptions patientOptions(Mode mode)
{
    CheckOptions options;
    options.mode = mode;
    options.timeout = std::chrono::seconds(20);
    options.quiet = std::chrono::milliseconds(300);
    options.seed = 1;
    return options;
}

CheckOptions impatientOptions(Mode mode)
{
    CheckOptions options = patientOptions(mode);
    options.timeout = std::chrono::milliseconds(400);
    options.resends = 0;
    return options;
}

std::vector<ReportPtr> checkAll(const std::vector<QString>& urls, const CheckOptions& options, CheckRun::World world)
{
    std::vector<TrackerUrl> parsed;
    for (const QString& url : urls) {
        const auto one = TrackerUrl::parse(url);
        EXPECT_TRUE(one) << url.toStdString();
        if (one)
            parsed.push_back(*one);
    }
    std::vector<ReportPtr> reports(parsed.size());
    bool isFinished = false;
    CheckRun run(parsed, options, {}, std::move(world), nullptr);
    QObject::connect(&run, &CheckRun::reported, &run, [&](int index, const ReportPtr& report) {
        EXPECT_FALSE(isFinished);
        reports[static_cast<std::size_t>(index)] = report;
    });
    QEventLoop loop; // without the pauses of qWaitFor(): times are measured here
    QObject::connect(&run, &CheckRun::finished, &loop, [&] {
        isFinished = true;
        loop.quit();
    });
    QTimer::singleShot(kPatienceMs, &loop, &QEventLoop::quit);
    run.start();
    loop.exec();
    EXPECT_TRUE(isFinished);
    for (const ReportPtr& report : reports)
        EXPECT_TRUE(report && report->complete);
    return reports;
}

ReportPtr checkOne(const QString& url, const CheckOptions& options)
{
    const auto reports = checkAll({url}, options, realWorld(options));
    return reports.empty() || !reports.front() ? std::make_shared<const Report>() : reports.front();
}

const Finding* findingOf(const Report& report, std::string_view id)
{
    const auto found = std::find_if(
        report.findings.begin(), report.findings.end(), [&](const Finding& finding) { return id == finding.kind->id; });
    return found == report.findings.end() ? nullptr : &*found;
}

std::string findingsText(const Report& report, Severity least)
{
    std::string text;
    for (const Finding& finding : report.findings) {
        if (finding.severity >= least)
            text += std::string(finding.kind->id) + ' ' + std::string(severityText(finding.severity)) + ": "
                + finding.evidence.toStdString() + '\n';
    }
    return text;
}

std::string exchangesText(const Report& report)
{
    std::string text;
    for (const LegRecord& leg : report.record.legs) {
        for (const Exchange& exchange : leg.exchanges)
            text += exchange.step.name + ": " + causeText(exchange.cause).toStdString() + ' '
                + exchange.detail.toStdString() + '\n';
    }
    return text;
}

Lookup lookupOf(RecordType type, const std::vector<const char*>& addresses, Cause cause, Duration took)
{
    Lookup lookup;
    lookup.type = type;
    lookup.cause = addresses.empty() && cause == Cause::None ? Cause::NoData : cause;
    lookup.took = took;
    lookup.server = QStringLiteral("192.0.2.53");
    for (const char* address : addresses)
        lookup.addresses.push_back(protocol::Address::parse(address).value_or(protocol::Address()));
    return lookup;
}

CheckRun::World worldWith(const CheckOptions& options, std::map<QString, FakeName> names)
{
    CheckRun::World world = realWorld(options);
    world.network.v4 = world.network.v6 = true;
    world.resolve = [names](const QString& host, const std::vector<RecordType>& types, Resolver::Done done) {
        std::vector<Lookup> lookups;
        const auto found = names.find(host);
        for (const RecordType type : types) {
            if (found == names.end())
                lookups.push_back(lookupOf(type, {}, Cause::NxDomain));
            else if (type == RecordType::Txt)
                lookups.insert(lookups.end(), found->second.texts.begin(), found->second.texts.end());
            else
                lookups.push_back(type == RecordType::A ? found->second.v4 : found->second.v6);
        }
        auto ticket = std::make_shared<QTimer>();
        ticket->setSingleShot(true);
        QObject::connect(
            ticket.get(), &QTimer::timeout, ticket.get(), [lookups, done = std::move(done)] { done(lookups); });
        ticket->start(0);
        return std::static_pointer_cast<void>(ticket);
    };
    return world;
}

} // namespace waggle::test
