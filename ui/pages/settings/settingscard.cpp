// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settingscard.h"

#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QVBoxLayout>

namespace waggle::ui {

SettingsCard::SettingsCard(const QString& title, QWidget* parent)
    : Card(parent)
    , m_column(new QVBoxLayout(this))
{
    m_column->addWidget(new TextLabel(title, TextLabel::Role::Heading));
    keepScaled(*this, [this] {
        m_column->setContentsMargins(2 * unit(), 2 * unit(), 2 * unit(), 2 * unit());
        m_column->setSpacing(3 * unit() / 2);
    });
}

void SettingsCard::addField(QWidget* field)
{
    m_column->addWidget(field);
}

} // namespace waggle::ui
