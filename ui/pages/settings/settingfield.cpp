// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settingfield.h"

#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QGridLayout>

namespace waggle::ui {

SettingField::SettingField(
    const QString& name, const QString& title, const QString& explanation, QWidget* editor, QWidget* parent)
    : QWidget(parent)
    , m_name(name)
    , m_explanation(explanation)
    , m_editor(editor)
    , m_hint(new TextLabel(explanation, TextLabel::Role::Caption, TextLabel::Tone::Dim))
    , m_problem(new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Bad))
{
    auto* label = new TextLabel(title, TextLabel::Role::Body);
    label->setBuddy(editor);
    editor->setObjectName(name);
    editor->setAccessibleName(title);
    editor->setAccessibleDescription(explanation);
    m_hint->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_hint->setVisible(!explanation.isEmpty());
    m_problem->setObjectName(name + QStringLiteral(".problem"));
    m_problem->hide();

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(label, 0, 0, Qt::AlignTop);
    const bool narrow = editor->maximumWidth() < QWIDGETSIZE_MAX;
    grid->addWidget(editor, 0, 1, narrow ? Qt::AlignLeft : Qt::Alignment());
    grid->addWidget(m_hint, 1, 1);
    grid->addWidget(m_problem, 2, 1);
    grid->setColumnStretch(1, 1);
    keepScaled(*this, [grid, label] {
        label->setMinimumWidth(24 * unit());
        label->setContentsMargins(0, unit() / 2, 0, 0);
        grid->setHorizontalSpacing(2 * unit());
        grid->setVerticalSpacing(unit() / 2);
    });
}

void SettingField::setFixed(bool fixed)
{
    m_editor->setEnabled(!fixed);
    m_hint->setText(fixed ? tr("Set on the command line for this run.") : m_explanation);
    m_hint->setVisible(!m_hint->text().isEmpty());
}

void SettingField::setProblem(const QString& words, bool warning)
{
    m_error = !words.isEmpty() && !warning;
    m_problem->setVisible(!words.isEmpty());
    m_problem->setText((warning ? QStringLiteral("⚠ ") : QStringLiteral("✕ ")) + words);
    m_problem->setTone(warning ? TextLabel::Tone::Warning : TextLabel::Tone::Bad);
}

} // namespace waggle::ui
