// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/pageset.h"

#include "core/monitor/tables/naming.h"
#include "core/protocol/clientname.h"
#include "ui/base/backend.h"
#include "ui/base/format.h"
#include "ui/pages/log/logpage.h"
#include "ui/pages/overview/overviewpage.h"
#include "ui/pages/peers/peerspage.h"
#include "ui/pages/remote/remotepage.h"
#include "ui/pages/requests/requestspage.h"
#include "ui/pages/requests/swarmrequests.h"
#include "ui/pages/settings/settingspage.h"
#include "ui/pages/swarms/swarmdetails.h"
#include "ui/pages/swarms/swarmspage.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/toolbar.h"

#include <algorithm>

namespace waggle::ui {

namespace {

const QString kOverview = QStringLiteral("overview");
const QString kSwarms = QStringLiteral("swarms");
const QString kPeers = QStringLiteral("peers");
const QString kRequests = QStringLiteral("requests");
const QString kRemote = QStringLiteral("remote");
const QString kLog = QStringLiteral("log");
const QString kSettings = QStringLiteral("settings");

template <typename Count>
PageHooks counted(Count count)
{
    PageHooks hooks;
    hooks.count = count;
    return hooks;
}

// A page with a filter: the box in the tool bar and the page follow each other.
template <typename Page>
void addFiltered(MainWindow& window, const QString& id, const QString& title, Page* page, PageHooks hooks = {})
{
    hooks.setFilter = [page](const QString& filter) { page->setFilter(filter); };
    QObject::connect(page, &Page::filterCleared, &window, [&window, id] { window.setPageFilter(id, {}); });
    window.addPage(id, title, id, page, hooks);
}

} // namespace

PageSet::PageSet(MainWindow& window, Backend& backend, QSettings& settings)
    : m_window(window)
    , m_backend(backend)
    , m_overview(new OverviewPage(backend))
    , m_swarms(new SwarmsPage(backend, settings))
    , m_peers(new PeersPage(backend, settings))
    , m_requests(new RequestsPage(backend, settings))
    , m_remote(new RemotePage(backend, settings))
{
    addPages(settings);
    connectOverview();
    connectSwarms(settings);
    connectPeers();
    connect(&window, &MainWindow::swarmsWanted, this, [this] { m_window.showPage(kSwarms); });
    connect(&window, &MainWindow::settingsWanted, this, [this] { m_window.showPage(kSettings); });
    connect(&backend, &Backend::namesChanged, this, [this](const torrent::NameTablePtr& names) { m_names = names; });
}

void PageSet::addPages(QSettings& settings)
{
    m_window.addPage(kOverview, tr("Overview"), kOverview, m_overview);
    addFiltered(m_window, kSwarms, tr("Swarms"), m_swarms, counted([](const monitor::Overview& overview) {
        return static_cast<std::uint64_t>(std::max<qint64>(0, overview.swarms));
    }));
    addFiltered(m_window, kPeers, tr("Peers"), m_peers,
        counted([](const monitor::Overview& overview) { return overview.totals.clients; }));
    addFiltered(m_window, kRequests, tr("Requests"), m_requests,
        counted([](const monitor::Overview& overview) { return overview.requestsKept; }));
    addRemote();
    m_window.addSeparator();
    addFiltered(m_window, kLog, tr("Log"), new LogPage(m_backend, settings));
    m_window.addPage(kSettings, tr("Settings"), kSettings, new SettingsPage(m_backend));
}

void PageSet::addRemote()
{
    PageHooks hooks;
    hooks.take = [this](const QMimeData& data) { return m_remote->take(data); };
    hooks.dropWords = tr("Drop to check the trackers in it");
    addFiltered(m_window, kRemote, tr("Remote"), m_remote, hooks);
    connect(m_remote, &RemotePage::countChanged, this, [this](qint64 trackers) {
        m_window.setPageCount(
            kRemote, trackers > 0 ? format::shortCount(static_cast<std::uint64_t>(trackers)) : QString());
    });
    connect(
        m_swarms, &SwarmsPage::checkTrackers, this, [this](const protocol::InfoHash& hash, const QStringList& urls) {
            m_remote->checkTorrent(hash, urls);
            m_window.showPage(kRemote);
        });
}

void PageSet::connectOverview()
{
    connect(m_overview, &OverviewPage::swarmsRequested, this, [this] { m_window.showPage(kSwarms); });
    connect(m_overview, &OverviewPage::swarmRequested, this, &PageSet::showSwarm);
    connect(m_overview, &OverviewPage::peersRequested, this, [this](const QString& filter) {
        m_window.setPageFilter(kPeers, filter);
        m_window.showPage(kPeers);
    });
    connect(m_overview, &OverviewPage::problemsRequested, this, [this] {
        m_requests->showProblems();
        m_window.showPage(kRequests);
    });
    connect(m_overview, &OverviewPage::chooseRequested, &m_window, &MainWindow::chooseTorrents);
    connect(m_overview, &OverviewPage::qrRequested, &m_window, [this] { m_window.toolBar().showQr(); });
}

void PageSet::connectSwarms(QSettings& settings)
{
    auto* requests = new SwarmRequests(m_backend, settings);
    m_swarms->details().addTab(kRequests, tr("Requests"), requests);
    connect(&m_swarms->details(), &SwarmDetails::swarmChanged, requests, &SwarmRequests::setSwarm);
    connect(m_swarms, &SwarmsPage::followClient, this, &PageSet::follow);
    connect(m_swarms, &SwarmsPage::showRequests, this, [this](const protocol::InfoHash& infoHash) {
        m_requests->showAll();
        m_requests->showSwarm(infoHash, nameOf(infoHash));
        m_window.showPage(kRequests);
    });
}

void PageSet::connectPeers()
{
    connect(m_peers, &PeersPage::followClient, this, &PageSet::follow);
    connect(m_peers, &PeersPage::showSwarm, this, &PageSet::showSwarm);
}

void PageSet::follow(const protocol::PeerId& peerId)
{
    m_requests->showAll();
    m_requests->follow(peerId, QString::fromStdString(protocol::clientName(peerId)));
    m_window.showPage(kRequests);
}

void PageSet::showSwarm(const protocol::InfoHash& infoHash)
{
    m_swarms->selectSwarm(infoHash);
    m_window.showPage(kSwarms);
}

QString PageSet::nameOf(const protocol::InfoHash& infoHash) const
{
    const auto known = m_names ? m_names->find(infoHash) : torrent::NameTable::const_iterator();
    return m_names && known != m_names->end() ? known->second->name : monitor::shortHash(infoHash);
}

} // namespace waggle::ui
