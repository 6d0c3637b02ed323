// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/swarms/swarmdetails.h"

#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/charts/chartcard.h"
#include "ui/pages/peers/peermodel.h"
#include "ui/pages/peers/peerspane.h"
#include "ui/pages/swarms/aboutswarm.h"
#include "ui/table/tablepane.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/roundedframe.h"

#include <QSettings>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace waggle::ui {

namespace {

const QString kTabKey = QStringLiteral("swarms/tab");

} // namespace

SwarmDetails::SwarmDetails(Backend& backend, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget)
    , m_peers(new PeersPane(backend, settings, PeerScope::OneSwarm, QStringLiteral("swarmPeers")))
    , m_traffic(new ChartCard(backend, monitor::SeriesKind::SwarmTraffic, tr("Swarm traffic")))
    , m_population(new ChartCard(backend, monitor::SeriesKind::Clients, tr("Clients")))
    , m_about(new AboutSwarm)
{
    setObjectName(QStringLiteral("swarmDetails"));
    m_tabs->setObjectName(QStringLiteral("swarmTabs"));
    m_tabs->setAccessibleName(tr("About the chosen swarm"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    auto* frame = new RoundedFrame(this);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(m_stack);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addSpacing(-1); // the chosen tab opens into the frame
    layout->addWidget(frame, 1);
    m_tabs->raise();

    addAt(0, QStringLiteral("peers"), tr("Peers"), m_peers);
    addAt(1, QStringLiteral("traffic"), tr("Traffic"), m_traffic);
    addAt(2, QStringLiteral("population"), tr("Population"), m_population);
    addAt(3, QStringLiteral("about"), tr("About"), m_about);
    connect(m_tabs, &QTabBar::currentChanged, this, [this, frame](int index) {
        m_stack->setCurrentIndex(index);
        frame->setSquareTopLeft(index == 0);
        m_settings.setValue(kTabKey, m_tabs->tabData(index));
    });
    frame->setSquareTopLeft(true);
    showTab(settings.value(kTabKey, QStringLiteral("peers")).toString());
    connect(m_about, &AboutSwarm::labelRequested, this, &SwarmDetails::labelRequested);
    connect(m_peers, &PeersPane::followClient, this, &SwarmDetails::followClient);
}

void SwarmDetails::addAt(int place, const QString& id, const QString& title, QWidget* content)
{
    m_stack->insertWidget(place, content);
    m_tabs->insertTab(place, title);
    m_tabs->setTabData(place, id);
}

void SwarmDetails::addTab(const QString& id, const QString& title, QWidget* content)
{
    addAt(m_tabs->count() - 1, id, title, content);
    showTab(m_settings.value(kTabKey).toString()); // it may have been the last one shown
}

void SwarmDetails::showTab(const QString& id)
{
    for (int i = 0; i < m_tabs->count(); ++i) {
        if (m_tabs->tabData(i).toString() == id)
            m_tabs->setCurrentIndex(i);
    }
    m_stack->setCurrentIndex(m_tabs->currentIndex());
}

void SwarmDetails::setSwarm(const std::optional<monitor::SwarmRow>& swarm,
    const std::shared_ptr<const torrent::KnownTorrent>& known, const QStringList& announceUrls, const QString& magnet)
{
    const auto infoHash = swarm ? std::optional(swarm->infoHash) : std::nullopt;
    m_tabs->setTabText(0, swarm ? tr("Peers %1").arg(format::shortCount(swarm->clients)) : tr("Peers"));
    m_about->set(swarm, known, announceUrls, magnet);
    if (infoHash == m_swarm)
        return;
    m_swarm = infoHash;
    m_peers->model().setSwarm(infoHash);
    m_traffic->setSwarm(infoHash);
    m_population->setSwarm(infoHash);
    Q_EMIT swarmChanged(infoHash);
}

void SwarmDetails::setFilter(const QString& filter)
{
    m_peers->pane().setFilter(filter);
}

} // namespace waggle::ui
