// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/answers.h"
#include "core/remote/wire/codepoints.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <limits>

namespace waggle::remote {

namespace {

// JSON has no integers past 63 bits that everybody reads.
QJsonValue number(std::uint64_t value)
{
    constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<qint64>::max());
    return static_cast<qint64>(std::min(value, kLargest));
}

QString eventText(protocol::Event event)
{
    switch (event) {
    case protocol::Event::None:
        return {};
    case protocol::Event::Completed:
        return QStringLiteral("completed");
    case protocol::Event::Started:
        return QStringLiteral("started");
    case protocol::Event::Stopped:
        return QStringLiteral("stopped");
    case protocol::Event::Paused:
        return QStringLiteral("paused");
    }
    return {};
}

QJsonObject sdpObject(const QString& type, const QByteArray& sdp)
{
    return {{QStringLiteral("type"), type}, {QStringLiteral("sdp"), QString::fromUtf8(sdp)}};
}

QJsonObject announcement(const Announcing& announcing)
{
    return {{QStringLiteral("action"), QStringLiteral("announce")},
        {QStringLiteral("info_hash"), codePoints(announcing.hash.bytes)},
        {QStringLiteral("peer_id"), codePoints(announcing.id.bytes)}};
}

QByteArray text(const QJsonObject& object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

QByteArray webSocketAnnounce(const Announcing& announcing, const std::vector<WebSocketOffer>& offers)
{
    QJsonObject message = announcement(announcing);
    message.insert(QStringLiteral("numwant"), announcing.numwant);
    message.insert(QStringLiteral("uploaded"), number(announcing.uploaded));
    message.insert(QStringLiteral("downloaded"), number(announcing.downloaded));
    message.insert(QStringLiteral("left"), number(announcing.left));
    if (const QString event = eventText(announcing.event); !event.isEmpty())
        message.insert(QStringLiteral("event"), event);
    QJsonArray array;
    for (const auto& offer : offers)
        array.append(QJsonObject{{QStringLiteral("offer"), sdpObject(QStringLiteral("offer"), offer.sdp)},
            {QStringLiteral("offer_id"), codePoints(offer.offerId)}});
    if (!array.isEmpty())
        message.insert(QStringLiteral("offers"), array);
    return text(message);
}

QByteArray webSocketScrape(const std::vector<protocol::InfoHash>& hashes)
{
    QJsonObject message{{QStringLiteral("action"), QStringLiteral("scrape")}};
    QJsonArray array;
    for (const auto& hash : hashes)
        array.append(codePoints(hash.bytes));
    if (array.size() == 1)
        message.insert(QStringLiteral("info_hash"), array.first());
    else if (!array.isEmpty())
        message.insert(QStringLiteral("info_hash"), array);
    return text(message);
}

QByteArray webSocketAnswer(const Announcing& announcing, const protocol::PeerId& to, const WebSocketOffer& offer)
{
    QJsonObject message = announcement(announcing);
    message.insert(QStringLiteral("to_peer_id"), codePoints(to.bytes));
    message.insert(QStringLiteral("answer"), sdpObject(QStringLiteral("answer"), offer.sdp));
    message.insert(QStringLiteral("offer_id"), codePoints(offer.offerId));
    return text(message);
}

} // namespace waggle::remote
