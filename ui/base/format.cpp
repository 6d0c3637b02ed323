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

QString significant(double value)
{
    return locale().toString(value, 'f', text::threeDigits(value));
}

QString number(const text::Figure& figure)
{
    return locale().toString(figure.value, 'f', figure.decimals) + kNarrow;
}

QString scaled(double bytes)
{
    const text::Figure figure = text::bytes(bytes);
    return number(figure) + QLatin1String(figure.unit);
}

// For lupdate: the units that spoken() translates.
[[maybe_unused]] constexpr std::array kTimeUnits{QT_TRANSLATE_NOOP("format", "d"), QT_TRANSLATE_NOOP("format", "h"),
    QT_TRANSLATE_NOOP("format", "min"), QT_TRANSLATE_NOOP("format", "s"), QT_TRANSLATE_NOOP("format", "ms")};

QString spoken(const text::Figure& figure)
{
    return number(figure) + translated(figure.unit);
}

QString spoken(const text::Figures& figures)
{
    QStringList parts;
    for (const text::Figure& figure : figures)
        parts << spoken(figure);
    return parts.join(QLatin1Char(' '));
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

QString counted(std::uint64_t value, const QString& one, const QString& many)
{
    return value == 1 ? one : many.arg(count(value));
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
    return translated("%1 ago").arg(spoken(text::spelled(std::chrono::duration_cast<std::chrono::seconds>(*age), 1)));
}

QString duration(protocol::Time span)
{
    if (span < 0ms)
        return QChar(0x2212) + duration(-span);
    return spoken(text::duration(span));
}

QString elapsed(text::Milliseconds time)
{
    return spoken(text::elapsed(time));
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

} // namespace waggle::ui::format
