// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace waggle::e2e {

// A computer of the test's network: a network namespace with one address of each family.
struct Host {
    QString name; // empty: the test's own host
    QString v4; // 10.77.0.N
    QString v6; // fd77::N

    // The program and arguments that run `command` there.
    [[nodiscard]] QStringList wrap(const QStringList& command) const;
};

// A bridge with hosts on it; the test itself (and so its tracker) is 10.77.0.1 and fd77::1. Only inside the isolation
// of isolate.h, so nothing needs to be taken down.
class Lan final {
public:
    Lan();
    [[nodiscard]] Host self() const { return {{}, QStringLiteral("10.77.0.1"), QStringLiteral("fd77::1")}; }
    [[nodiscard]] Host addHost();
};

} // namespace waggle::e2e
