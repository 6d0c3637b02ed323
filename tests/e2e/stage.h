// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/windowlink.h"
#include "tests/e2e/torrents.h"
#include "ui/base/backend.h"
#include "ui/pages/pageset.h"
#include "ui/shell/mainwindow.h"

#include <QSettings>
#include <QStringList>
#include <QTemporaryDir>

#include <atomic>
#include <functional>
#include <memory>

namespace waggle::e2e {

// The whole program as a user runs it, offscreen: window, tracker, monitor and library on a data folder of its own, on
// ports that the system gave.
class Stage final {
public:
    Stage();
    ~Stage();

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString newFolder();
    // "udp://10.77.0.1:40112/announce" for one of the tracker's addresses as text.
    [[nodiscard]] QString announceUrl(protocol::Transport transport, const QString& address);
    [[nodiscard]] swarm::Store& store() { return m_engine->tracker().store(); }
    void command(const ui::Command& command); // as the window gives it
    void open(const QString& pageId); // goes to a page of the window
    // Every cell of the row of a table that has all of `texts` in its cells; empty while there is none.
    [[nodiscard]] QStringList row(const QString& tableName, const QStringList& texts);
    // Moves the tracker's clock: all its logic follows, the real clients do not notice.
    void advanceClock(protocol::Time by) { m_skip += by.count(); }
    [[nodiscard]] protocol::Time now() const;

private:
    QTemporaryDir m_folder;
    std::atomic<std::int64_t> m_skip{0};
    machine::Clock m_system = machine::Clock::system();
    int m_folders = 0;
    std::unique_ptr<ui::Backend> m_backend;
    QSettings m_columns{m_folder.path() + QStringLiteral("/window.ini"), QSettings::IniFormat};
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<ui::PageSet> m_pages;
    std::unique_ptr<app::Engine> m_engine;
    std::unique_ptr<app::WindowLink> m_link;
};

// Runs the event loop until `condition` holds; false after `timeoutMs`.
[[nodiscard]] bool waitUntil(const std::function<bool()>& condition, int timeoutMs);

} // namespace waggle::e2e
