// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/swarmrequests.h"

#include "ui/pages/requests/requestmodel.h"
#include "ui/table/tableheader.h"
#include "ui/table/tablepane.h"
#include "ui/table/tableview.h"

#include <QVBoxLayout>

namespace waggle::ui {

SwarmRequests::SwarmRequests(Backend& backend, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_model(new RequestModel(backend, this))
    , m_table(new TablePane(*m_model, settings, QStringLiteral("swarmRequests")))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
    m_table->setEmptyText(tr("No requests in the log"), tr("What clients ask about this swarm appears here."));
    m_model->setKinds(monitor::RequestQuery::Kinds::All);
    setSwarm({});
}

void SwarmRequests::setSwarm(const std::optional<protocol::InfoHash>& infoHash)
{
    // Without a swarm none is meant, not all: the zero hash is nobody's.
    m_model->setSwarm(infoHash.value_or(protocol::InfoHash{}));
}

} // namespace waggle::ui
