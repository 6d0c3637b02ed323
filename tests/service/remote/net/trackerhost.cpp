// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/remote/net/trackerhost.h"

#include "tests/support/remote/certificates.h"
#include "tests/support/remote/fakehttptracker.h"
#include "tests/support/remote/fakeudptracker.h"
#include "tests/support/remote/fakewebsockettracker.h"

#include <QCoreApplication>
#include <QFile>
#include <QSocketNotifier>

#include <iostream>
#include <unistd.h>

namespace waggle::test {

int runTrackerHost(const char* caFile)
{
    const Authority authority("The test's authority", {{}, -86'400, 86'400, true});
    const Authority server("tracker.test", goodWish(), authority);
    QFile file(QString::fromLocal8Bit(caFile));
    if (!file.open(QIODevice::WriteOnly))
        return 1;
    file.write(authority.pem());
    file.close();

    FakeUdpTracker udp;
    FakeHttpTracker http, https;
    FakeWebSocketTracker ws, wss;
    https.tls = wss.tls = server.serverWith();
    for (QString url : {udp.url(), http.url(), https.url(), ws.url(), wss.url()})
        std::cout << url.replace(QStringLiteral("127.0.0.1"), QStringLiteral("tracker.test")).toStdString() << '\n';
    std::cout << "ready" << std::endl;

    QSocketNotifier input(STDIN_FILENO, QSocketNotifier::Read);
    QObject::connect(&input, &QSocketNotifier::activated, &input, [] { QCoreApplication::quit(); });
    return QCoreApplication::exec();
}

} // namespace waggle::test
