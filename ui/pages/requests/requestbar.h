// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/queries.h"
#include "core/requests/capturescope.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QHBoxLayout;
class QPushButton;
class QToolButton;

namespace waggle::ui {

class TextLabel;

// Above the table of requests: what is shown, how much is kept, pause, capture, export. Main thread.
class RequestBar final : public QWidget {
    Q_OBJECT
public:
    explicit RequestBar(QWidget* parent = nullptr);

    // A filter that was set from elsewhere ("from 192.168.1.77"), with a ✕ to end it; empty words take it away.
    enum class Only { From, Swarm, Client };
    void setOnly(Only which, const QString& words);
    void setKept(qint64 kept, std::uint64_t lost);
    void setCapture(const requests::CaptureScope& scope);
    void setPaused(bool paused);
    void setKinds(monitor::RequestQuery::Kinds kinds);
    void setResults(monitor::RequestQuery::Results results);
    // What Capture can be narrowed to: the chosen row's.
    void setCaptureChoice(
        const std::optional<protocol::Address>& address, const std::optional<monitor::InfoHash>& infoHash);

Q_SIGNALS:
    void kindsChosen(waggle::monitor::RequestQuery::Kinds kinds);
    void resultsChosen(waggle::monitor::RequestQuery::Results results);
    void onlyOddChosen(bool only);
    void onlyEnded(waggle::ui::RequestBar::Only which);
    void pauseChosen(bool paused);
    void captureChosen(const waggle::requests::CaptureScope& scope);
    void exportChosen();
    void clearChosen();

private:
    void makeFilters(QHBoxLayout* row);
    void makeVerbs(QHBoxLayout* row);
    void fillCaptureMenu();

    QComboBox* m_kinds;
    QComboBox* m_results;
    QCheckBox* m_odd;
    std::array<QToolButton*, 3> m_only{};
    TextLabel* m_kept;
    QPushButton* m_pause;
    QToolButton* m_capture;
    requests::CaptureScope m_scope;
    std::optional<protocol::Address> m_address;
    std::optional<monitor::InfoHash> m_infoHash;
};

} // namespace waggle::ui
