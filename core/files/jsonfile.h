// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

// Small files of the data folder: read whole within a bound, written whole or not at all. May block on a slow disk.
namespace waggle::files {

// At most `maxBytes`; the error is a sentence without the path.
[[nodiscard]] protocol::Result<QByteArray> read(const QString& path, qint64 maxBytes);
// Atomic (QSaveFile); makes the folder if need be.
[[nodiscard]] protocol::Result<void> write(const QString& path, const QByteArray& bytes);

// A file with one JSON object. The error names line and column.
[[nodiscard]] protocol::Result<QJsonObject> readJson(const QString& path, qint64 maxBytes);
[[nodiscard]] protocol::Result<void> writeJson(const QString& path, const QJsonObject& object);

// Renames to NAME.broken-N, N the first that is free; the new file name, or empty where that was not possible.
[[nodiscard]] QString putAside(const QString& path);

} // namespace waggle::files
