// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QTemporaryDir>

namespace waggle::test {

// A file system of 256 KiB in memory that a test can fill up and free again. It is seen by this process alone, which
// needs root.
class SmallDisk {
public:
    static bool enterNamespace(); // of mounts; before the process has threads. False: not allowed here
    [[nodiscard]] static bool isAllowed();

    SmallDisk();
    ~SmallDisk();
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;

    [[nodiscard]] bool isMounted() const { return m_isMounted; }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] bool fill(); // to the last page
    [[nodiscard]] bool makeRoom();

private:
    QTemporaryDir m_folder;
    bool m_isMounted = false;
};

} // namespace waggle::test
