// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settingspage.h"

#include "ui/base/backend.h"
#include "ui/base/theme.h"
#include "ui/pages/settings/bannedlist.h"
#include "ui/pages/settings/settingscard.h"
#include "ui/pages/settings/settingsform.h"
#include "ui/widgets/rescale.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace waggle::ui {

namespace {

constexpr int kWidest = 100; // in units: lines of text longer than this are hard to read

} // namespace

SettingsPage::SettingsPage(Backend& backend, QWidget* parent)
    : QWidget(parent)
    , m_backend(backend)
    , m_form(new SettingsForm)
    , m_apply(new QPushButton(tr("Apply")))
    , m_undo(new QPushButton(tr("Undo changes")))
    , m_defaults(new QPushButton(tr("Defaults")))
    , m_bar(makeBar())
{
    auto* content = new QWidget;
    auto* row = new QHBoxLayout(content);
    auto* cards = new QWidget;
    auto* stack = new QVBoxLayout(cards);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->addWidget(m_form);
    auto* banned = new SettingsCard(tr("Banned until the program ends"));
    banned->addField(new BannedList(backend));
    stack->addWidget(banned);
    stack->addStretch();
    row->addWidget(cards, 1);
    row->addStretch();
    keepScaled(*cards, [cards, row, stack] {
        cards->setMaximumWidth(kWidest * unit());
        row->setContentsMargins(2 * unit(), 2 * unit(), 2 * unit(), 2 * unit());
        stack->setSpacing(3 * unit() / 2);
    });
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    keepScaled(*scroll, [scroll] {
        QPalette groove = QApplication::palette(); // on the window, not on a card
        groove.setColor(QPalette::Base, groove.color(QPalette::Window));
        scroll->verticalScrollBar()->setPalette(groove);
    });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scroll, 1);
    column->addWidget(m_bar);
    connect(m_form, &SettingsForm::edited, this, qOverload<>(&SettingsPage::update));
    connect(&m_backend, &Backend::settingsChanged, this, &SettingsPage::showSettings);
    showSettings({}, {});
}

QWidget* SettingsPage::makeBar()
{
    auto* bar = new QWidget;
    m_apply->setProperty("primary", true);
    m_apply->setObjectName(QStringLiteral("applySettings"));
    m_undo->setObjectName(QStringLiteral("undoSettings"));
    m_defaults->setObjectName(QStringLiteral("defaultSettings"));
    m_defaults->setToolTip(tr("Fills in what Waggle would use by itself; nothing changes before Apply"));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(2 * unit(), unit(), 2 * unit(), unit());
    row->setSpacing(unit());
    row->addWidget(m_apply);
    row->addWidget(m_undo);
    row->addWidget(m_defaults);
    row->addStretch();
    connect(
        m_apply, &QPushButton::clicked, this, [this] { Q_EMIT m_backend.commanded(ApplySettings{m_form->read()}); });
    connect(m_undo, &QPushButton::clicked, this, [this] { showSettings(m_inForce, m_fixed); });
    connect(m_defaults, &QPushButton::clicked, this, [this] {
        m_form->show(settings::keepFixed({}, m_inForce, m_fixed), m_fixed);
        update();
    });
    return bar;
}

void SettingsPage::showSettings(const settings::Settings& settings, const QStringList& fixed)
{
    m_inForce = settings;
    m_fixed = fixed;
    m_form->show(settings, fixed);
    update();
}

void SettingsPage::update()
{
    const bool right = m_form->check();
    const bool changed = !(m_form->read() == m_inForce);
    m_apply->setEnabled(changed && right);
    m_undo->setEnabled(changed || !right);
    m_defaults->setEnabled(!(m_form->read() == settings::keepFixed({}, m_inForce, m_fixed)));
}

} // namespace waggle::ui
