// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/sleepinhibitor.h"

#include <QDBusConnection>
#include <QDBusError>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace waggle::app {

namespace {

Q_LOGGING_CATEGORY(lcSleep, "waggle.sleep")

bool moves(const monitor::SwarmRow& row)
{
    const bool moved = row.rateDown.value_or(0) > 0 || row.rateUp.value_or(0) > 0;
    return moved && row.leechers > row.stuck + row.partialSeeds;
}

} // namespace

bool isTransferring(const monitor::Overview& overview)
{
    return overview.overdueClients < overview.totals.clients
        && std::any_of(overview.shared.begin(), overview.shared.end(), moves);
}

bool staysAwake(std::optional<protocol::Time> lastTransfer, protocol::Time now)
{
    return lastTransfer && now - *lastTransfer < kAwakeAfter;
}

SleepInhibitor::SleepInhibitor(QObject* parent)
    : QObject(parent)
{
    m_clock.start();
}

void SleepInhibitor::update(const monitor::OverviewPtr& overview)
{
    const protocol::Time now(m_clock.elapsed());
    if (overview && isTransferring(*overview))
        m_lastTransfer = now;
    const bool wanted = staysAwake(m_lastTransfer, now);
    if (wanted == m_engaged)
        return;
    m_engaged = wanted;
    ++m_request;
    m_lock = QDBusUnixFileDescriptor(); // closed: released
    if (wanted)
        engage();
}

void SleepInhibitor::engage()
{
    QDBusConnection bus = QDBusConnection::systemBus();
    if (!bus.isConnected()) {
        tellUnavailable(bus.lastError().message());
        return;
    }
    QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.login1"),
        QStringLiteral("/org/freedesktop/login1"), QStringLiteral("org.freedesktop.login1.Manager"),
        QStringLiteral("Inhibit"));
    call << QStringLiteral("sleep:idle") << QStringLiteral("Waggle") << tr("Computers are downloading from each other")
         << QStringLiteral("block");
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(
        watcher, &QDBusPendingCallWatcher::finished, this, [this, request = m_request](QDBusPendingCallWatcher* done) {
            done->deleteLater();
            const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *done;
            if (reply.isError())
                tellUnavailable(reply.error().message());
            else if (request == m_request)
                m_lock = reply.value();
        });
}

void SleepInhibitor::tellUnavailable(const QString& why)
{
    if (!std::exchange(m_told, true))
        qCDebug(lcSleep).noquote() << tr("The computer may sleep while others download: %1").arg(why);
}

} // namespace waggle::app
