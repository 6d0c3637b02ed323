// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/format.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <array>
#include <cmath>

namespace waggle::ui::format {

namespace {

using namespace std::chrono_literals;

const QString kNarrow = QString(QChar(0x202f)); // narrow no-break space

QString translated(const char* text)
{
    return QCoreApplication::translate("format", text);
}

// The C locale leaves group separators out; people shall have them everywhere.
QLocale locale()
{
    QLocale result;
    result.setNumberOptions(result.numberOptions() & ~QLocale::OmitGroupSeparator);
    return result;
}

// Three significant digits of 0 < value < 1000: "0.977", "9.77", "97.7", "977".
QString significant(double value)
{
    const int decimals = value < 0.9995 ? 3 : value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return locale().toString(value, 'f', decimals);
}

// A number of bytes with its unit; the next unit begins where rounding would give four digits.
QString scaled(double value)
{
    static constexpr std::array kUnits{"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    std::size_t unit = 0;
    while (value >= 999.5 && unit + 1 < kUnits.size()) {
        value /= 1024;
        ++unit;
    }
    const QString digits = unit == 0 ? locale().toString(std::llround(value)) : significant(value);
    return digits + kNarrow + QString::fromLatin1(kUnits[unit]);
}

// "0 s", "12 s", "3 min 10 s", "1 h 5 min", "2 d 3 h": `parts` units at most, rounded down.
QString spelled(std::chrono::seconds span, int parts)
{
    struct Unit {
        std::int64_t seconds;
        const char* name;
    };
    static constexpr std::array<Unit, 4> kUnits{
        {{86400, QT_TRANSLATE_NOOP("format", "d")}, {3600, QT_TRANSLATE_NOOP("format", "h")},
            {60, QT_TRANSLATE_NOOP("format", "min")}, {1, QT_TRANSLATE_NOOP("format", "s")}}};
    std::int64_t rest = span.count();
    QString text;
    for (std::size_t i = 0; i < kUnits.size() && parts > 0; ++i) {
        const std::int64_t amount = rest / kUnits[i].seconds;
        rest %= kUnits[i].seconds;
        if (amount > 0 || (text.isEmpty() && i + 1 == kUnits.size())) {
            if (!text.isEmpty())
                text += QLatin1Char(' ');
            text += locale().toString(static_cast<qlonglong>(amount)) + kNarrow + translated(kUnits[i].name);
        }
        if (!text.isEmpty())
            --parts; // a unit that is zero uses its place up: "1 h", not "1 h 4 s"
    }
    return text;
}

} // namespace

QString unknown()
{
    return QString(QChar(0x2013));
}

QString bytes(std::optional<std::uint64_t> bytes, bool estimated)
{
    if (!bytes)
        return unknown();
    const QString text = scaled(static_cast<double>(*bytes));
    return estimated ? QChar(0x2248) + kNarrow + text : text;
}

QString rate(std::optional<double> bytesPerSecond)
{
    if (!bytesPerSecond || !std::isfinite(*bytesPerSecond) || *bytesPerSecond < 0)
        return unknown();
    const double value = *bytesPerSecond;
    if (value > 0 && value < 0.9995) {
        const double perMinute = value * 60;
        return perMinute < 0.5 ? QStringLiteral("<") + kNarrow + QStringLiteral("1") + kNarrow + QStringLiteral("B/min")
                               : scaled(perMinute) + QStringLiteral("/min");
    }
    return scaled(value) + QStringLiteral("/s");
}

QString perSecond(double perSecond)
{
    if (!std::isfinite(perSecond) || perSecond < 0)
        return unknown();
    if (perSecond == 0)
        return QStringLiteral("0/s");
    if (perSecond < 0.9995) {
        const double perMinute = perSecond * 60;
        if (perMinute < 0.05)
            return QStringLiteral("<") + kNarrow + locale().toString(0.1, 'f', 1) + QStringLiteral("/min");
        return locale().toString(perMinute, 'f', perMinute < 9.95 ? 1 : 0) + QStringLiteral("/min");
    }
    if (perSecond < 999.5)
        return significant(perSecond) + QStringLiteral("/s");
    const bool millions = perSecond >= 999'500;
    return significant(perSecond / (millions ? 1e6 : 1e3)) + kNarrow
        + (millions ? QStringLiteral("M/s") : QStringLiteral("k/s"));
}

QString count(std::uint64_t value)
{
    return locale().toString(static_cast<qulonglong>(value));
}

QString shortCount(std::uint64_t value)
{
    if (value < 1000)
        return count(value);
    static constexpr std::array kUnits{"k", "M", "G", "T", "P", "E"};
    double scaledValue = static_cast<double>(value) / 1000;
    std::size_t unit = 0;
    while (scaledValue >= 999.5 && unit + 1 < kUnits.size()) {
        scaledValue /= 1000;
        ++unit;
    }
    return locale().toString(scaledValue, 'f', scaledValue < 9.95 ? 1 : 0) + kNarrow
        + QString::fromLatin1(kUnits[unit]);
}

QString age(std::optional<protocol::Time> age)
{
    if (!age)
        return unknown();
    if (*age < 1s)
        return translated("now");
    return translated("%1 ago").arg(spelled(std::chrono::duration_cast<std::chrono::seconds>(*age), 1));
}

QString duration(protocol::Time span)
{
    if (span < 0ms)
        return QChar(0x2212) + duration(-span);
    if (span > 0ms && span < 1s)
        return locale().toString(static_cast<qlonglong>(span.count())) + kNarrow + translated("ms");
    return spelled(std::chrono::duration_cast<std::chrono::seconds>(span), 2);
}

QString percent(std::optional<double> fraction)
{
    if (!fraction || !std::isfinite(*fraction) || *fraction < 0)
        return unknown();
    if (*fraction > 0 && *fraction < 0.01)
        return QStringLiteral("<") + kNarrow + QStringLiteral("1") + kNarrow + QLatin1Char('%');
    // Rounded down: 100 % is said only of what is whole. The tiny summand repairs 0.29 × 100 = 28.999….
    const double whole = std::min(std::floor(*fraction * 100 + 1e-9), 100.0);
    return locale().toString(static_cast<int>(*fraction < 1 ? std::min(whole, 99.0) : whole)) + kNarrow
        + QLatin1Char('%');
}

QString clockTime(std::int64_t wallMs, bool withMs)
{
    return QDateTime::fromMSecsSinceEpoch(wallMs).toString(
        withMs ? QStringLiteral("HH:mm:ss.zzz") : QStringLiteral("HH:mm:ss"));
}

QString moment(std::int64_t wallMs)
{
    const QDateTime when = QDateTime::fromMSecsSinceEpoch(wallMs);
    return QLocale().toString(when.date(), QLocale::ShortFormat) + QLatin1Char(' ') + clockTime(wallMs);
}

QString shortHash(const protocol::InfoHash& hash)
{
    const QString hex = QString::fromStdString(hash.hex());
    return hex.left(4) + QChar(0x2026) + hex.right(4);
}

} // namespace waggle::ui::format
