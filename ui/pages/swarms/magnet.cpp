// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/swarms/magnet.h"

#include "ui/base/rowwords.h"

#include <QUrl>

namespace waggle::ui {

QString magnetOf(
    const protocol::InfoHash& infoHash, const torrent::KnownTorrent* known, const QStringList& announceUrls)
{
    QString link = known ? known->magnet : QString();
    if (link.isEmpty()) {
        link = QStringLiteral("magnet:?xt=urn:btih:") + hexOf(infoHash);
        if (known && !known->name.isEmpty())
            link += QStringLiteral("&dn=") + QString::fromLatin1(QUrl::toPercentEncoding(known->name));
    }
    for (const QString& url : announceUrls) {
        const QString parameter = QStringLiteral("&tr=") + QString::fromLatin1(QUrl::toPercentEncoding(url));
        if (!link.contains(parameter, Qt::CaseInsensitive))
            link += parameter;
    }
    return link;
}

} // namespace waggle::ui
