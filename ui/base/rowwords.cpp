// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/rowwords.h"

#include "ui/base/format.h"

#include <QDateTime>

#include <cmath>

namespace waggle::ui {

namespace {

std::int64_t wallOf(protocol::Time age)
{
    return QDateTime::currentMSecsSinceEpoch() - age.count();
}

} // namespace

QString hexOf(const protocol::InfoHash& infoHash)
{
    return QString::fromStdString(infoHash.hex());
}

QString addressText(const protocol::Address& address)
{
    return QString::fromStdString(address.text());
}

QString endpointText(const protocol::Endpoint& endpoint)
{
    return QString::fromStdString(endpoint.text());
}

QString peerIdText(const protocol::PeerId& peerId)
{
    QString text;
    for (const std::uint8_t byte : peerId.bytes) {
        if (byte > 0x20 && byte < 0x7f && byte != '%')
            text += QLatin1Char(static_cast<char>(byte));
        else
            text += QStringLiteral("%%1").arg(static_cast<int>(byte), 2, 16, QLatin1Char('0'));
    }
    return text;
}

QString momentOf(protocol::Time age)
{
    return format::moment(wallOf(age));
}

QString isoOf(protocol::Time age)
{
    return isoOfWall(wallOf(age));
}

QString isoOfWall(std::int64_t wallMs)
{
    return QDateTime::fromMSecsSinceEpoch(wallMs, Qt::UTC).toString(Qt::ISODate);
}

QJsonValue rawNumber(std::optional<std::uint64_t> value)
{
    return value ? QJsonValue(static_cast<qint64>(std::min<std::uint64_t>(*value, INT64_MAX))) : QJsonValue();
}

QJsonValue rawNumber(std::optional<double> value)
{
    return value && std::isfinite(*value) ? QJsonValue(std::round(*value * 1000) / 1000) : QJsonValue();
}

} // namespace waggle::ui
