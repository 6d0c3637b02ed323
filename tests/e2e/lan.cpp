// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/lan.h"

#include <gtest/gtest.h>

#include <QProcess>

namespace waggle::e2e {

namespace {

void ip(const QString& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("ip"), arguments.split(QLatin1Char(' ')));
    ASSERT_TRUE(process.waitForFinished());
    EXPECT_EQ(process.exitCode(), 0) << "ip " << arguments.toStdString() << ": " << process.readAll().toStdString();
}

} // namespace

QStringList Host::wrap(const QStringList& command) const
{
    if (name.isEmpty())
        return command;
    return QStringList{QStringLiteral("ip"), QStringLiteral("netns"), QStringLiteral("exec"), name} + command;
}

Lan::Lan()
{
    // A second Lan of the same process joins the bridge that is there.
    QProcess process;
    process.start(QStringLiteral("ip"), {QStringLiteral("link"), QStringLiteral("show"), QStringLiteral("lan")});
    process.waitForFinished();
    if (process.exitCode() == 0)
        return;
    ip(QStringLiteral("link add lan type bridge"));
    ip(QStringLiteral("addr add 10.77.0.1/24 dev lan"));
    ip(QStringLiteral("-6 addr add fd77::1/64 dev lan nodad"));
    ip(QStringLiteral("link set lan up"));
}

Host Lan::addHost()
{
    static int made = 1; // addresses are never used twice in a run
    const int number = ++made;
    const Host host{QStringLiteral("h%1").arg(number), QStringLiteral("10.77.0.%1").arg(number),
        QStringLiteral("fd77::%1").arg(number, 0, 16)};
    ip(QStringLiteral("netns add %1").arg(host.name));
    ip(QStringLiteral("link add %1 type veth peer name eth0 netns %1").arg(host.name));
    ip(QStringLiteral("link set %1 master lan up").arg(host.name));
    const QString inside = QStringLiteral("netns exec %1 ip ").arg(host.name);
    ip(inside + QStringLiteral("link set lo up"));
    ip(inside + QStringLiteral("addr add %1/24 dev eth0").arg(host.v4));
    ip(inside + QStringLiteral("-6 addr add %1/64 dev eth0 nodad").arg(host.v6));
    ip(inside + QStringLiteral("link set eth0 up"));
    return host;
}

} // namespace waggle::e2e
