// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/listen/listener.h"

#include <QObject>
#include <QStringList>

namespace waggle::ui {

class Backend;
class NoticeArea;

// Puts what the program reports into words above the pages: torrents added or not, wrong settings, listeners that
// cannot open. Main thread.
class Notices final : public QObject {
    Q_OBJECT
public:
    Notices(Backend& backend, NoticeArea& area, QObject* parent);

    void explainListener(const QString& words, const QString& problem);
    void refuseDrop(const QStringList& names);

Q_SIGNALS:
    void swarmsWanted(); // [Show] of a torrent that was added
    void settingsWanted();

private:
    void torrentAdded(const QString& name, bool isNew);
    void torrentFailed(const QString& what, const QString& why);
    void settingsProblem(const QString& where, const QString& message);
    void listenersChanged(const server::ListenerStates& listeners);

    NoticeArea& m_area;
    int m_added = 0;
    QStringList m_failures, m_settings;
    QStringList m_listenerProblems;
};

} // namespace waggle::ui
