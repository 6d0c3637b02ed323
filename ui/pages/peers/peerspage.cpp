// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/peers/peerspage.h"

#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/pages/peers/peermodel.h"
#include "ui/pages/peers/peerspane.h"
#include "ui/table/tablepane.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/roundedframe.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace waggle::ui {

PeersPage::PeersPage(Backend& backend, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_clients(new PeersPane(backend, settings, PeerScope::AllSwarms, QStringLiteral("peers"), this))
    , m_counts(new TextLabel(TextLabel::Role::Body, TextLabel::Tone::Dim, this))
{
    setObjectName(QStringLiteral("peersPage"));
    m_counts->setObjectName(QStringLiteral("peersCounts"));
    auto* exporting = new QPushButton(tr("Export…"), this);
    exporting->setObjectName(QStringLiteral("peersExport"));
    exporting->setAccessibleName(tr("Export all clients"));
    auto* head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("Clients"), TextLabel::Role::Heading, TextLabel::Tone::Normal, this));
    head->addWidget(m_counts);
    head->addStretch();
    head->addWidget(exporting);
    auto* frame = new RoundedFrame(this);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(m_clients);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(head);
    layout->addWidget(frame, 1);
    keepScaled(*this, [layout, head] {
        layout->setContentsMargins(2 * unit(), 2 * unit(), 2 * unit(), 2 * unit());
        layout->setSpacing(unit() * 3 / 2);
        head->setSpacing(unit() * 5 / 4);
    });
    setFocusProxy(m_clients);
    connect(exporting, &QPushButton::clicked, &m_clients->pane(), &TablePane::exportRows);
    connect(m_clients, &PeersPane::changed, this, &PeersPage::showCounts);
    connect(m_clients, &PeersPane::followClient, this, &PeersPage::followClient);
    connect(m_clients, &PeersPane::showSwarm, this, &PeersPage::showSwarm);
    connect(m_clients, &PeersPane::filterCleared, this, &PeersPage::filterCleared);
}

void PeersPage::setFilter(const QString& filter)
{
    m_clients->pane().setFilter(filter);
}

void PeersPage::showCounts()
{
    const auto& page = m_clients->model().page();
    if (!page)
        return;
    if (page->hidden > 0) { // all by the filter
        m_counts->setText(tr("%1 of %2 clients match")
                              .arg(format::count(static_cast<std::uint64_t>(page->clients)),
                                  format::count(static_cast<std::uint64_t>(page->clients + page->hidden))));
        return;
    }
    m_counts->setText(tr("%1 (%2)").arg(page->clients == 1
            ? tr("1 client")
            : tr("%1 clients").arg(format::count(static_cast<std::uint64_t>(page->clients))),
        page->addresses == 1 ? tr("1 address")
                             : tr("%1 addresses").arg(format::count(static_cast<std::uint64_t>(page->addresses)))));
}

} // namespace waggle::ui
