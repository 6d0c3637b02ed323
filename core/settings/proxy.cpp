// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/proxy.h"

#include "core/text/words.h"

#include <QUrl>

namespace waggle::settings {

using protocol::ErrorCode;
using protocol::Result;

namespace {

constexpr qsizetype kMostCredential = 255; // bytes; RFC 1929

tl::unexpected<protocol::Error> refuse(ErrorCode code, const QString& sentence)
{
    return protocol::fail(code, sentence.toStdString());
}

Result<Proxy::Kind> kindOf(const QString& scheme)
{
    if (scheme == QLatin1String("socks5") || scheme == QLatin1String("socks5h"))
        return Proxy::Kind::Socks5;
    if (scheme == QLatin1String("http"))
        return Proxy::Kind::Http;
    return refuse(ErrorCode::Unsupported, Words::tr("A proxy begins with socks5:// or http://."));
}

Result<void> checkForm(const QUrl& url)
{
    if (!url.isValid() || url.host().isEmpty())
        return refuse(ErrorCode::Malformed, Words::tr("The proxy's host is missing: socks5://HOST:PORT is meant."));
    if (url.path().size() > 1 || url.hasQuery() || url.hasFragment())
        return refuse(
            ErrorCode::Malformed, Words::tr("Nothing stands behind a proxy's port: socks5://HOST:PORT is meant."));
    return {};
}

} // namespace

Result<Proxy> Proxy::parse(const QString& text)
{
    const QUrl url(text.trimmed(), QUrl::StrictMode);
    const Result<Kind> kind = kindOf(url.scheme());
    if (!kind)
        return tl::unexpected(kind.error());
    if (const Result<void> form = checkForm(url); !form)
        return tl::unexpected(form.error());
    const int port = url.port(*kind == Kind::Socks5 ? 1080 : 8080);
    if (port < 1 || port > 65'535)
        return refuse(ErrorCode::OutOfRange, Words::tr("The proxy's port is a number from 1 to 65535."));
    const Proxy proxy{*kind, url.host(), static_cast<std::uint16_t>(port), url.userName(QUrl::FullyDecoded),
        url.password(QUrl::FullyDecoded)};
    if (proxy.user.toUtf8().size() > kMostCredential || proxy.password.toUtf8().size() > kMostCredential)
        return refuse(ErrorCode::TooLarge, Words::tr("A proxy's user and password have at most 255 bytes each."));
    return proxy;
}

QString Proxy::text() const
{
    if (kind == Kind::None)
        return {};
    const QString scheme = kind == Kind::Socks5 ? QStringLiteral("socks5") : QStringLiteral("http");
    const QString name = host.contains(u':') ? u'[' + host + u']' : host;
    return QStringLiteral("%1://%2:%3").arg(scheme, name, QString::number(port));
}

QByteArray Proxy::authorization() const
{
    if (user.isEmpty())
        return {};
    return "Proxy-Authorization: Basic " + (user + QLatin1Char(':') + password).toUtf8().toBase64() + "\r\n";
}

} // namespace waggle::settings
