// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"
#include "core/remote/exchange.h"

#include <QElapsedTimer>
#include <QHostAddress>

// Between our values and Qt's.
namespace waggle::remote {

[[nodiscard]] inline protocol::Address addressOf(const QHostAddress& host)
{
    bool isV4 = false;
    const quint32 v4 = host.toIPv4Address(&isV4); // a v4-mapped one too
    return isV4 ? protocol::Address::v4(v4) : protocol::Address::v6(host.toIPv6Address().c);
}

[[nodiscard]] inline QHostAddress hostOf(const protocol::Address& address)
{
    return QHostAddress(QString::fromStdString(address.text()));
}

[[nodiscard]] inline Duration since(const QElapsedTimer& clock)
{
    return Duration(clock.nsecsElapsed() / 1000);
}

} // namespace waggle::remote
