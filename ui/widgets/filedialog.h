// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace waggle::ui {

// The one door to file dialogs; they don't block. A test answers the next one beforehand, then none appears.
class FileDialog {
public:
    using SaveAnswer = std::function<void(const QString& path)>; // not called when cancelled
    using OpenAnswer = std::function<void(const QStringList& paths)>;

    // `filters`: "Comma-separated values (*.csv)" …; the suffix of the chosen one is added where it is missing.
    static void save(QWidget* parent, const QString& title, const QString& suggestedName, const QStringList& filters,
        SaveAnswer answer);
    static void open(QWidget* parent, const QString& title, const QStringList& filters, OpenAnswer answer);

    static void answerNext(const QStringList& paths); // empty: cancelled
};

} // namespace waggle::ui
