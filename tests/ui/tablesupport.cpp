// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/tablesupport.h"

#include <QTest>

#include <algorithm>

namespace waggle::ui::test {

namespace {

QStringList& complaints()
{
    static QStringList list;
    return list;
}

QtMessageHandler& previousHandler()
{
    static QtMessageHandler handler = nullptr;
    return handler;
}

void keepComplaints(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (context.category && QByteArray(context.category) == "qt.modeltest") {
        if (type != QtDebugMsg && type != QtInfoMsg)
            complaints() << message;
    } else if (previousHandler()) {
        previousHandler()(type, context, message);
    }
}

template <typename Page, typename Query, typename Row>
std::shared_ptr<Page> pageOf(const Query& query, const std::vector<Row>& rows, qint64 hidden)
{
    auto page = std::make_shared<Page>();
    page->view = query.view;
    page->number = query.number;
    page->total = static_cast<qint64>(rows.size());
    page->hidden = hidden;
    page->first = std::min(query.first, page->total);
    const qint64 end = std::min(page->total, page->first + query.count);
    page->rows.assign(rows.begin() + page->first, rows.begin() + end);
    for (const monitor::RowKey& key : query.tracked) {
        const auto found = std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.key == key; });
        page->trackedRows.push_back(found == rows.end() ? -1 : found - rows.begin());
    }
    return page;
}

} // namespace

