// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSaveFile>

#include <atomic>
#include <chrono>

namespace waggle::ui {

// A file that is written whole or not at all. It lives on a thread of its own, which may wait for a disk for as long as
// that takes: nobody waits for it but the program's end, and that for a moment only.
class FileWriter final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kLongestEnd{2000};

    [[nodiscard]] static FileWriter* start(const QString& path); // main thread; give it back by leave()
    // Main thread, returns at once. What is not committed yet never will be; the object goes, and its thread with it,
    // when the disk lets it: do not touch it any more.
    void leave();
    // Waits for the files that were left; false where some are still held. The program's end does this by itself.
    static bool waitForLeft(std::chrono::milliseconds longest);

    // Call these queued.
    void write(const QByteArray& bytes);
    void commit();

Q_SIGNALS:
    void failed(const QString& why);
    void committed();

private:
    explicit FileWriter(const QString& path);
    void fail();

    QSaveFile m_file;
    std::atomic<bool> m_left{false};
    bool m_opened = false;
    bool m_failed = false;
};

} // namespace waggle::ui
