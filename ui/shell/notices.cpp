// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/notices.h"

#include "ui/base/backend.h"
#include "ui/shell/noticearea.h"

namespace waggle::ui {

namespace {

constexpr qsizetype kMostLines = 5; // of one notice

void addLine(QStringList& lines, const QString& line)
{
    lines.removeAll(line);
    lines << line;
    while (lines.size() > kMostLines)
        lines.removeFirst();
}

} // namespace

Notices::Notices(Backend& backend, NoticeArea& area, QObject* parent)
    : QObject(parent)
    , m_area(area)
{
    connect(&backend, &Backend::torrentAdded, this,
        [this](const QString& name, const protocol::InfoHash&, bool isNew) { torrentAdded(name, isNew); });
    connect(&backend, &Backend::torrentFailed, this, &Notices::torrentFailed);
    connect(&backend, &Backend::settingsProblems, this, &Notices::settingsProblem);
    connect(&backend, &Backend::listenersChanged, this, &Notices::listenersChanged);
}

void Notices::torrentAdded(const QString& name, bool isNew)
{
    const QString id = QStringLiteral("torrentAdded");
    m_added = m_area.find(id) ? m_added + 1 : 1;
    QString words = isNew ? tr("%1 is known now: its swarm shows under this name.").arg(name)
                          : tr("%1 was known already.").arg(name);
    if (m_added > 1)
        words = tr("%1 torrents added, the last one is %2.").arg(m_added).arg(name);
    m_area.post({id, Banner::Kind::Good, words, tr("Show"), [this] { Q_EMIT swarmsWanted(); }, true});
}

void Notices::torrentFailed(const QString& what, const QString& why)
{
    const QString id = QStringLiteral("torrentFailed");
    if (!m_area.find(id))
        m_failures.clear();
    addLine(m_failures, tr("%1 was not added: %2").arg(what, why));
    m_area.post({id, Banner::Kind::Bad, m_failures.join(QLatin1Char('\n')), {}, {}, false});
}

void Notices::settingsProblem(const QString& where, const QString& message)
{
    const QString id = QStringLiteral("settings");
    if (!m_area.find(id))
        m_settings.clear();
    addLine(
        m_settings, where.isEmpty() || message.startsWith(where) ? message : tr("Setting %1: %2").arg(where, message));
    m_area.post({id, Banner::Kind::Warning, m_settings.join(QLatin1Char('\n')), tr("Settings"),
        [this] { Q_EMIT settingsWanted(); }, false});
}

// Told once when a problem begins; it is taken back when the last listener has opened. Put away, it stays away until
// the problem is another one; the status bar goes on showing it.
void Notices::listenersChanged(const server::ListenerStates& listeners)
{
    QStringList problems;
    for (const auto& one : listeners) {
        if (one.state == server::ListenerState::State::Retrying && !one.note && !problems.contains(one.problem))
            problems << one.problem;
    }
    if (problems == m_listenerProblems)
        return;
    m_listenerProblems = problems;
    const QString id = QStringLiteral("listeners");
    if (problems.isEmpty())
        return m_area.withdraw(id);
    m_area.post({id, Banner::Kind::Warning, problems.join(QLatin1Char('\n')), tr("Settings"),
        [this] { Q_EMIT settingsWanted(); }, false});
}

void Notices::explainListener(const QString& words, const QString& problem)
{
    m_area.post({QStringLiteral("listeners"), Banner::Kind::Warning, problem.isEmpty() ? words : problem,
        tr("Settings"), [this] { Q_EMIT settingsWanted(); }, false});
}

void Notices::refuseDrop(const QStringList& names)
{
    m_area.post({QStringLiteral("drop"), Banner::Kind::Note,
        tr("%1 was not added: it is neither a .torrent file nor a magnet link. Make a torrent of it in your client, "
           "with "
           "this tracker's announce URL, and drop that.")
            .arg(names.mid(0, 3).join(QStringLiteral(", "))),
        {}, {}, false});
}

} // namespace waggle::ui