bool soon(const std::function<bool()>& condition)
{
    return QTest::qWaitFor(condition, 10'000);
}

ModelComplaints::ModelComplaints()
{
    complaints().clear();
    previousHandler() = qInstallMessageHandler(keepComplaints);
}

ModelComplaints::~ModelComplaints()
{
    qInstallMessageHandler(previousHandler());
}

QStringList ModelComplaints::take() const
{
    return std::exchange(complaints(), {});
}

protocol::InfoHash hashOf(int number)
{
    protocol::InfoHash hash;
    for (std::size_t i = 0; i < 4; ++i)
        hash.bytes[i] = static_cast<std::uint8_t>(number >> (24 - 8 * static_cast<int>(i)));
    hash.bytes[19] = 0xab;
    return hash;
}

monitor::SwarmRow swarmRow(int number, const QString& name)
{
    monitor::SwarmRow row;
    row.infoHash = hashOf(number);
    std::copy(row.infoHash.bytes.begin(), row.infoHash.bytes.end(), row.key.bytes.begin());
    row.name = name;
    row.state = monitor::SwarmState::Sharing;
    row.lastAnnounceAge = std::chrono::seconds(12);
    return row;
}

monitor::PeerRow peerRow(int number, const protocol::InfoHash& infoHash, const QString& computer)
{
    monitor::PeerRow row;
    row.infoHash = infoHash;
    for (std::size_t i = 0; i < 4; ++i)
        row.peerId.bytes[16 + i] = static_cast<std::uint8_t>(number >> (24 - 8 * static_cast<int>(i)));
    const std::string prefix = "-qB4630-";
    std::copy(prefix.begin(), prefix.end(), row.peerId.bytes.begin());
    std::copy(infoHash.bytes.begin(), infoHash.bytes.end(), row.key.bytes.begin());
    std::copy(row.peerId.bytes.begin(), row.peerId.bytes.end(), row.key.bytes.begin() + 20);
    row.computer = computer;
    row.client = QStringLiteral("qBittorrent 4.6.3");
    row.endpoint = {protocol::Address::v4(0xc0a80100u + static_cast<std::uint32_t>(number)), 51413};
    row.givenInterval = std::chrono::seconds(300);
    return row;
}

FakeProgram::FakeProgram(Backend& backend)
    : m_backend(backend)
{
    connect(&backend, &Backend::ask, this, monitor::ofKind<monitor::SwarmQuery>([this](const auto& query) {
        m_swarmQueries[query.view] = query;
        m_lastSwarms = query.view;
        answer(query.view);
    }));
    connect(&backend, &Backend::ask, this, monitor::ofKind<monitor::PeerQuery>([this](const auto& query) {
        m_peerQueries[query.view] = query;
        m_lastPeers = query.view;
        answer(query.view);
    }));
    connect(&backend, &Backend::closeView, this, [this](quint64 view) {
        m_swarmQueries.erase(view);
        m_peerQueries.erase(view);
    });
    connect(&backend, &Backend::commanded, this, [this](const Command& command) { commands.push_back(command); });
    connect(&backend, &Backend::cancelExport, this, [this](quint64 job) { m_cancelled[job] = true; });
    connect(&backend, &Backend::exportRows, this, [this](quint64 job, const monitor::Query& query) {
        if (const auto* swarms = std::get_if<monitor::SwarmQuery>(&query))
            exportSlice(job, *swarms, 0);
        else if (const auto* peers = std::get_if<monitor::PeerQuery>(&query))
            exportSlice(job, *peers, 0);
    });
}

const monitor::SwarmQuery* FakeProgram::swarmQuery() const
{
    const auto found = m_swarmQueries.find(m_lastSwarms);
    return found == m_swarmQueries.end() ? nullptr : &found->second;
}

const monitor::PeerQuery* FakeProgram::peerQuery() const
{
    const auto found = m_peerQueries.find(m_lastPeers);
    return found == m_peerQueries.end() ? nullptr : &found->second;
}

bool FakeProgram::isClosed(std::uint64_t view) const
{
    return !m_swarmQueries.contains(view) && !m_peerQueries.contains(view);
}

void FakeProgram::answer(std::uint64_t view)
{
    QMetaObject::invokeMethod(
        this,
        [this, view] {
            if (silent)
                return;
            if (const auto query = m_swarmQueries.find(view); query != m_swarmQueries.end())
                answerSwarms(query->second);
            if (const auto query = m_peerQueries.find(view); query != m_peerQueries.end())
                answerPeers(query->second);
        },
        Qt::QueuedConnection);
}

void FakeProgram::tick()
{
    for (const auto& [view, query] : m_swarmQueries)
        answer(view);
    for (const auto& [view, query] : m_peerQueries)
        answer(view);
}

std::vector<monitor::SwarmRow> FakeProgram::expected(const monitor::SwarmQuery& query, qint64* hidden) const
{
    std::vector<monitor::SwarmRow> rows;
    for (const monitor::SwarmRow& row : swarms) {
        if (query.state && row.state != *query.state)
            continue;
        if (row.name.contains(query.filter, Qt::CaseInsensitive))
            rows.push_back(row);
        else if (hidden)
            ++*hidden;
    }
    std::sort(rows.begin(), rows.end(), [&](const monitor::SwarmRow& a, const monitor::SwarmRow& b) {
        const bool seeds = query.sort == monitor::SwarmColumn::Seeds;
        if (const int order = seeds ? int(a.seeds) - int(b.seeds) : a.name.compare(b.name); order != 0)
            return query.descending ? order > 0 : order < 0;
        return a.key < b.key;
    });
    return rows;
}

std::vector<monitor::PeerRow> FakeProgram::expected(const monitor::PeerQuery& query, qint64* hidden) const
{
    std::vector<monitor::PeerRow> clients;
    for (const monitor::PeerRow& row : peers) {
        if (query.swarm && row.infoHash != *query.swarm)
            continue;
        if (row.computer.contains(query.filter, Qt::CaseInsensitive))
            clients.push_back(row);
        else if (hidden)
            ++*hidden;
    }
    std::sort(clients.begin(), clients.end(), [&](const monitor::PeerRow& a, const monitor::PeerRow& b) {
        if (const int order = a.computer.compare(b.computer); order != 0)
            return query.descending ? order > 0 : order < 0;
        return a.key < b.key;
    });
    std::vector<monitor::PeerRow> rows;
    for (monitor::PeerRow& client : clients) {
        client.expandable = !client.others.empty();
        client.expanded = client.expandable && query.expanded.contains(client.key);
        rows.push_back(client);
        for (std::size_t i = 0; client.expanded && i <= client.others.size(); ++i) {
            monitor::PeerRow address = client;
            address.isAddress = true;
            address.expandable = address.expanded = false;
            address.computer.clear();
            address.endpoint = i == 0 ? client.endpoint : client.others[i - 1];
            address.others.clear();
            address.key.bytes[47] = static_cast<std::uint8_t>(i + 1);
            rows.push_back(address);
        }
    }
    return rows;
}

void FakeProgram::answerSwarms(const monitor::SwarmQuery& query)
{
    qint64 hidden = 0;
    const auto rows = expected(query, &hidden);
    auto page = pageOf<monitor::SwarmPage>(query, rows, hidden);
    page->all = static_cast<qint64>(swarms.size());
    for (const monitor::SwarmRow& row : swarms)
        ++page->byState[static_cast<std::size_t>(row.state)];
    Q_EMIT m_backend.answered(page);
}

void FakeProgram::answerPeers(const monitor::PeerQuery& query)
{
    qint64 hidden = 0;
    const auto rows = expected(query, &hidden);
    auto page = pageOf<monitor::PeerPage>(query, rows, hidden);
    page->clients = page->addresses = 0; // that pass the filter
    for (const monitor::PeerRow& row : rows) {
        if (row.isAddress)
            continue;
        ++page->clients;
        page->addresses += 1 + static_cast<qint64>(row.others.size());
    }
    Q_EMIT m_backend.answered(page);
}

void FakeProgram::exportSlice(quint64 job, const monitor::SwarmQuery& query, qint64 first)
{
    QMetaObject::invokeMethod(
        this,
        [this, job, query, first] {
            if (m_cancelled[job] || silent)
                return;
            monitor::SwarmQuery window = query;
            window.first = first;
            window.count = slice;
            auto page = pageOf<monitor::SwarmPage>(window, expected(query), 0);
            page->number = job;
            Q_EMIT m_backend.exported(page);
            if (first + slice < page->total)
                exportSlice(job, query, first + slice);
        },
        Qt::QueuedConnection);
}

void FakeProgram::exportSlice(quint64 job, const monitor::PeerQuery& query, qint64 first)
{
    QMetaObject::invokeMethod(
        this,
        [this, job, query, first] {
            if (m_cancelled[job] || silent)
                return;
            monitor::PeerQuery window = query;
            window.first = first;
            window.count = slice;
            auto page = pageOf<monitor::PeerPage>(window, expected(query), 0);
            page->number = job;
            Q_EMIT m_backend.exported(page);
            if (first + slice < page->total)
                exportSlice(job, query, first + slice);
        },
        Qt::QueuedConnection);
}

} // namespace waggle::ui::test
