// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/choicerow.h"

#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QToolButton>

namespace waggle::ui {

ChoiceRow::ChoiceRow(QWidget* parent)
    : QWidget(parent)
    , m_group(new QButtonGroup(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    connect(m_group, &QButtonGroup::idClicked, this, &ChoiceRow::changed);
}

void ChoiceRow::addChoice(const QString& text, const QString& objectName)
{
    auto* button = new QToolButton(this);
    button->setText(text);
    button->setAutoRaise(true);
    button->setCheckable(true);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::StrongFocus);
    keepScaled(*button, [button] {
        button->setFont(captionFont());
        button->setFixedHeight(button->fontMetrics().height() * 3 / 2);
        button->setFixedWidth(button->fontMetrics().horizontalAdvance(button->text()) + 2 * unit());
    });
    m_group->addButton(button, static_cast<int>(m_group->buttons().size()));
    layout()->addWidget(button);
    if (m_group->checkedId() < 0)
        button->setChecked(true);
}

void ChoiceRow::choose(int index)
{
    if (QAbstractButton* button = m_group->button(index))
        button->setChecked(true);
}

int ChoiceRow::chosen() const
{
    return m_group->checkedId();
}

} // namespace waggle::ui
