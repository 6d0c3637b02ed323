// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"

#include <QLockFile>
#include <QString>

#include <chrono>
#include <memory>

namespace waggle::app {

// The folder where settings, torrents and the secret are kept, and the lock on it: one Waggle at a time. Main thread.
class DataFolder {
public:
    // Makes the folder if need be (only its owner may look inside). The error is a sentence.
    [[nodiscard]] static protocol::Result<DataFolder> open(const QString& path);

    // False where another process has it and keeps it for `patience`; asking again is fine.
    [[nodiscard]] bool lock(std::chrono::milliseconds patience = std::chrono::milliseconds(0));
    [[nodiscard]] QString lockProblem() const; // why lock() said no: who has it, and what to do

    [[nodiscard]] const QString& path() const { return m_path; } // canonical
    [[nodiscard]] QString file(const QString& name) const { return m_path + u'/' + name; }

private:
    explicit DataFolder(const QString& canonicalPath);

    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace waggle::app
