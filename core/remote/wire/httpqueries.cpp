// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/answers.h"
#include "core/remote/wire/bigendian.h"

namespace waggle::remote {

namespace {

QByteArray escaped(const QByteArray& bytes)
{
    return bytes.toPercentEncoding("!*()"); // beside RFC 3986's own, as the most used clients leave them
}

template <typename Id>
QByteArray escaped(const Id& id)
{
    QByteArray bytes;
    appendArray(bytes, id.bytes);
    return escaped(bytes);
}

QByteArray eventText(protocol::Event event)
{
    switch (event) {
    case protocol::Event::None:
        return {};
    case protocol::Event::Completed:
        return "completed";
    case protocol::Event::Started:
        return "started";
    case protocol::Event::Stopped:
        return "stopped";
    case protocol::Event::Paused:
        return "paused";
    }
    return {};
}

} // namespace

QByteArray httpAnnounceQuery(const Announcing& announcing)
{
    QByteArray query = "info_hash=" + escaped(announcing.hash) + "&peer_id=" + escaped(announcing.id);
    query += "&port=" + QByteArray::number(announcing.port);
    query += "&uploaded=" + QByteArray::number(qulonglong{announcing.uploaded});
    query += "&downloaded=" + QByteArray::number(qulonglong{announcing.downloaded});
    query += "&left=" + QByteArray::number(qulonglong{announcing.left});
    query += "&key=" + QByteArray::number(announcing.key, 16).toUpper().rightJustified(8, '0');
    if (const QByteArray event = eventText(announcing.event); !event.isEmpty())
        query += "&event=" + event;
    query += "&numwant=" + QByteArray::number(announcing.numwant);
    query += announcing.compact ? "&compact=1" : "&compact=0";
    if (announcing.claimed)
        query += "&ip=" + escaped(QByteArray::fromStdString(announcing.claimed->text()));
    return query;
}

QByteArray httpScrapeQuery(const std::vector<protocol::InfoHash>& hashes)
{
    QByteArray query;
    for (const auto& hash : hashes) {
        query += query.isEmpty() ? "info_hash=" : "&info_hash=";
        query += escaped(hash);
    }
    return query;
}

} // namespace waggle::remote
