// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/checkrun.h"

#include "core/remote/steps.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <cmath>
#include <random>

namespace waggle::remote {

using protocol::Address;
using protocol::Endpoint;

namespace {

std::uint64_t seedOr(std::uint64_t seed)
{
    return seed != 0 ? seed : QRandomGenerator::system()->generate64();
}

const QByteArray kOwnPrefix("-WA0100-");

// Every address, where all lookups are done and there is one.
std::vector<Endpoint> addressesOf(const TrackerRecord& record)
{
    std::vector<Endpoint> all;
    for (const LegRecord& leg : record.legs) {
        if (leg.address)
            all.push_back(*leg.address);
    }
    std::sort(all.begin(), all.end());
    return all;
}

// The answer to the first announce of any leg.
const AnnounceAnswer* firstAnswer(const TrackerRecord& record)
{
    for (const LegRecord& leg : record.legs) {
        if (const Exchange* announce = leg.find(step::kAnnounceA); announce && announce->announce)
            return &*announce->announce;
    }
    return nullptr;
}

// How a tracker differs over its two schemes; empty: it does not, as far as can be told.
QString differenceOf(const Report& one, const Report& other)
{
    const auto tell = [&](const QString& mine, const QString& theirs) {
        return QCoreApplication::translate("findings", "%1: %2; %3: %4")
            .arg(one.record.url.shown(), mine, other.record.url.shown(), theirs);
    };
    if ((one.state == State::Down) != (other.state == State::Down))
        return tell(stateText(one.state), stateText(other.state));
    const AnnounceAnswer* mine = firstAnswer(one.record);
    const AnnounceAnswer* theirs = firstAnswer(other.record);
    if (!mine || !theirs)
        return {};
    if (mine->failure.has_value() != theirs->failure.has_value())
        return tell(mine->failure ? QCoreApplication::translate("findings", "refuses") : stateText(one.state),
            theirs->failure ? QCoreApplication::translate("findings", "refuses") : stateText(other.state));
    const auto far = [](double a, double b) { return std::abs(a - b) * 2 > std::max(a, b); }; // they vary by chance
    if (mine->interval && theirs->interval
        && far(static_cast<double>(*mine->interval), static_cast<double>(*theirs->interval)))
        return tell(QCoreApplication::translate("findings", "interval %1 s").arg(*mine->interval),
            QCoreApplication::translate("findings", "interval %1 s").arg(*theirs->interval));
    return {};
}

} // namespace

CheckRun::CheckRun(const std::vector<TrackerUrl>& urls, const CheckOptions& options,
    const std::vector<Endpoint>& ownEndpoints, World world, QObject* parent)
    : QObject(parent)
    , m_options(options)
    , m_world(std::move(world))
    , m_own(ownEndpoints)
    , m_seed(seedOr(options.seed))
    , m_pace(options.gap)
    , m_queue(options.jobs, options.jobsPerHost)
    , m_urls(urls)
{
}

CheckRun::~CheckRun()
{
    m_queue.clear();
    m_checks.clear();
}

void CheckRun::start()
{
    m_left = m_urls.size();
    if (m_left == 0) {
        Q_EMIT finished(false);
        return;
    }
    for (int i = 0; i < static_cast<int>(m_urls.size()); ++i)
        add(i, m_urls[static_cast<std::size_t>(i)]);
    for (std::size_t i = 0; i < m_checks.size() && !m_isCancelled; ++i)
        m_checks[i]->start();
}

void CheckRun::add(int index, const TrackerUrl& url)
{
    const CheckParts parts{m_options, m_pace, m_world.makeClient, m_seed + static_cast<std::uint64_t>(index) * 64};
    auto check = std::make_unique<TrackerCheck>(url, parts, m_queue, m_world.resolve, blankRecord(), nullptr);
    connect(check.get(), &TrackerCheck::resolved, this, [this, index] { compareAddresses(index); });
    connect(check.get(), &TrackerCheck::reported, this,
        [this, index](const ReportPtr& report) { noteReport(index, report); });
    m_checks.push_back(std::move(check));
}

TrackerRecord CheckRun::blankRecord()
{
    std::mt19937_64 random(m_seed + m_checks.size() + 1);
    TrackerRecord record;
    record.mode = m_options.mode;
    record.hash = m_options.hash;
    record.scrapeHashes = m_options.scrapeHashes;
    record.wish = m_options.wish;
    record.claimSpoof = m_options.claimSpoof;
    record.slow = m_options.slow;
    record.network = m_world.network;
    record.proxy = m_options.proxy.kind == Proxy::Kind::None ? QString() : m_options.proxy.text();
    const QByteArray prefix = (m_options.peerIdPrefix.isEmpty() ? kOwnPrefix : m_options.peerIdPrefix).left(20);
    for (IdentityOf& identity : record.identities) {
        auto end = std::copy(prefix.begin(), prefix.end(), identity.id.bytes.begin());
        std::generate(end, identity.id.bytes.end(), [&] { return static_cast<std::uint8_t>('0' + random() % 75); });
        identity.key = static_cast<std::uint32_t>(random());
    }
    // BEP 3's ports; nobody listens there for us.
    record.identities[0].port = static_cast<std::uint16_t>(6881 + random() % 4);
    if (record.wish)
        record.identities[0].port = record.wish->port;
    record.identities[1].port = static_cast<std::uint16_t>(6885 + random() % 4);
    return record;
}

void CheckRun::noteReport(int index, const ReportPtr& report)
{
    if (!report->complete) {
        Q_EMIT reported(index, report);
        return;
    }
    const ReportPtr judged = comparedWithTwin(report);
    m_complete.push_back(judged);
    Q_EMIT reported(index, judged);
    if (--m_left == 0)
        Q_EMIT finished(m_isCancelled);
}

// T6: the same tracker over http and https, told at the one that is complete last.
ReportPtr CheckRun::comparedWithTwin(const ReportPtr& report) const
{
    const TrackerUrl& url = report->record.url;
    if (url.scheme != Scheme::Http && url.scheme != Scheme::Https)
        return report;
    const Scheme other = url.scheme == Scheme::Http ? Scheme::Https : Scheme::Http;
    const auto twin = std::find_if(m_complete.begin(), m_complete.end(), [&](const ReportPtr& one) {
        const TrackerUrl& theirs = one->record.url;
        return theirs.scheme == other && theirs.host == url.host && theirs.path == url.path
            && theirs.query == url.query;
    });
    if (twin == m_complete.end())
        return report;
    const QString words = differenceOf(*report, **twin);
    if (words.isEmpty())
        return report;
    TrackerRecord record = report->record;
    record.twinDiffers = words;
    return std::make_shared<const Report>(judge(std::move(record), true));
}

bool CheckRun::isOwn(const TrackerRecord& record) const
{
    const auto addresses = addressesOf(record);
    return !addresses.empty() && std::all_of(addresses.begin(), addresses.end(), [this](const Endpoint& endpoint) {
        return std::find(m_own.begin(), m_own.end(), endpoint) != m_own.end();
    });
}

// D10: another name of a tracker that resolved before.
void CheckRun::compareAddresses(int index)
{
    TrackerCheck& check = *m_checks[static_cast<std::size_t>(index)];
    const TrackerUrl& url = check.record().url;
    const auto addresses = addressesOf(check.record());
    check.setOwn(isOwn(check.record()));
    if (addresses.empty())
        return;
    const TrackerUrl& first = m_firstAt.try_emplace({url.scheme, addresses}, url).first->second;
    if (first.host != url.host)
        check.setSameAs(first.shown());
}

void CheckRun::cancel()
{
    m_isCancelled = true;
    m_queue.clear();
    for (std::size_t i = 0; i < m_checks.size(); ++i)
        m_checks[i]->cancel();
}

} // namespace waggle::remote
