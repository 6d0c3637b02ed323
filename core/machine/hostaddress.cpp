// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/machine/hostaddress.h"

#include <QUdpSocket>

namespace waggle::machine {

using protocol::Address;
using protocol::Family;

QHostAddress hostAddress(const Address& address, const QString& scope)
{
    const bool v4 = address.family() == Family::V4;
    if (address.isUnspecified()) // these bind one family each
        return QHostAddress(v4 ? QHostAddress::AnyIPv4 : QHostAddress::AnyIPv6);
    QHostAddress host(QString::fromStdString(address.text()));
    host.setScopeId(scope);
    return host;
}

Address addressOf(const QHostAddress& host)
{
    bool isV4 = false;
    const quint32 v4 = host.toIPv4Address(&isV4);
    return isV4 ? Address::v4(v4) : Address::v6(host.toIPv6Address().c);
}

bool isAddressHere(const Address& address, const QString& scope)
{
    if (address.isUnspecified())
        return true;
    QUdpSocket probe;
    return probe.bind(hostAddress(address, scope), 0)
        || probe.error() != QAbstractSocket::SocketAddressNotAvailableError;
}

} // namespace waggle::machine
