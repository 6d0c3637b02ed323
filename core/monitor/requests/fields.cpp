// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/requests/fields.h"

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
    static constexpr std::array kUnits{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    if (bytes < 1024)
        return QString::number(bytes) + QStringLiteral(" B");
    auto value = static_cast<double>(bytes) / 1024;
    std::size_t unit = 0;
    for (; value >= 999.5 && unit + 1 < kUnits.size(); ++unit)
        value /= 1024;
    const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return QString::number(value, 'f', decimals) + u' ' + QLatin1String(kUnits[unit]);
}

QString countText(std::uint64_t bytes)
{
    if (bytes < 1024)
        return byteText(bytes);
    return QStringLiteral("%1 (%2)").arg(QString::number(bytes), byteText(bytes));
}

QString durationText(Time time)
{
    const auto seconds = std::max<std::int64_t>((time.count() + 500) / 1000, 0);
    if (time.count() < 10'000)
        return QString::number(static_cast<double>(std::max<std::int64_t>(time.count(), 0)) / 1000, 'g', 2)
            + QStringLiteral(" s");
    if (seconds < 60)
        return QStringLiteral("%1 s").arg(seconds);
    if (seconds < 3600)
        return seconds % 60 == 0 ? QStringLiteral("%1 min").arg(seconds / 60)
                                 : QStringLiteral("%1 min %2 s").arg(seconds / 60).arg(seconds % 60);
    const auto minutes = seconds / 60;
    return minutes % 60 == 0 ? QStringLiteral("%1 h").arg(minutes / 60)
                             : QStringLiteral("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
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
