// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/rowwriter.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace waggle::ui {

namespace {

QString plainNumber(double value)
{
    if (value == std::floor(value) && std::abs(value) < 9.0e15)
        return QString::number(static_cast<qint64>(value));
    return QString::number(value, 'g', 12);
}

} // namespace

RowWriter::RowWriter(RowFormat format, QStringList columns)
    : m_format(format)
    , m_columns(std::move(columns))
{
}

QString RowWriter::csvCell(const QJsonValue& value)
{
    if (value.isDouble())
        return plainNumber(value.toDouble());
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    QString text = value.toString();
    static const QString kFormula = QStringLiteral("=+-@\t\r\n");
    if (!text.isEmpty() && kFormula.contains(text.front()))
        text.prepend(QLatin1Char('\''));
    const auto special = [](QChar c) { return c == u',' || c == u'"' || c == u'\n' || c == u'\r' || c == u'\t'; };
    if (std::any_of(text.cbegin(), text.cend(), special))
        text = QLatin1Char('"') + text.replace(QLatin1Char('"'), QLatin1String("\"\"")) + QLatin1Char('"');
    return text;
}

QString RowWriter::tsvCell(const QString& text)
{
    QString clean = text;
    for (QChar& c : clean) {
        if (c == u'\t' || c == u'\n' || c == u'\r')
            c = QLatin1Char(' ');
    }
    return clean;
}

QByteArray RowWriter::head() const
{
    if (m_format == RowFormat::Json)
        return "[";
    QStringList cells;
    for (const QString& column : m_columns)
        cells << (m_format == RowFormat::Csv ? csvCell(column) : tsvCell(column));
    return m_format == RowFormat::Csv ? (cells.join(QLatin1Char(',')) + QStringLiteral("\r\n")).toUtf8()
                                      : (cells.join(QLatin1Char('\t')) + QLatin1Char('\n')).toUtf8();
}

QByteArray RowWriter::row(const std::vector<QJsonValue>& cells)
{
    if (m_format == RowFormat::Json) {
        QJsonObject object;
        for (qsizetype i = 0; i < m_columns.size() && i < static_cast<qsizetype>(cells.size()); ++i)
            object.insert(m_columns[i], cells[static_cast<std::size_t>(i)]);
        return (std::exchange(m_first, false) ? "\n" : ",\n") + QJsonDocument(object).toJson(QJsonDocument::Compact);
    }
    QStringList line;
    for (const QJsonValue& cell : cells)
        line << (m_format == RowFormat::Csv ? csvCell(cell) : tsvCell(cell.toString()));
    return m_format == RowFormat::Csv ? (line.join(QLatin1Char(',')) + QStringLiteral("\r\n")).toUtf8()
                                      : (line.join(QLatin1Char('\t')) + QLatin1Char('\n')).toUtf8();
}

QByteArray RowWriter::rows(const std::vector<std::vector<QJsonValue>>& rows)
{
    QByteArray text;
    for (const auto& cells : rows)
        text += row(cells);
    return text;
}

QByteArray RowWriter::tail() const
{
    return m_format == RowFormat::Json ? "\n]\n" : "";
}

} // namespace waggle::ui
