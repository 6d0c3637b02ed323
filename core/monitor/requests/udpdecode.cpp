// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/requests/udpdecode.h"

#include "core/monitor/tables/naming.h"
#include "core/protocol/udp.h"

#include <algorithm>

namespace waggle::monitor {

namespace {

using protocol::udp::kAnnounceSize;
using protocol::udp::kHeadSize;

// Reads a datagram from its beginning, and never past its end.
class Reader {
public:
    explicit Reader(Bytes bytes)
        : m_rest(bytes)
    {
    }

    [[nodiscard]] Bytes take(std::size_t count)
    {
        const Bytes taken = m_rest.first(std::min(count, m_rest.size()));
        m_rest = m_rest.subspan(taken.size());
        return taken;
    }
    [[nodiscard]] Bytes rest() const { return m_rest; }

private:
    Bytes m_rest;
};

std::uint64_t numberOf(Bytes bytes)
{
    std::uint64_t number = 0;
    for (const std::uint8_t byte : bytes)
        number = number << 8 | byte;
    return number;
}

QString cutRemark(Bytes field, std::size_t whole)
{
    return field.size() < whole ? QStringLiteral("%1 of %2 bytes: the datagram ends here").arg(field.size()).arg(whole)
                                : QString();
}

// Numbers of `size` bytes; what the datagram's end cuts stands as bytes.
template <typename Write>
void addNumber(
    FieldList& fields, Reader& reader, const char* name, std::size_t size, Write write, const QString& remark = {})
{
    const Bytes bytes = reader.take(size);
    if (bytes.size() < size)
        fields.add(name, hexText(bytes), cutRemark(bytes, size));
    else
        fields.add(name, write(numberOf(bytes)), remark);
}

QString decimal(std::uint64_t number)
{
    return QString::number(number);
}
QString signedDecimal(std::uint64_t number)
{
    return QString::number(static_cast<std::int32_t>(number));
}

QString connectionRemark(const requests::RequestRecord& record)
{
    if (record.rule == requests::Rule::ConnectionIdStale)
        return QStringLiteral("issued %1 before: too old").arg(durationText(swarm::seconds(record.detail)));
    if (record.rule == requests::Rule::ConnectionIdWrong)
        return QStringLiteral("never issued to this address");
    if (record.oddities & protocol::oddityBit(protocol::Oddity::OldConnectionId))
        return QStringLiteral("used for more than 60 s");
    return {};
}

QString actionText(std::uint64_t action)
{
    static constexpr std::array kNames{"connect", "announce", "scrape", "error"};
    if (action >= kNames.size())
        return QString::number(action);
    return QStringLiteral("%1 (%2)").arg(QString::number(action), QLatin1String(kNames[action]));
}

void addHash(FieldList& fields, Reader& reader, const char* name, int depth = 0)
{
    const Bytes bytes = reader.take(20);
    QString hex = hexText(bytes);
    fields.add(name, hex.remove(u' '), cutRemark(bytes, 20), depth);
}

void addPeerId(FieldList& fields, Reader& reader)
{
    const Bytes bytes = reader.take(20);
    if (bytes.size() < 20) {
        fields.add("peer id", hexText(bytes), cutRemark(bytes, 20));
        return;
    }
    protocol::PeerId id;
    std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    fields.add("peer id", printable(asText(bytes)), clientText(id));
}

QString addressText(std::uint64_t number)
{
    return QString::fromStdString(protocol::Address::v4(static_cast<std::uint32_t>(number)).text());
}

void addOptions(FieldList& fields, Bytes tail)
{
    if (tail.empty())
        return;
    const protocol::udp::Options options = protocol::udp::readOptions(tail);
    QString remark = QStringLiteral("BEP 41");
    if (options.malformed)
        remark = QStringLiteral("BEP 41; a length runs past the datagram's end");
    else if (options.unknown)
        remark = QStringLiteral("BEP 41; with an option of an unknown type");
    fields.add("options", hexText(tail), remark);
    if (!options.urlData.empty())
        fields.add("URL data", printable(options.urlData), {}, 1);
}

void addAnnounce(FieldList& fields, Reader& reader)
{
    addHash(fields, reader, "infohash");
    addPeerId(fields, reader);
    addNumber(fields, reader, "downloaded", 8, countText);
    addNumber(fields, reader, "left", 8, countText);
    addNumber(fields, reader, "uploaded", 8, countText);
    addNumber(fields, reader, "event", 4, static_cast<QString (*)(std::uint64_t)>(eventText));
    addNumber(fields, reader, "IP address", 4, addressText);
    addNumber(
        fields, reader, "key", 4, [](std::uint64_t key) { return QString::number(key, 16).rightJustified(8, u'0'); });
    addNumber(fields, reader, "peers wanted", 4, signedDecimal);
    addNumber(fields, reader, "port", 2, decimal);
    addOptions(fields, reader.rest());
}

void addScrape(FieldList& fields, Reader& reader)
{
    while (!reader.rest().empty())
        addHash(fields, reader, "infohash");
}

void addRest(FieldList& fields, const Reader& reader)
{
    if (!reader.rest().empty())
        fields.add("more bytes", hexText(reader.rest()));
}

void addPeers(FieldList& fields, Bytes wires, std::size_t stride)
{
    fields.add("peers", QString::number(wires.size() / stride));
    for (; wires.size() >= stride; wires = wires.subspan(stride))
        fields.add(QString(), endpointText(wires.first(stride)), {}, 1);
    if (!wires.empty())
        fields.add("more bytes", hexText(wires));
}

void addScrapeReply(FieldList& fields, Reader& reader)
{
    for (int i = 1; !reader.rest().empty(); ++i) {
        fields.add("swarm", QString::number(i));
        for (const char* name : {"seeders", "completed", "leechers"}) {
            const Bytes bytes = reader.take(4);
            fields.add(name, bytes.size() < 4 ? hexText(bytes) : decimal(numberOf(bytes)), cutRemark(bytes, 4), 1);
        }
    }
}

} // namespace

std::vector<Field> decodeUdpRequest(Bytes raw, const requests::RequestRecord& record)
{
    FieldList fields;
    Reader reader(raw);
    const Bytes connection = reader.take(8);
    const Bytes action = reader.take(4);
    const bool connects = action.size() == 4 && numberOf(action) == 0;
    if (connects)
        fields.add("protocol number", hexText(connection),
            numberOf(connection) == protocol::udp::kMagic ? QString()
                                                          : QStringLiteral("not the protocol's number 0x41727101980"));
    else
        fields.add("connection id", hexText(connection),
            connection.size() < 8 ? cutRemark(connection, 8) : connectionRemark(record));
    fields.add("action", action.size() == 4 ? actionText(numberOf(action)) : hexText(action), cutRemark(action, 4));
    const Bytes transaction = reader.take(4);
    fields.add("transaction id", hexText(transaction), cutRemark(transaction, 4));
    if (raw.size() < kHeadSize)
        return fields.take();
    switch (numberOf(action)) {
    case 1:
        addAnnounce(fields, reader);
        break;
    case 2:
        addScrape(fields, reader);
        break;
    default:
        addRest(fields, reader);
        break;
    }
    return fields.take();
}

std::vector<Field> decodeUdpReply(Bytes reply, Bytes asked, protocol::Family family)
{
    FieldList fields;
    Reader reader(reply);
    const Bytes action = reader.take(4);
    const Bytes transaction = reader.take(4);
    fields.add("action", action.size() == 4 ? actionText(numberOf(action)) : hexText(action), cutRemark(action, 4));
    const bool same = asked.size() >= kHeadSize && transaction.size() == 4
        && std::equal(transaction.begin(), transaction.end(), asked.begin() + 12);
    fields.add("transaction id", hexText(transaction), same ? QStringLiteral("as asked") : QString());
    switch (action.size() == 4 ? numberOf(action) : 4) {
    case 0: {
        const Bytes id = reader.take(8);
        fields.add("connection id", hexText(id), cutRemark(id, 8));
        addRest(fields, reader);
        break;
    }
    case 1:
        addNumber(
            fields, reader, "interval", 4, [](std::uint64_t seconds) { return durationText(swarm::seconds(seconds)); });
        addNumber(fields, reader, "leechers", 4, decimal);
        addNumber(fields, reader, "seeders", 4, decimal);
        addPeers(fields, reader.rest(), protocol::wireSize(family));
        break;
    case 2:
        addScrapeReply(fields, reader);
        break;
    case 3:
        fields.add("message", printable(asText(reader.rest())));
        break;
    default:
        addRest(fields, reader);
        break;
    }
    return fields.take();
}

} // namespace waggle::monitor
