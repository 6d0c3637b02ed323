// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/listen/listener.h"

namespace waggle::server {

QString ListenerState::announceUrl() const
{
    QString host = QString::fromStdString(wanted.address.text());
    if (wanted.address.family() == protocol::Family::V6) {
        // RFC 6874: the % of a zone is written %25 in a URL.
        const QString zone = scope.isEmpty() ? QString() : QStringLiteral("%25") + scope;
        host = QLatin1Char('[') + host + zone + QLatin1Char(']');
    }
    const QString scheme = transport == protocol::Transport::Http ? QStringLiteral("http") : QStringLiteral("udp");
    return scheme + QStringLiteral("://") + host + QLatin1Char(':') + QString::number(port != 0 ? port : wanted.port)
        + QStringLiteral("/announce");
}

} // namespace waggle::server
