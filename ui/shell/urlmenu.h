// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/listen/announceurls.h"

#include <QString>

#include <functional>
#include <vector>

class QMenu;

// The announce URLs as people meet them. Main thread.
namespace waggle::ui {

using AnnounceUrls = std::vector<server::AnnounceUrl>;

// The URL to hand on: the primary one, else the best there is; null where the tracker listens nowhere.
[[nodiscard]] const server::AnnounceUrl* bestUrl(const AnnounceUrls& urls);
// What people open in a browser: the page that says what this is. An announce URL without its path; a UDP one stays.
[[nodiscard]] QString pageLink(const server::AnnounceUrl& url);
// Every URL that others can reach, a line each: for a client's box of trackers.
[[nodiscard]] QString trackerBoxLines(const AnnounceUrls& urls);
// Announce URLs under a heading an interface, HTTP before UDP, then "all lines for the tracker box".
void fillUrlMenu(QMenu& menu, const AnnounceUrls& urls, const std::function<void(const QString& text)>& copy);

} // namespace waggle::ui
