// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/peers/peerspane.h"

#include "ui/base/backend.h"
#include "ui/base/format.h"
#include "ui/base/rowwords.h"
#include "ui/pages/peers/peermodel.h"
#include "ui/table/tablepane.h"
#include "ui/table/tableview.h"
#include "ui/widgets/menuaction.h"
#include "ui/widgets/messagebar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>
#include <QVBoxLayout>

#include <set>

namespace waggle::ui {

namespace {

QString linesOf(const std::vector<monitor::PeerRow>& rows, const std::function<QString(const monitor::PeerRow&)>& words)
{
    QStringList lines;
    for (const monitor::PeerRow& row : rows)
        lines << words(row);
    return lines.join(QLatin1Char('\n'));
}

std::vector<protocol::Address> addressesOf(const std::vector<monitor::PeerRow>& rows)
{
    std::set<protocol::Address> addresses;
    for (const monitor::PeerRow& row : rows) {
        addresses.insert(row.endpoint.address);
        for (const protocol::Endpoint& other : row.others)
            addresses.insert(other.address);
    }
    return {addresses.begin(), addresses.end()};
}

QString nameOf(const std::vector<protocol::Address>& addresses)
{
    const QString first = addressText(addresses.front());
    return addresses.size() == 1 ? first
                                 : PeersPane::tr("%1 and %2 more").arg(first, format::count(addresses.size() - 1));
}

} // namespace

PeersPane::PeersPane(Backend& backend, QSettings& settings, PeerScope scope, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_backend(backend)
    , m_scope(scope)
    , m_model(new PeerModel(backend, scope, this))
    , m_pane(new TablePane(*m_model, settings, name, this))
    , m_message(new MessageBar(this))
{
    setObjectName(name + QStringLiteral("Clients"));
    m_pane->view().setAccessibleName(tr("Clients"));
    m_pane->setEmptyText(scope == PeerScope::OneSwarm ? tr("Nobody is here") : tr("No clients yet"),
        tr("A client stands here from its first announce until it leaves or is not heard of any more."));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_pane, 1);
    layout->addWidget(m_message);
    setFocusProxy(m_pane);
    connect(&m_pane->view(), &TableView::menuFilling, this, [this](QMenu* menu) { fillMenu(*menu); });
    connect(&m_pane->view(), &TableView::openRequested, this, &PeersPane::open);
    connect(m_pane, &TablePane::filterCleared, this, &PeersPane::filterCleared);
    connect(m_model, &PagedModelBase::arrived, this, &PeersPane::changed);
}

std::vector<monitor::PeerRow> PeersPane::chosen() const
{
    std::vector<monitor::PeerRow> rows;
    for (const qint64 row : m_pane->view().selectedRows()) {
        if (const monitor::PeerRow* peer = m_model->rowAt(row))
            rows.push_back(*peer);
    }
    return rows;
}

void PeersPane::open(qint64 row, bool open)
{
    const monitor::PeerRow* peer = m_model->rowAt(row);
    if (!peer)
        return;
    // Left on an address goes to its client and closes it, as in a tree.
    if (peer->isAddress && !open)
        m_pane->view().selectKey(clientRowKey(*peer));
    m_model->setExpanded(row, open);
}

void PeersPane::fillMenu(QMenu& menu)
{
    const std::vector<monitor::PeerRow> rows = chosen();
    if (rows.empty())
        return;
    const auto copy = [](const QString& text) { QGuiApplication::clipboard()->setText(text); };
    addMenuAction(menu, QStringLiteral("copyAddress"), rows.size() == 1 ? tr("Copy address") : tr("Copy addresses"),
        [rows, copy] { copy(linesOf(rows, [](const monitor::PeerRow& row) { return endpointText(row.endpoint); })); });
    addMenuAction(menu, QStringLiteral("copyPeerId"), tr("Copy peer_id"),
        [rows, copy] { copy(linesOf(rows, [](const monitor::PeerRow& row) { return peerIdText(row.peerId); })); });
    menu.addSeparator();
    const monitor::PeerRow first = rows.front();
    addMenuAction(
        menu, QStringLiteral("follow"), tr("Follow in Requests"),
        [this, first] { Q_EMIT followClient(first.peerId, first.infoHash); }, rows.size() == 1);
    if (m_scope == PeerScope::AllSwarms)
        addMenuAction(
            menu, QStringLiteral("showSwarm"), tr("Show its swarm"),
            [this, first] { Q_EMIT showSwarm(first.infoHash); }, rows.size() == 1);
    menu.addSeparator();
    const std::vector<protocol::Address> addresses = addressesOf(rows);
    addMenuAction(menu, QStringLiteral("ban"), tr("Ban %1 until the program ends").arg(nameOf(addresses)),
        [this, addresses] { ban(addresses); });
}

void PeersPane::ban(const std::vector<protocol::Address>& addresses)
{
    for (const protocol::Address& address : addresses)
        Q_EMIT m_backend.commanded(BanAddress{address});
    m_message->tell(tr("Banned %1 until the program ends; the tracker refuses it").arg(nameOf(addresses)), tr("Undo"),
        [this, addresses] {
            for (const protocol::Address& address : addresses)
                Q_EMIT m_backend.commanded(UnbanAddress{address});
        });
}

} // namespace waggle::ui
