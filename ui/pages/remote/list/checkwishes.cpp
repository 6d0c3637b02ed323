// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/list/checkwishes.h"

#include "core/remote/list/hashtext.h"
#include "core/torrent/reader.h"

#include <algorithm>

namespace waggle::ui {

namespace {

QString quoted(const QString& word)
{
    static const QString kPlain = QStringLiteral("-_./:@%+=,[]");
    const bool plain = !word.isEmpty() && std::all_of(word.begin(), word.end(), [](QChar c) {
        return (c.unicode() < 0x7f && c.isLetterOrNumber()) || kPlain.contains(c);
    });
    if (plain)
        return word;
    QString inside = word;
    inside.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return u'\'' + inside + u'\'';
}

} // namespace

protocol::Result<remote::CheckOptions> checkOptions(const settings::Remote& settings, Depth depth)
{
    remote::CheckOptions options;
    options.mode = depth == Depth::Quick ? remote::Mode::Quick : remote::Mode::Full;
    if (depth == Depth::Slow)
        options.slow.emplace();
    options.timeout = std::chrono::seconds(settings.timeoutS);
    options.jobs = settings.jobs;
    options.v4 = settings.families != settings::Families::V6;
    options.v6 = settings.families != settings::Families::V4;
    options.caFile = settings.caFile;
    options.userAgent = settings.userAgent;
    if (!settings.proxy.isEmpty()) {
        const auto proxy = remote::Proxy::parse(settings.proxy);
        if (!proxy)
            return tl::unexpected(proxy.error());
        options.proxy = *proxy;
    }
    return options;
}

QString commandLine(const CommandWish& wish, const settings::Remote& settings)
{
    const settings::Remote usual;
    QStringList words{QStringLiteral("waggle"), QStringLiteral("check")};
    if (wish.depth != Depth::Quick)
        words << (wish.depth == Depth::Slow ? QStringLiteral("--slow") : QStringLiteral("--full"));
    if (settings.families != settings::Families::Both)
        words << (settings.families == settings::Families::V4 ? QStringLiteral("-4") : QStringLiteral("-6"));
    const auto add
        = [&words](const char* option, const QString& value) { words << QLatin1String(option) << quoted(value); };
    if (settings.timeoutS != usual.timeoutS)
        add("--timeout", QString::number(settings.timeoutS));
    if (!settings.proxy.isEmpty()) {
        if (const auto proxy = remote::Proxy::parse(settings.proxy))
            add("--proxy", proxy->text());
    }
    if (!settings.caFile.isEmpty())
        add("--ca", settings.caFile);
    if (!settings.userAgent.isEmpty())
        add("--user-agent", settings.userAgent);
    if (wish.hash)
        add("--hash", QString::fromStdString(wish.hash->hex()));
    words << quoted(wish.withKey ? wish.url.text() : wish.url.shown());
    return words.join(QLatin1Char(' '));
}

protocol::Result<protocol::InfoHash> readHash(const QString& text)
{
    const QString word = text.trimmed();
    if (torrent::isMagnet(word)) {
        const auto magnet = torrent::readMagnet(word);
        if (!magnet)
            return tl::unexpected(magnet.error());
        return magnet->infoHash;
    }
    if (const auto hash = remote::hashFromDigits(word.toUtf8()))
        return *hash;
    return protocol::fail(protocol::ErrorCode::WrongLength,
        "This is no infohash: 40 or 64 hex digits, 32 base32 ones, or a magnet link is meant.");
}

} // namespace waggle::ui
