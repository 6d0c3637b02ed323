// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <vector>

// Rows of a table as text: CSV (RFC 4180) and JSON for programs, tab-separated for the clipboard. Pure.
namespace waggle::ui {

enum class RowFormat { Csv, Json, Tsv };

class RowWriter final {
public:
    RowWriter(RowFormat format, QStringList columns);

    [[nodiscard]] QByteArray head() const;
    [[nodiscard]] QByteArray rows(const std::vector<std::vector<QJsonValue>>& rows); // UTF-8
    [[nodiscard]] QByteArray tail() const;

    // Quoted where needed; a text that a spreadsheet would take for a formula gets an apostrophe in front.
    [[nodiscard]] static QString csvCell(const QJsonValue& value);
    // Tabs and line ends would break the table: spaces.
    [[nodiscard]] static QString tsvCell(const QString& text);

private:
    [[nodiscard]] QByteArray row(const std::vector<QJsonValue>& cells);

    RowFormat m_format;
    QStringList m_columns;
    bool m_first = true;
};

} // namespace waggle::ui
