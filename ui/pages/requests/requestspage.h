// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/queries.h"

#include <QWidget>

#include <map>

class QMenu;
class QSplitter;
class QSettings;

namespace waggle::ui {

class Backend;
class RequestBar;
class RequestDetailView;
class RequestModel;
class TablePane;
class TextLabel;

// What really came in: answered, refused and dropped requests, the chosen one decoded below. Main thread.
class RequestsPage final : public QWidget {
    Q_OBJECT
public:
    RequestsPage(Backend& backend, QSettings& settings, QWidget* parent = nullptr);

    void setFilter(const QString& filter);
    // What other pages lead to
    void showProblems();
    void showFrom(const protocol::Address& address);
    void showSwarm(const monitor::InfoHash& infoHash, const QString& name);
    void follow(const protocol::PeerId& peerId, const QString& client);
    void showAll();

Q_SIGNALS:
    void filterCleared();

private:
    void connectBar();
    void fillMenu(QMenu* menu);
    void choose(); // asks for the chosen row, or for two of them
    void showHint();
    void showDetail(bool shown); // without a chosen row the table has all the room
    void takeDetail(quint64 view, const monitor::RequestDetailPtr& detail);

    Backend& m_backend;
    QSettings& m_settings;
    RequestModel* m_model;
    RequestBar* m_bar;
    TablePane* m_table;
    RequestDetailView* m_detail;
    QSplitter* m_splitter;
    TextLabel* m_hint; // in the place of the detail while no row is chosen
    std::uint64_t m_detailView;
    std::vector<std::uint64_t> m_chosen; // numbers of the rows that the pane shows: one, or two to compare
    std::map<std::uint64_t, monitor::RequestDetailPtr> m_details;
};

} // namespace waggle::ui
