// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/check/compare.h"
#include "core/settings/settings.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace waggle::ui {

class Backend;
class CellTable;
class RemoteModel;
class TextLabel;

// One swarm as all trackers see it: counts, the peers each one adds, what they have in common. Main thread.
class ComparePane final : public QWidget {
    Q_OBJECT
public:
    // More trackers than this are not compared: their overlap grows with the square.
    static constexpr std::size_t kMost = 500;

    ComparePane(Backend& backend, RemoteModel& list, QWidget* parent = nullptr);

    void setSettings(const settings::Remote& settings) { m_settings = settings; }
    // Trackers of the torrent itself beside the list's; none: the list's alone.
    void setTorrent(const protocol::InfoHash& hash, const std::vector<remote::TrackerUrl>& own);
    void start();
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_run != 0; }

private:
    QWidget* makeBar();
    [[nodiscard]] std::vector<remote::TrackerUrl> wanted() const;
    void takeReport(quint64 run, int index, const remote::ReportPtr& report);
    void compareSoon();
    void compareNow(); // on another thread
    void showComparison(const std::shared_ptr<const remote::Comparison>& comparison);
    void showOverlap(const remote::Comparison& comparison);
    void showState(); // buttons and the line beside them

    Backend& m_backend;
    RemoteModel& m_list;
    settings::Remote m_settings;
    QLineEdit* m_hash = nullptr;
    QComboBox* m_source = nullptr;
    QPushButton* m_start = nullptr;
    QPushButton* m_cancel = nullptr;
    QPushButton* m_copy = nullptr;
    TextLabel* m_summary = nullptr;
    TextLabel* m_problem = nullptr;
    CellTable* m_table = nullptr;
    TextLabel* m_overlapWords = nullptr;
    CellTable* m_overlap = nullptr;
    std::vector<remote::TrackerUrl> m_own;
    quint64 m_run = 0;
    protocol::InfoHash m_asked;
    std::vector<remote::ReportPtr> m_reports; // by index of the run
    std::size_t m_done = 0;
    QTimer m_soon;
    bool m_isComparing = false;
    bool m_again = false; // reports came while comparing
    quint64 m_comparison = 0; // the newest
};

} // namespace waggle::ui
