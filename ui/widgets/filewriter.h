// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSaveFile>

namespace waggle::ui {

// A file that is written whole or not at all. Lives on a thread that may wait for a disk; slots are called queued.
class FileWriter final : public QObject {
    Q_OBJECT
public:
    explicit FileWriter(const QString& path);

    void write(const QByteArray& bytes);
    void commit();

Q_SIGNALS:
    void failed(const QString& why);
    void committed();

private:
    void fail();

    QSaveFile m_file;
    bool m_opened = false;
    bool m_failed = false;
};

} // namespace waggle::ui
