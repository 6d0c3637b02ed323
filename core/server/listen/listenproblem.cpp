// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/listen/listenproblem.h"

#include <cerrno>
#include <system_error>

namespace waggle::server {

namespace {

constexpr std::uint16_t kFirstFreePort = 1024; // below it a right is needed

} // namespace

QString listenProblem(int error, protocol::Transport transport, const protocol::Endpoint& wanted, const QString& scope)
{
    const bool http = transport == protocol::Transport::Http;
    const QString option
        = http ? QStringLiteral("Settings, or --http-port") : QStringLiteral("Settings, or --udp-port");
    const QString port
        = QStringLiteral("Port %1 (%2)").arg(wanted.port).arg(http ? QStringLiteral("TCP") : QStringLiteral("UDP"));
    const QString zone = scope.isEmpty() ? QString() : QLatin1Char('%') + scope;
    const QString address = QString::fromStdString(wanted.address.text()) + zone;
    switch (error) {
    case EADDRINUSE:
        return QStringLiteral("%1 is in use by another program. Stop it or choose another port (%2).")
            .arg(port, option);
    case EACCES:
    case EPERM:
        if (wanted.port == 0 || wanted.port >= kFirstFreePort)
            break;
        return QStringLiteral(
            "%1 may not be opened: ports below 1024 need a right that this user does not have. Choose "
            "a port from 1024 on (%2).")
            .arg(port, option);
    case EADDRNOTAVAIL:
    case ENODEV:
        return QStringLiteral("No interface has the address %1 now. Connect its network or listen on another address; "
                              "it is tried again every 30 s.")
            .arg(address);
    case EAFNOSUPPORT:
        return QStringLiteral("This computer has no IPv6.");
    case EMFILE:
    case ENFILE:
        return QStringLiteral("%1 cannot be opened: no file descriptor is left. Raise the limit of open files (ulimit "
                              "-n) or end other programs.")
            .arg(port);
    default:
        break;
    }
    return QStringLiteral("%1 on %2 cannot be opened: %3. Choose another address or port (%4).")
        .arg(port, address, QString::fromStdString(std::generic_category().message(error)), option);
}

} // namespace waggle::server
