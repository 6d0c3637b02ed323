// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/testannounce.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QRandomGenerator>
#include <QUrl>

#include <algorithm>

namespace waggle::app {

namespace {

constexpr int kTimeoutMs = 5000;

QByteArray randomEscaped(int bytes)
{
    QByteArray escaped;
    for (int i = 0; i < bytes; ++i)
        escaped += '%' + QByteArray(1, static_cast<char>(QRandomGenerator::global()->bounded(256))).toHex();
    return escaped;
}

bool isHttpHere(const server::ListenerState& listener)
{
    return listener.transport == protocol::Transport::Http && listener.state == server::ListenerState::State::Listening
        && (listener.wildcard || listener.wanted.address.isLoopback());
}

} // namespace

TestAnnounce::TestAnnounce(QObject* parent)
    : QObject(parent)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setTransferTimeout(kTimeoutMs);
}

void TestAnnounce::send(const server::ListenerStates& listeners)
{
    const auto here = std::find_if(listeners.begin(), listeners.end(), isHttpHere);
    if (here == listeners.end()) {
        Q_EMIT done(false, tr("No HTTP listener of this tracker answers on this computer's own address."));
        return;
    }
    m_hash = randomEscaped(20);
    const QUrl stopped = urlFor(*here, "stopped");
    QNetworkReply* reply = m_network.get(QNetworkRequest(urlFor(*here, "started")));
    connect(reply, &QNetworkReply::finished, this, [this, reply, stopped] {
        reply->deleteLater();
        const QByteArray body = reply->readAll();
        const bool ok = reply->error() == QNetworkReply::NoError && body.contains("8:interval");
        Q_EMIT done(ok,
            ok ? tr("The tracker answered the test announce.")
               : tr("The tracker did not answer the test announce: %1").arg(reply->errorString()));
        QNetworkReply* last = m_network.get(QNetworkRequest(stopped));
        connect(last, &QNetworkReply::finished, last, &QObject::deleteLater);
    });
}

QUrl TestAnnounce::urlFor(const server::ListenerState& listener, const QByteArray& event) const
{
    const bool v4 = listener.wanted.address.family() == protocol::Family::V4;
    const QByteArray host = v4 ? "127.0.0.1" : "[::1]";
    return QUrl::fromEncoded("http://" + host + ':' + QByteArray::number(listener.port)
        + "/announce?info_hash=" + m_hash
        + "&peer_id=-WG0100-testannounce&port=9&uploaded=0&downloaded=0&left=1&compact=1&numwant=0&event=" + event);
}

} // namespace waggle::app
