// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/tray.h"

#include "ui/widgets/icons.h"

#include <QAction>
#include <QMenu>
#include <QSystemTrayIcon>

namespace waggle::ui {

Tray::Tray(QObject* parent)
    : Tray(parent, QSystemTrayIcon::isSystemTrayAvailable())
{
}

Tray::Tray(QObject* parent, bool available)
    : QObject(parent)
    , m_menu(new QMenu)
{
    QAction* show = m_menu->addAction(tr("Show Waggle"), this, &Tray::showWanted);
    show->setObjectName(QStringLiteral("trayShow"));
    m_tracker = m_menu->addAction(tr("Tracker on"));
    m_tracker->setObjectName(QStringLiteral("trayTracker"));
    m_tracker->setCheckable(true);
    connect(m_tracker, &QAction::triggered, this, &Tray::trackerWanted);
    m_menu->addSeparator();
    QAction* quit = m_menu->addAction(tr("Quit"), this, &Tray::quitWanted);
    quit->setObjectName(QStringLiteral("trayQuit"));
    if (!available)
        return;
    m_icon = new QSystemTrayIcon(programIcon(), this);
    m_icon->setContextMenu(m_menu);
    m_icon->setToolTip(tr("Waggle"));
    connect(m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger || reason == QSystemTrayIcon::DoubleClick)
            Q_EMIT showWanted();
    });
    m_icon->show();
}

Tray::~Tray()
{
    delete m_menu;
}

bool Tray::isThere() const
{
    return m_icon && m_icon->isVisible();
}

void Tray::setTrackerOn(bool on)
{
    m_tracker->setChecked(on);
}

void Tray::setSummary(const QString& summary)
{
    if (m_icon)
        m_icon->setToolTip(summary);
}

void Tray::tell(const QString& title, const QString& words)
{
    if (m_icon)
        m_icon->showMessage(title, words, programIcon());
}

} // namespace waggle::ui
