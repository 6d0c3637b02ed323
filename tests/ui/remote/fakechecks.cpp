// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/remote/fakechecks.h"

#include <memory>

namespace waggle::ui::test {

using remote::Duration;

remote::TrackerUrl trackerUrl(const char* text)
{
    return remote::TrackerUrl::parse(QString::fromUtf8(text)).value_or(remote::TrackerUrl());
}

namespace {

std::optional<Duration> time(double ms)
{
    return ms < 0 ? std::nullopt : std::optional(Duration(static_cast<qint64>(ms * 1000)));
}

} // namespace

ReportMaker::ReportMaker(const remote::TrackerUrl& url)
{
    report.record.url = url;
    report.record.network.v4 = report.record.network.v6 = true;
    report.record.startedMs = 1'764'000'000'000;
}

ReportMaker& ReportMaker::leg(const char* address, const Times& times, qint64 seeders, qint64 leechers, int peers)
{
    remote::LegRecord leg;
    leg.scheme = report.record.url.scheme;
    leg.address
        = protocol::Endpoint{protocol::Address::parse(address).value_or(protocol::Address()), report.record.url.port};
    leg.family = leg.address->address.family();
    leg.requests = 1;
    remote::Exchange exchange;
    exchange.step.name = "announce A";
    exchange.step.hashes = {{}};
    if (report.record.hash)
        exchange.step.hashes = {*report.record.hash};
    exchange.phases = {time(times.dns), time(times.connect), time(times.tls), time(times.answer), {}};
    exchange.request = "GET /announce?passkey=" + report.record.url.query + " HTTP/1.1\r\n\r\n";
    exchange.reply = "HTTP/1.1 200 OK\r\n\r\nd8:intervali1800ee";
    exchange.announce.emplace();
    exchange.announce->interval = 1800;
    exchange.announce->seeders = seeders;
    exchange.announce->leechers = leechers;
    for (int i = 0; i < peers; ++i)
        exchange.announce->peers.push_back({{protocol::Address::v4(0xc0000200u + static_cast<unsigned>(i)), 6881}, {}});
    if (leg.scheme == remote::Scheme::Udp) {
        exchange.udp.emplace();
        exchange.udp->sent = 1;
    } else {
        exchange.http.emplace();
        exchange.http->status = 200;
        exchange.http->body = "d8:intervali1800ee";
    }
    leg.exchanges.push_back(std::move(exchange));
    report.record.legs.push_back(std::move(leg));
    report.legStates.push_back(remote::State::Up);
    return *this;
}

ReportMaker& ReportMaker::failedLeg(protocol::Family family, remote::Cause cause, const char* address)
{
    remote::LegRecord leg;
    leg.scheme = report.record.url.scheme;
    leg.family = family;
    if (address)
        leg.address = protocol::Endpoint{
            protocol::Address::parse(address).value_or(protocol::Address()), report.record.url.port};
    remote::Exchange exchange;
    exchange.step.name = "lookup";
    exchange.cause = cause;
    exchange.phases.dns = Duration(6000);
    leg.exchanges.push_back(std::move(exchange));
    report.record.legs.push_back(std::move(leg));
    report.legStates.push_back(cause == remote::Cause::NoNetwork ? remote::State::Unknown : remote::State::Down);
    return *this;
}

ReportMaker& ReportMaker::loss(int sent, int lost)
{
    remote::Exchange& exchange = report.record.legs.back().exchanges.back();
    exchange.udp->sent = sent;
    for (int i = 0; i < lost - 1; ++i)
        report.record.legs.back().exchanges.push_back(exchange);
    return *this;
}

ReportMaker& ReportMaker::words(const QByteArray& failure)
{
    report.record.legs.back().exchanges.back().announce->failure = failure;
    return *this;
}

ReportMaker& ReportMaker::finding(const char* id, const QString& evidence)
{
    const remote::FindingKind* kind = remote::findingKind(id);
    report.findings.push_back({kind, kind->severity, 0, -1, evidence, {}});
    return *this;
}

remote::ReportPtr ReportMaker::make(remote::State state, bool complete)
{
    report.state = state;
    report.complete = complete;
    if (state == remote::State::Restricted)
        report.legStates.assign(report.legStates.size(), state);
    return std::make_shared<const remote::Report>(report);
}

FakeChecks::FakeChecks(Backend& backend)
    : m_backend(backend)
{
    connect(&backend, &Backend::startCheck, this,
        [this](quint64 run, const std::vector<remote::TrackerUrl>& urls, const remote::CheckOptions& options) {
            runs.push_back({run, urls, options, false});
        });
    connect(&backend, &Backend::cancelCheck, this, [this](quint64 run) {
        for (Run& one : runs)
            one.cancelled = one.cancelled || one.number == run;
    });
}

void FakeChecks::tell(int index, const remote::ReportPtr& report)
{
    Q_EMIT m_backend.checkReported(runs.back().number, index, report);
}

void FakeChecks::tellAll(remote::State state)
{
    const Run run = runs.back();
    for (std::size_t i = 0; i < run.urls.size(); ++i)
        Q_EMIT m_backend.checkReported(run.number, static_cast<int>(i),
            ReportMaker(run.urls[i]).leg("192.0.2.1", {6, 20, -1, 20}, 3, 1).make(state));
    finish();
}

void FakeChecks::finish()
{
    Q_EMIT m_backend.checkFinished(runs.back().number, runs.back().cancelled);
}

} // namespace waggle::ui::test
