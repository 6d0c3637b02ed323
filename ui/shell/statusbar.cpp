// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/statusbar.h"

#include "ui/base/theme.h"
#include "ui/shell/statusitem.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QPainter>

namespace waggle::ui {

StatusBar::StatusBar(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
{
    setObjectName(QStringLiteral("statusBar"));
    m_allow = new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Dim, this);
    m_rate = new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Dim, this);
    m_row->addStretch(1);
    m_row->addWidget(m_allow);
    m_row->addWidget(m_rate);
    keepScaled(*this, [this] {
        m_row->setContentsMargins(unit() * 7 / 4, unit() / 2 + 1, unit() * 7 / 4, unit() / 2);
        m_row->setSpacing(unit() * 2);
    });
}

void StatusBar::setEntries(const std::vector<StatusEntry>& entries)
{
    if (entries == m_entries)
        return;
    m_entries = entries;
    while (m_items.size() < entries.size()) {
        auto* item = new StatusItem(this);
        item->setObjectName(QStringLiteral("status_%1").arg(m_items.size()));
        connect(item, &StatusItem::clicked, this, [this, item] {
            if (item->entry().sign == StatusEntry::Sign::Problem)
                Q_EMIT problemChosen(item->entry());
        });
        m_row->insertWidget(static_cast<int>(m_items.size()), item);
        m_items.push_back(item);
    }
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        if (i < entries.size())
            m_items[i]->setEntry(entries[i]);
        m_items[i]->setVisible(i < entries.size());
    }
}

void StatusBar::setAllow(const QString& words, const QString& detail)
{
    m_allow->setText(words);
    m_allow->setToolTip(detail);
}

void StatusBar::setRate(const QString& words)
{
    m_rate->setText(words);
}

QStringList StatusBar::words() const
{
    QStringList all;
    for (const StatusEntry& entry : m_entries)
        all << signText(entry.sign) + QLatin1Char(' ') + entry.words;
    return all;
}

void StatusBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(rect().topLeft(), rect().topRight());
}

} // namespace waggle::ui
