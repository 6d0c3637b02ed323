// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/process/datafolder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace waggle::app {

using protocol::ErrorCode;
using protocol::fail;

protocol::Result<DataFolder> DataFolder::open(const QString& path)
{
    const bool isNew = !QFileInfo::exists(path);
    const QFileInfo info(path);
    if (!QDir().mkpath(path))
        return fail(ErrorCode::Missing,
            QStringLiteral("The data folder %1 cannot be made. Name another one with --data-dir.")
                .arg(path)
                .toStdString());
    if (isNew)
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (!info.isDir() || !info.isWritable())
        return fail(ErrorCode::Unsupported,
            QStringLiteral("Nothing can be written into the data folder %1. Name another one with --data-dir.")
                .arg(path)
                .toStdString());
    return DataFolder(info.canonicalFilePath());
}

DataFolder::DataFolder(const QString& canonicalPath)
    : m_path(canonicalPath)
    , m_lock(std::make_unique<QLockFile>(file(QStringLiteral("lock"))))
{
    m_lock->setStaleLockTime(
        std::chrono::milliseconds(0)); // a tracker runs for weeks; a dead owner is noticed all the same
}

bool DataFolder::lock(std::chrono::milliseconds patience)
{
    return m_lock->isLocked() || m_lock->tryLock(patience);
}

QString DataFolder::lockProblem() const
{
    if (m_lock->error() != QLockFile::LockFailedError)
        return QStringLiteral("The file %1 cannot be made, so this data folder cannot be used. Name another one with "
                              "--data-dir.")
            .arg(file(QStringLiteral("lock")));
    qint64 process = 0;
    QString host;
    QString name;
    const bool known = m_lock->getLockInfo(&process, &host, &name);
    const QString who
        = known ? QStringLiteral("another Waggle (process %1)").arg(process) : QStringLiteral("another Waggle");
    return QStringLiteral("The data folder %1 is in use by %2. End that one, or name another folder with --data-dir.")
        .arg(m_path, who);
}

} // namespace waggle::app
