// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/overview.h"
#include "core/server/listen/listener.h"
#include "ui/shell/urlmenu.h"

#include <QWidget>

#include <array>

class QBoxLayout;
class QStackedWidget;

namespace waggle::ui {

class Backend;
class Card;
class ChartCard;
class EmptyOverview;
class FigureCard;
class SharedCard;
class TextLabel;
class TrackerPanel;

// The first page: what is shared and who has it, four figures, two charts, the tracker itself; three ways to begin
// where nothing was ever shared. Main thread.
class OverviewPage final : public QWidget {
    Q_OBJECT
public:
    explicit OverviewPage(Backend& backend, QWidget* parent = nullptr);

    [[nodiscard]] bool isEmpty() const;

Q_SIGNALS:
    void swarmsRequested(); // the page of swarms
    void swarmRequested(const waggle::protocol::InfoHash& infoHash); // a row of "What is shared"
    void peersRequested(const QString& filter); // the page of peers; "stuck", or empty: all
    void problemsRequested(); // the page of requests, those refused or dropped
    void chooseRequested(); // choose .torrent files to add
    void qrRequested(const QString& link);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildFilled();
    Card* buildOffCard();
    QBoxLayout* buildFigures();
    void connectBackend();
    void take(const monitor::OverviewPtr& overview);
    void setTrackerOn(bool on);
    void updateReach();
    void updateFigures();
    void updateReturning();

    Backend& m_backend;
    bool m_on = true;
    monitor::OverviewPtr m_overview;
    server::ListenerStates m_listeners;
    QStackedWidget* m_stack = nullptr;
    QWidget* m_blank = nullptr; // until the first tick tells which of the two it is
    QWidget* m_filled = nullptr;
    EmptyOverview* m_empty = nullptr;
    Card* m_off = nullptr;
    TextLabel* m_returning = nullptr;
    SharedCard* m_shared = nullptr;
    FigureCard* m_swarms = nullptr;
    FigureCard* m_clients = nullptr;
    FigureCard* m_traffic = nullptr;
    FigureCard* m_problems = nullptr;
    std::array<ChartCard*, 2> m_charts{};
    TrackerPanel* m_tracker = nullptr;
};

} // namespace waggle::ui
