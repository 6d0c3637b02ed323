// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <string>

namespace waggle::test {

// Another tracker's program while a test runs; ended with it.
class RealTracker {
public:
    RealTracker(const QString& program, const QStringList& arguments, const QString& folder);
    ~RealTracker();

    [[nodiscard]] bool waitForPort(std::uint16_t port); // somebody accepts there
    [[nodiscard]] bool waitForOutput(const char* part);
    [[nodiscard]] std::string output() const { return m_output.toStdString(); }

private:
    QProcess m_process;
    QByteArray m_output;
};

// npm's bittorrent-tracker in `folder`, if it is not there already; false: npm or the network is missing.
[[nodiscard]] bool installNpmTracker(const QString& folder);

} // namespace waggle::test
