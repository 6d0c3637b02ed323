// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/remote/list/listreader.h"
#include "ui/pages/remote/list/reportjob.h"

#include <QTimer>
#include <QWidget>

class QMimeData;
class QSettings;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace waggle::ui {

class Backend;
class CheckPane;
class CheckRuns;
class ComparePane;
class RemoteBar;
class RemoteModel;

// Other people's trackers: checked leg by leg, and compared on one torrent. The list lives as long as the program.
// Main thread.
class RemotePage final : public QWidget {
    Q_OBJECT
public:
    RemotePage(Backend& backend, QSettings& settings, QWidget* parent = nullptr);

    void setFilter(const QString& filter);
    // What was pasted or dropped while the page is shown; false: nothing here could be a list.
    bool take(const QMimeData& data);
    // The trackers of a torrent: into the list and checked; its swarm is ready to be compared.
    void checkTorrent(const protocol::InfoHash& hash, const QStringList& urls);

Q_SIGNALS:
    void filterCleared();
    void countChanged(qint64 trackers);

private:
    void build();
    void connectParts();
    void addKeys();
    void showTab(int index);
    void askForList();
    void takeList(const ReadListPtr& list);
    void addAndCheck(std::vector<RemoteRow> rows);
    void showState();
    void copyGood();
    void saveReport(ReportFormat format);
    void copyReport();
    void takeNetwork(bool v4, bool v6, bool v6Wanted);
    void tell(const QString& id, bool bad, const QString& words); // a banner, once
    [[nodiscard]] std::vector<remote::ReportPtr> reports() const; // complete ones

    Backend& m_backend;
    RemoteModel* m_model;
    CheckRuns* m_runs;
    ListReader* m_reader;
    RemoteBar* m_bar;
    QStackedWidget* m_head; // the bar, or what the tab is for
    QVBoxLayout* m_notices;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
    CheckPane* m_check;
    ComparePane* m_compare;
    QTimer m_soon;
    QStringList m_told; // notices that were put away
};

} // namespace waggle::ui
