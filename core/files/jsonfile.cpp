// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/jsonfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace waggle::files {

using protocol::ErrorCode;
using protocol::fail;
using protocol::Result;

namespace {

constexpr int kMaxBroken = 10'000;

std::string place(const QByteArray& bytes, qsizetype offset)
{
    const QByteArray before = bytes.first(std::clamp<qsizetype>(offset, 0, bytes.size()));
    const qsizetype line = before.count('\n') + 1;
    const qsizetype column = before.size() - before.lastIndexOf('\n');
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

} // namespace

Result<QByteArray> read(const QString& path, qint64 maxBytes)
{
    // A pipe or a device would be read for ever.
    if (const QFileInfo info(path); info.exists() && !info.isFile())
        return fail(ErrorCode::Unsupported, info.isDir() ? "It is a folder." : "It is no ordinary file.");
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::Missing, "It cannot be opened: " + file.errorString().toStdString() + '.');
    QByteArray bytes = file.read(maxBytes + 1);
    if (file.error() != QFileDevice::NoError)
        return fail(ErrorCode::Truncated, "It cannot be read: " + file.errorString().toStdString() + '.');
    if (bytes.size() > maxBytes)
        return fail(ErrorCode::TooLarge, "It is larger than " + std::to_string(maxBytes >> 10) + " KiB.");
    return bytes;
}

Result<void> write(const QString& path, const QByteArray& bytes)
{
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return fail(ErrorCode::Missing, "Its folder cannot be made.");
    QSaveFile file(path);
    // Flushed by ourselves: commit() takes no notice of a buffer that does not fit on the disk (Qt 6.4), and puts an
    // empty file in the place of the good one.
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush() || !file.commit())
        return fail(ErrorCode::Unsupported, "It cannot be written: " + file.errorString().toStdString() + '.');
    return {};
}

Result<QJsonObject> readJson(const QString& path, qint64 maxBytes)
{
    const Result<QByteArray> bytes = read(path, maxBytes);
    if (!bytes)
        return tl::unexpected(bytes.error());
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &error);
    if (error.error != QJsonParseError::NoError)
        return fail(ErrorCode::Malformed,
            "It is no JSON: " + error.errorString().toStdString() + " (" + place(*bytes, error.offset) + ").");
    if (!document.isObject())
        return fail(ErrorCode::Malformed, "It holds a list where an object { … } belongs.");
    return document.object();
}

Result<void> writeJson(const QString& path, const QJsonObject& object)
{
    return write(path, QJsonDocument(object).toJson());
}

QString putAside(const QString& path)
{
    for (int number = 1; number <= kMaxBroken; ++number) {
        const QString aside = path + QStringLiteral(".broken-%1").arg(number);
        if (!QFileInfo::exists(aside))
            return QFile::rename(path, aside) ? aside : QString();
    }
    return {};
}

} // namespace waggle::files
