// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/statuswords.h"
#include "ui/shell/urlmenu.h"

#include <QWidget>

class QPushButton;

namespace waggle::ui {

class Card;
class TextLabel;
class UrlField;

// The overview before anything was ever shared: three ways to begin, and whether anybody has reached the tracker.
// Main thread.
class EmptyOverview final : public QWidget {
    Q_OBJECT
public:
    explicit EmptyOverview(QWidget* parent);

    void setTrackerOn(bool on);
    void setUrls(const AnnounceUrls& urls);
    void setAllowAnyone(bool anyone);
    void setOpen(bool open); // false: it is on, but nothing listens
    void setReach(const StatusEntry& entry);
    [[nodiscard]] QString reach() const;

Q_SIGNALS:
    void chooseRequested();
    void startRequested();
    void qrRequested(const QString& link);

private:
    Card* makeCard(bool dashed, const QString& heading, const QString& words);
    Card* dropCard();
    Card* linkCard();
    Card* announceCard();
    void updateWords();

    bool m_on = true;
    bool m_open = true;
    bool m_anyone = false;
    TextLabel* m_title = nullptr;
    TextLabel* m_subtitle = nullptr;
    TextLabel* m_sign = nullptr;
    TextLabel* m_reach = nullptr;
    QPushButton* m_start = nullptr;
    UrlField* m_link = nullptr;
    UrlField* m_announce = nullptr;
    std::vector<QPushButton*> m_needUrl;
};

} // namespace waggle::ui
