// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/checkoptions.h"

#include "core/remote/hostname.h"

#include <QCoreApplication>
#include <QUrl>

namespace waggle::remote {

using protocol::ErrorCode;
using protocol::fail;

protocol::Result<Proxy> Proxy::parse(const QString& text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const QString scheme = url.scheme();
    Proxy proxy;
    if (scheme == QLatin1String("socks5") || scheme == QLatin1String("socks5h"))
        proxy.kind = Kind::Socks5;
    else if (scheme == QLatin1String("http"))
        proxy.kind = Kind::Http;
    else
        return fail(ErrorCode::Unsupported, "A proxy begins with socks5:// or http://.");
    if (!url.isValid() || url.host().isEmpty())
        return fail(ErrorCode::Malformed, "The proxy's host is missing: socks5://HOST:PORT is meant.");
    if (url.path().size() > 1 || url.hasQuery() || url.hasFragment())
        return fail(ErrorCode::Malformed, "Nothing stands behind a proxy's port: socks5://HOST:PORT is meant.");
    const int port = url.port(proxy.kind == Kind::Socks5 ? 1080 : 8080);
    if (port < 1 || port > 65'535)
        return fail(ErrorCode::OutOfRange, "The proxy's port is a number from 1 to 65535.");
    proxy.host = url.host();
    proxy.port = static_cast<std::uint16_t>(port);
    proxy.user = url.userName(QUrl::FullyDecoded);
    proxy.password = url.password(QUrl::FullyDecoded);
    if (proxy.user.toUtf8().size() > 255 || proxy.password.toUtf8().size() > 255)
        return fail(ErrorCode::TooLarge, "A proxy's user and password have at most 255 bytes each.");
    return proxy;
}

QString Proxy::text() const
{
    if (kind == Kind::None)
        return {};
    return QStringLiteral("%1://%2:%3")
        .arg(kind == Kind::Socks5 ? QStringLiteral("socks5") : QStringLiteral("http"), bracketed(host),
            QString::number(port));
}

QByteArray Proxy::authorization() const
{
    if (user.isEmpty())
        return {};
    return "Proxy-Authorization: Basic " + (user + QLatin1Char(':') + password).toUtf8().toBase64() + "\r\n";
}

QByteArray CheckOptions::agent() const
{
    return userAgent.isEmpty() ? QByteArray("Waggle/0.1") : userAgent.toLatin1();
}

} // namespace waggle::remote
