// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/urlmenu.h"

#include "core/text/words.h"

#include <QMenu>

#include <algorithm>

namespace waggle::ui {

namespace {

} // namespace

const server::AnnounceUrl* bestUrl(const AnnounceUrls& urls)
{
    if (urls.empty())
        return nullptr;
    const auto found = std::find_if(urls.begin(), urls.end(), [](const auto& url) { return url.primary; });
    return found != urls.end() ? &*found : &urls.front();
}

QString pageLink(const server::AnnounceUrl& url)
{
    QString link = url.url;
    if (url.transport == protocol::Transport::Http && link.endsWith(QStringLiteral("/announce")))
        link.chop(9);
    return link;
}

QString trackerBoxLines(const AnnounceUrls& urls)
{
    QStringList lines;
    for (const auto& url : urls) {
        if (url.othersCanReach && !lines.contains(url.url))
            lines << url.url;
    }
    return lines.join(QLatin1Char('\n'));
}

void fillUrlMenu(QMenu& menu, const AnnounceUrls& urls, const std::function<void(const QString& text)>& copy)
{
    menu.clear();
    QStringList interfaces; // in the order given
    for (const auto& url : urls) {
        if (!interfaces.contains(url.interface))
            interfaces << url.interface;
    }
    for (const QString& name : interfaces) {
        menu.addSection(QString(name).replace(QLatin1Char('&'), QStringLiteral("&&")));
        for (const auto& url : urls) {
            if (url.interface == name)
                menu.addAction(url.url, &menu, [copy, text = url.url] { copy(text); });
        }
    }
    menu.addSeparator();
    const QString lines = trackerBoxLines(urls);
    QAction* all = menu.addAction(Words::tr("All lines for the tracker box"), &menu, [copy, lines] { copy(lines); });
    all->setObjectName(QStringLiteral("copyAllLines"));
    all->setEnabled(!lines.isEmpty());
}

} // namespace waggle::ui
