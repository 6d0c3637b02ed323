// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/overviewpage.h"

#include "ui/base/backend.h"
#include "ui/base/theme.h"
#include "ui/charts/chartcard.h"
#include "ui/pages/overview/emptyoverview.h"
#include "ui/pages/overview/figurecard.h"
#include "ui/pages/overview/sharedcard.h"
#include "ui/pages/overview/trackerpanel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace waggle::ui {

OverviewPage::OverviewPage(Backend& backend, QWidget* parent)
    : QWidget(parent)
    , m_backend(backend)
{
    setObjectName(QStringLiteral("overviewPage"));
    m_stack = new QStackedWidget(this);
    m_blank = new QWidget(m_stack);
    m_empty = new EmptyOverview(m_stack);
    m_filled = buildFilled();
    for (QWidget* widget : {m_blank, static_cast<QWidget*>(m_empty), m_filled})
        m_stack->addWidget(widget);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    connect(m_empty, &EmptyOverview::chooseRequested, this, &OverviewPage::chooseRequested);
    connect(m_empty, &EmptyOverview::qrRequested, this, &OverviewPage::qrRequested);
    connect(m_empty, &EmptyOverview::startRequested, this, [this] { Q_EMIT m_backend.commanded(StartTracker{}); });
    connectBackend();
    updateReach();
}

void OverviewPage::connectBackend()
{
    connect(&m_backend, &Backend::overviewReady, this, &OverviewPage::take);
    connect(&m_backend, &Backend::trackerOnChanged, this, &OverviewPage::setTrackerOn);
    connect(&m_backend, &Backend::announceUrlsChanged, m_empty, &EmptyOverview::setUrls);
    connect(&m_backend, &Backend::listenersChanged, this, [this](const server::ListenerStates& listeners) {
        m_listeners = listeners;
        updateReach();
    });
    connect(
        &m_backend, &Backend::settingsChanged, this, [this](const settings::Settings& settings, const QStringList&) {
            m_empty->setAllowAnyone(settings.allow == settings::Allow::Anyone);
        });
}

