// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/announcing/connectionid.h"

#include <QString>

#include <optional>

namespace waggle::server {

// The key of the connection ids, kept in a file (mode 0600) so that a restart does not silence clients that go on using
// their ids. Renewed daily; the key before it is kept beside it. Any one thread; reads and writes a file.
class Secret {
public:
    static constexpr std::int64_t kLifeSeconds = 24 * 3600;

    struct Keys {
        ConnectionIds::Key current{};
        ConnectionIds::Key previous{};
        bool operator==(const Keys&) const = default;
    };

    explicit Secret(const QString& path)
        : m_path(path)
    {
    }

    // Reads the file, or makes a new key where there is none, where it is broken, a day old or from the future.
    const Keys& load(std::int64_t wallSeconds);
    bool renewIfDue(std::int64_t wallSeconds); // true: keys() are others now
    [[nodiscard]] const Keys& keys() const { return m_keys; }
    // A sentence if the file could not be written: the key then lasts until the program ends.
    [[nodiscard]] const QString& problem() const { return m_problem; }

private:
    [[nodiscard]] bool read();
    void renew(std::int64_t wallSeconds);
    void write();

    QString m_path;
    Keys m_keys;
    std::int64_t m_created = 0;
    QString m_problem;
};

} // namespace waggle::server
