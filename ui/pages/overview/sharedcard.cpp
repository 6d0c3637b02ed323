// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/sharedcard.h"

#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/pages/overview/sharedrow.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace waggle::ui {

namespace {

constexpr std::size_t kMost = 5;

} // namespace

SharedCard::SharedCard(QWidget* parent)
    : Card(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("sharedCard"));
    setPadding(1, 1.25);
    auto* heading = new TextLabel(tr("What is shared"), TextLabel::Role::Heading, TextLabel::Tone::Normal, this);
    m_nothing
        = new TextLabel(tr("Nothing yet. A swarm appears with the first client that announces it, or with a .torrent "
                           "file that is dropped here."),
            TextLabel::Role::Body, TextLabel::Tone::Dim, this);
    m_nothing->setWordWrap(true);
    m_more = new QPushButton(this);
    m_more->setObjectName(QStringLiteral("moreShared"));
    m_more->setFlat(true);
    connect(m_more, &QPushButton::clicked, this, &SharedCard::allChosen);
    auto* header = new QHBoxLayout;
    header->addWidget(heading, 1);
    header->addWidget(m_more);
    m_column->addLayout(header);
    m_column->addWidget(m_nothing);
    m_column->setSpacing(0);
    keepScaled(*this, [this, header] {
        m_column->setContentsMargins(0, 0, 0, 0);
        header->setContentsMargins(unit() * 3 / 4, 0, 0, unit() / 2);
        m_nothing->setContentsMargins(unit() * 3 / 4, 0, 0, 0);
        m_more->setFixedHeight(QFontMetrics(font()).height() * 3 / 2);
        alignRows();
    });
    m_more->hide();
}

SharedRow* SharedCard::addRow()
{
    auto* row = new SharedRow(this);
    row->setObjectName(QStringLiteral("shared_%1").arg(m_rows.size()));
    connect(row, &SharedRow::clicked, this, [this, row] { Q_EMIT swarmChosen(row->infoHash()); });
    m_column->addWidget(row);
    m_rows.push_back(row);
    return row;
}

void SharedCard::setOverview(const monitor::Overview& overview)
{
    m_used = std::min(kMost, overview.shared.size());
    while (m_rows.size() < m_used)
        addRow();
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (i < m_used)
            m_rows[i]->setRow(overview.shared[i]);
        m_rows[i]->setVisible(i < m_used);
    }
    m_nothing->setVisible(m_used == 0);
    const qint64 more = overview.swarms - static_cast<qint64>(m_used);
    m_more->setVisible(more > 0 && m_used > 0);
    m_more->setText(tr("%1 more").arg(format::count(static_cast<std::uint64_t>(std::max<qint64>(0, more)))));
    m_more->setAccessibleName(tr("All swarms, %1").arg(m_more->text()));
    alignRows();
}

void SharedCard::alignRows()
{
    SharedRow::Columns columns;
    for (std::size_t i = 0; i < m_used; ++i)
        columns.widen(m_rows[i]->wantedColumns());
    columns.name = std::min(columns.name, width() * 3 / 10); // a long name is cut in its middle
    columns.words = std::min(columns.words, width() * 4 / 10);
    for (SharedRow* row : m_rows)
        row->setColumns(columns);
}

void SharedCard::resizeEvent(QResizeEvent* event)
{
    Card::resizeEvent(event);
    alignRows();
}

} // namespace waggle::ui