QWidget* OverviewPage::buildFilled()
{
    auto* scroll = new QScrollArea(m_stack);
    scroll->setObjectName(QStringLiteral("overviewScroll"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto* content = new QWidget(scroll);
    auto* column = new QVBoxLayout(content);
    m_off = buildOffCard();
    m_returning = new TextLabel(TextLabel::Role::Body, TextLabel::Tone::Dim, content);
    m_returning->hide();
    m_shared = new SharedCard(content);
    connect(m_shared, &SharedCard::swarmChosen, this, &OverviewPage::swarmRequested);
    connect(m_shared, &SharedCard::allChosen, this, &OverviewPage::swarmsRequested);
    m_charts = {new ChartCard(m_backend, monitor::SeriesKind::SwarmTraffic, tr("Swarm traffic"), content),
        new ChartCard(m_backend, monitor::SeriesKind::Clients, tr("Clients"), content)};
    auto* charts = new QHBoxLayout;
    charts->addWidget(m_charts[0], 5);
    charts->addWidget(m_charts[1], 4);
    m_tracker = new TrackerPanel(m_backend, content);
    QBoxLayout* figures = buildFigures();
    column->addWidget(m_off);
    column->addWidget(m_returning);
    column->addWidget(m_shared);
    column->addLayout(figures);
    column->addLayout(charts, 1);
    column->addWidget(m_tracker);
    keepScaled(*content, [column, charts, figures, scroll] {
        QPalette groove = QApplication::palette(); // on the window, not on a card
        groove.setColor(QPalette::Base, groove.color(QPalette::Window));
        scroll->verticalScrollBar()->setPalette(groove);
        scroll->horizontalScrollBar()->setPalette(groove);
        const int u = unit();
        column->setContentsMargins(2 * u, 2 * u, 2 * u, 2 * u);
        for (QBoxLayout* layout : {static_cast<QBoxLayout*>(column), static_cast<QBoxLayout*>(charts), figures})
            layout->setSpacing(u * 3 / 2);
    });
    scroll->setWidget(content);
    scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    return scroll;
}

Card* OverviewPage::buildOffCard()
{
    auto* card = new Card(this, Card::Edge::Warning);
    card->setObjectName(QStringLiteral("offCard"));
    card->setPadding(1.75, 0.75);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(0, 0, 0, 0);
    auto* words = new TextLabel(tr("The tracker is off. Nobody can announce; clients that were here go on expiring."),
        TextLabel::Role::Body, TextLabel::Tone::Normal, card);
    words->setWordWrap(true);
    auto* start = new QPushButton(tr("Start"), card);
    start->setObjectName(QStringLiteral("startTracker"));
    start->setAccessibleName(tr("Start the tracker"));
    start->setProperty("primary", true);
    connect(start, &QPushButton::clicked, this, [this] { Q_EMIT m_backend.commanded(StartTracker{}); });
    row->addWidget(words, 1);
    row->addWidget(start);
    card->hide();
    return card;
}

QBoxLayout* OverviewPage::buildFigures()
{
    const auto card = [this](const char* name, const QString& caption, const QString& leadsTo) {
        auto* figure = new FigureCard(caption, leadsTo, this);
        figure->setObjectName(QString::fromLatin1(name));
        return figure;
    };
    m_swarms = card("swarmsCard", tr("Swarms"), tr("Opens the page Swarms"));
    m_clients = card("clientsCard", tr("Clients"), tr("Opens the page Peers"));
    m_traffic = card("trafficCard", tr("Swarm traffic"), tr("As the clients report it. Opens the page Peers"));
    m_problems = card("problemsCard", tr("Problems"), tr("Opens what has a problem"));
    connect(m_swarms, &FigureCard::clicked, this, &OverviewPage::swarmsRequested);
    connect(m_clients, &FigureCard::clicked, this, [this] { Q_EMIT peersRequested({}); });
    connect(m_traffic, &FigureCard::clicked, this, [this] { Q_EMIT peersRequested({}); });
    connect(m_problems, &FigureCard::clicked, this, [this] {
        const bool stuckOnly = m_overview && m_overview->problems == 0 && m_overview->stuckClients > 0;
        if (stuckOnly)
            Q_EMIT peersRequested(QStringLiteral("stuck"));
        else
            Q_EMIT problemsRequested();
    });
    auto* row = new QHBoxLayout;
    for (FigureCard* figure : {m_swarms, m_clients, m_traffic, m_problems})
        row->addWidget(figure, 1);
    return row;
}

bool OverviewPage::isEmpty() const
{
    return m_stack->currentWidget() == m_empty;
}

void OverviewPage::take(const monitor::OverviewPtr& overview)
{
    if (!overview)
        return;
    m_overview = overview;
    QWidget* wanted = overview->firstRun ? static_cast<QWidget*>(m_empty) : m_filled;
    if (m_stack->currentWidget() != wanted)
        m_stack->setCurrentWidget(wanted);
    updateReach();
    if (overview->firstRun)
        return;
    m_shared->setOverview(*overview);
    updateFigures();
    updateReturning();
    m_tracker->setOverview(*overview);
}

void OverviewPage::updateFigures()
{
    m_swarms->setFigure(overview::swarmsFigure(*m_overview));
    m_clients->setFigure(overview::clientsFigure(*m_overview));
    m_traffic->setFigure(overview::trafficFigure(*m_overview));
    m_problems->setFigure(overview::problemsFigure(*m_overview));
}

void OverviewPage::updateReturning()
{
    const QString words = m_overview ? overview::returningWords(*m_overview, m_on) : QString();
    m_returning->setText(words);
    m_returning->setVisible(!words.isEmpty());
}

void OverviewPage::updateReach()
{
    const auto entries = statusWords(m_on, m_listeners, m_overview.get());
    m_empty->setOpen(entries.empty() || std::any_of(entries.begin(), entries.end(), [](const StatusEntry& entry) {
        return entry.sign != StatusEntry::Sign::Problem;
    }));
    m_empty->setReach(reachSentence(m_on, entries, m_overview.get()));
}

void OverviewPage::setTrackerOn(bool on)
{
    m_on = on;
    m_off->setVisible(!on);
    m_empty->setTrackerOn(on);
    updateReach();
    updateReturning();
}

void OverviewPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    for (ChartCard* chart : m_charts) // tall enough to read, short enough for a small screen
        chart->setMinimumHeight(std::max(unit() * 25, height() * 2 / 5));
}

} // namespace waggle::ui
