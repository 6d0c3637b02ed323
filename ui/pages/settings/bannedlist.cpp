// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/bannedlist.h"

#include "ui/base/backend.h"
#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace waggle::ui {

BannedList::BannedList(Backend& backend, QWidget* parent)
    : QWidget(parent)
    , m_backend(backend)
    , m_none(new TextLabel(tr("Nobody. Ban an address from the menu of a row on Peers or Requests."),
          TextLabel::Role::Body, TextLabel::Tone::Dim))
    , m_list(new QListWidget)
    , m_unban(new QPushButton(tr("Let them in again")))
{
    m_none->setWordWrap(true);
    m_list->setObjectName(QStringLiteral("bannedAddresses"));
    m_list->setAccessibleName(tr("Banned addresses"));
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_unban->setObjectName(QStringLiteral("unban"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepScaled(*m_list, [this] {
        m_list->setFont(fixedFont());
        m_list->setMaximumHeight(14 * unit());
    });
    column->addWidget(m_none);
    column->addWidget(m_list);
    column->addWidget(m_unban, 0, Qt::AlignLeft);
    connect(m_unban, &QPushButton::clicked, this, &BannedList::unbanSelected);
    connect(m_list, &QListWidget::itemSelectionChanged, this,
        [this] { m_unban->setEnabled(!m_list->selectedItems().isEmpty()); });
    connect(
        &m_backend, &Backend::bannedChanged, this, qOverload<const std::vector<protocol::Address>&>(&BannedList::show));
    show({});
}

void BannedList::show(const std::vector<protocol::Address>& banned)
{
    m_banned = banned;
    m_list->clear();
    for (const protocol::Address& address : banned)
        m_list->addItem(QString::fromStdString(address.text()));
    m_none->setVisible(banned.empty());
    m_list->setVisible(!banned.empty());
    m_unban->setVisible(!banned.empty());
    m_unban->setEnabled(false);
}

void BannedList::unbanSelected()
{
    std::vector<protocol::Address> chosen;
    for (const QListWidgetItem* item : m_list->selectedItems())
        chosen.push_back(m_banned.at(static_cast<std::size_t>(m_list->row(item))));
    for (const protocol::Address& address : chosen)
        Q_EMIT m_backend.commanded(UnbanAddress{address});
}

} // namespace waggle::ui
