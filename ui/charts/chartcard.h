// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/series/series.h"
#include "ui/widgets/card.h"

#include <map>
#include <optional>

class QHBoxLayout;

namespace waggle::ui {

class Backend;
class ChoiceRow;
class TextLabel;

namespace charts {
class ChartView;
class LegendButton;
} // namespace charts

// A chart in its card: title, ranges, picture, legend. Asks for its series while it is visible and closes its view when
// it is hidden. Context menu: copy and save the picture. Main thread.
class ChartCard final : public Card {
    Q_OBJECT
public:
    ChartCard(Backend& backend, monitor::SeriesKind kind, const QString& title, QWidget* parent = nullptr);
    ~ChartCard() override;

    // Unset: the whole tracker.
    void setSwarm(std::optional<protocol::InfoHash> swarm);
    // The small dim words beside the title; empty by default, "as the clients report it" for traffic.
    void setSubtitle(const QString& subtitle);
    void setRange(monitor::Range range);
    [[nodiscard]] monitor::Range range() const { return m_query.range; }
    [[nodiscard]] charts::ChartView& view() const { return *m_view; }
    [[nodiscard]] QString caption() const; // "hatched: at least this much, 3 clients have not …"

    // The picture as it is shown, without its controls, on the card's own background.
    [[nodiscard]] QImage picture(double pixelRatio = 2) const;
    void copyPicture() const;
    void savePng();
    void saveSvg();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build(const QString& title);
    QHBoxLayout* buildHeader(const QString& title);
    void ask();
    void take(const monitor::SeriesPtr& series);
    void updateLegend(const monitor::SeriesData& data);
    void updateWords(const monitor::SeriesData& data);
    void paintPicture(QPainter& painter) const;
    [[nodiscard]] QString suggestedName(const QString& suffix) const;
    void showFailure(const QString& path); // in the caption's place, until the next try
    void forgetFailure();

    Backend& m_backend;
    monitor::SeriesQuery m_query;
    bool m_asking = false;
    QString m_failure;
    TextLabel* m_title = nullptr;
    TextLabel* m_subtitle = nullptr;
    TextLabel* m_caption = nullptr;
    ChoiceRow* m_ranges = nullptr;
    charts::ChartView* m_view = nullptr;
    QHBoxLayout* m_footer = nullptr;
    std::map<QString, charts::LegendButton*> m_legend;
};

} // namespace waggle::ui
