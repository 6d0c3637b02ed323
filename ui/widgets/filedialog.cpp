// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filedialog.h"

#include <QDir>
#include <QFileDialog>
#include <QRegularExpression>
#include <QStandardPaths>

#include <optional>

namespace waggle::ui {

namespace {

std::optional<QStringList>& prepared()
{
    static std::optional<QStringList> answer;
    return answer;
}

std::optional<QStringList> takePrepared()
{
    return std::exchange(prepared(), std::nullopt);
}

QString suffixOf(const QString& filter)
{
    static const QRegularExpression pattern(QStringLiteral("\\*\\.([a-z0-9]+)"));
    return pattern.match(filter).captured(1);
}

QString startFolder()
{
    const QString documents = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    return QDir(documents).exists() ? documents : QDir::homePath();
}

} // namespace

void FileDialog::answerNext(const QStringList& paths)
{
    prepared() = paths;
}

void FileDialog::save(
    QWidget* parent, const QString& title, const QString& suggestedName, const QStringList& filters, SaveAnswer answer)
{
    if (const auto ready = takePrepared()) {
        if (!ready->isEmpty())
            answer(ready->front());
        return;
    }
    auto* dialog = new QFileDialog(parent, title, QDir(startFolder()).filePath(suggestedName));
    dialog->setObjectName(QStringLiteral("saveDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    dialog->selectFile(suggestedName);
    if (!filters.isEmpty())
        dialog->setDefaultSuffix(suffixOf(filters.front()));
    QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
        [dialog](const QString& filter) { dialog->setDefaultSuffix(suffixOf(filter)); });
    QObject::connect(dialog, &QFileDialog::fileSelected, dialog, [answer](const QString& path) { answer(path); });
    dialog->open();
}

void FileDialog::open(QWidget* parent, const QString& title, const QStringList& filters, OpenAnswer answer)
{
    if (const auto ready = takePrepared()) {
        if (!ready->isEmpty())
            answer(*ready);
        return;
    }
    auto* dialog = new QFileDialog(parent, title, startFolder());
    dialog->setObjectName(QStringLiteral("openDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFiles);
    dialog->setNameFilters(filters);
    QObject::connect(
        dialog, &QFileDialog::filesSelected, dialog, [answer](const QStringList& paths) { answer(paths); });
    dialog->open();
}

} // namespace waggle::ui
