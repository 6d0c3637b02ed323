// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/requests/fields.h"

#include "core/text/figures.h"

#include <algorithm>
#include <array>

namespace waggle::monitor {

namespace {

constexpr std::size_t kMaxHex = 64; // bytes
constexpr std::size_t kMaxText = 600;

QString unicodeDots()
{
    return QString(QChar(0x2026));
}

} // namespace

void FieldList::add(const QString& name, const QString& value, const QString& remark, int depth)
{
    if (m_fields.size() < kMaxFields)
        m_fields.push_back({name, value, remark, depth});
    else
        ++m_left;
}

void FieldList::add(const char* name, const QString& value, const QString& remark, int depth)
{
    add(QString(QLatin1String(name)), value, remark, depth);
}

std::vector<Field> FieldList::take()
{
    if (m_left > 0)
        m_fields.push_back({unicodeDots(), QStringLiteral("%1 more").arg(m_left), {}, 0});
    m_left = 0;
    return std::move(m_fields);
}

QString hexText(Bytes bytes)
{
    const Bytes shown = bytes.first(std::min(bytes.size(), kMaxHex));
    const QByteArray raw(reinterpret_cast<const char*>(shown.data()), static_cast<qsizetype>(shown.size()));
    const QString text = QString::fromLatin1(raw.toHex(' '));
    return shown.size() < bytes.size() ? text + u' ' + unicodeDots() : text;
}

QString printable(std::string_view bytes)
{
    static constexpr char kDigits[] = "0123456789abcdef";
    QString text;
    for (const char c : bytes.substr(0, kMaxText)) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte >= 0x20 && byte < 0x7f)
            text += QLatin1Char(c);
        else
            text += QStringLiteral("\\x") + QLatin1Char(kDigits[byte >> 4]) + QLatin1Char(kDigits[byte & 15]);
    }
    return bytes.size() > kMaxText ? text + unicodeDots() : text;
}

QString byteText(std::uint64_t bytes)
{
    return QString::fromStdString(text::written(text::bytes(static_cast<double>(bytes), text::Precision::Exact)));
}

QString countText(std::uint64_t bytes)
{
    return bytes < 1024 ? byteText(bytes) : QStringLiteral("%1 (%2)").arg(QString::number(bytes), byteText(bytes));
}

QString durationText(Time time)
{
    return QString::fromStdString(text::written(text::duration(std::max(time, Time(0)))));
}

QString endpointText(Bytes wire)
{
    if (wire.size() != protocol::kWire4 && wire.size() != protocol::kWire6)
        return hexText(wire);
    const std::size_t size = wire.size() - 2;
    const auto address = size == 4 ? protocol::Address::v4(wire.data()) : protocol::Address::v6(wire.data());
    const auto port = static_cast<std::uint16_t>(wire[size] << 8 | wire[size + 1]);
    return QString::fromStdString(protocol::Endpoint{address, port}.text());
}

QString eventText(std::uint64_t number)
{
    switch (number) {
    case 0:
        return QStringLiteral("0 (none)");
    case 1:
        return QStringLiteral("1 (completed)");
    case 2:
        return QStringLiteral("2 (started)");
    case 3:
        return QStringLiteral("3 (stopped)");
    default:
        return QString::number(number);
    }
}

} // namespace waggle::monitor
