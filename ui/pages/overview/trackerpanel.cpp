// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/trackerpanel.h"

#include "ui/base/backend.h"
#include "ui/base/theme.h"
#include "ui/charts/chartcard.h"
#include "ui/pages/overview/overviewwords.h"
#include "ui/pages/overview/trackerfigures.h"
#include "ui/widgets/card.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QToolButton>
#include <QVBoxLayout>

namespace waggle::ui {

namespace {

constexpr std::uint64_t kOpensAt = 50; // clients

} // namespace

TrackerPanel::TrackerPanel(Backend& backend, QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("trackerPanel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(buildHeader());
    m_body = buildBody(backend);
    column->addWidget(m_body);
    keepScaled(*this, [column] { column->setSpacing(unit() * 3 / 2); });
    m_body->hide();
}

QWidget* TrackerPanel::buildHeader()
{
    auto* card = new Card(this);
    card->setPadding(1, 0.5);
    auto* row = new QHBoxLayout(card);
    row->setContentsMargins(0, 0, 0, 0);
    m_toggle = new QToolButton(card);
    m_toggle->setObjectName(QStringLiteral("trackerToggle"));
    m_toggle->setText(QLatin1Char(' ') + tr("Tracker itself"));
    m_toggle->setAccessibleName(tr("Tracker itself: requests, answers, bandwidth"));
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setIcon(lineIcon(QStringLiteral("chevron-right")));
    m_toggle->setAutoRaise(true);
    m_toggle->setFocusPolicy(Qt::StrongFocus);
    connect(m_toggle, &QToolButton::clicked, this, [this] {
        m_chosen = true;
        setOpen(!m_open);
    });
    m_summary = new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Dim, card);
    m_summary->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_toggle);
    row->addWidget(m_summary, 1);
    keepScaled(*card, [this] { m_toggle->setIconSize(QSize(unit() * 3 / 2, unit() * 3 / 2)); });
    return card;
}

QWidget* TrackerPanel::buildBody(Backend& backend)
{
    auto* body = new QWidget(this);
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    auto* charts = new QHBoxLayout;
    charts->addWidget(new ChartCard(backend, monitor::SeriesKind::Requests, tr("Requests"), body), 1);
    charts->addWidget(new ChartCard(backend, monitor::SeriesKind::Answers, tr("Answers"), body), 1);
    auto* bandwidth = new ChartCard(backend, monitor::SeriesKind::TrackerBandwidth, tr("Tracker bandwidth"), body);
    auto* second = new QHBoxLayout;
    second->addWidget(bandwidth, 1);
    m_figures = new TrackerFigures(body);
    second->addWidget(m_figures, 1);
    column->addLayout(charts);
    column->addLayout(second);
    keepScaled(*body, [column, charts, second] {
        for (QBoxLayout* layout :
            {static_cast<QBoxLayout*>(column), static_cast<QBoxLayout*>(charts), static_cast<QBoxLayout*>(second)})
            layout->setSpacing(unit() * 3 / 2);
    });
    return body;
}

void TrackerPanel::setOpen(bool open)
{
    m_open = open;
    m_toggle->setIcon(lineIcon(open ? QStringLiteral("chevron-down") : QStringLiteral("chevron-right")));
    m_body->setVisible(open);
}

void TrackerPanel::setOverview(const monitor::Overview& overview)
{
    m_summary->setText(overview::trackerSummary(overview));
    if (!m_open && !m_chosen && overview.totals.clients >= kOpensAt)
        setOpen(true);
    m_figures->setOverview(overview);
}

QString TrackerPanel::summary() const
{
    return m_summary->text();
}

} // namespace waggle::ui
