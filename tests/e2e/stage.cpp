// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/stage.h"

#include "ui/shell/tray.h"

#include <gtest/gtest.h>

#include <QAbstractItemModel>
#include <QDir>
#include <QTableView>
#include <QTest>

#include <algorithm>

namespace waggle::e2e {

namespace {

constexpr int kListenMs = 10'000;

settings::Settings testSettings()
{
    settings::Settings settings;
    for (const char* any : {"0.0.0.0:0", "[::]:0"})
        settings.listen.push_back(*settings::ListenEntry::parse(QString::fromLatin1(any)));
    // Clients of a test have seconds, not minutes; HTTP clients obey `min interval`.
    settings.policy.interval = swarm::seconds(4);
    settings.policy.minInterval = swarm::seconds(2);
    settings.tickMs = 250;
    settings.closeToTray = false;
    return settings;
}

} // namespace

Stage::Stage()
    : m_backend(std::make_unique<ui::Backend>())
    , m_window(std::make_unique<ui::MainWindow>(*m_backend, m_folder.path() + QStringLiteral("/window.ini")))
    , m_pages(std::make_unique<ui::PageSet>(*m_window, *m_backend, m_columns))
{
    app::Engine::Options options;
    options.dataFolder = m_folder.path();
    options.settings = testSettings();
    options.saved = options.settings;
    options.clock = m_system;
    options.clock.steady = [this] { return now(); };
    m_engine = std::make_unique<app::Engine>(options);
    m_link = std::make_unique<app::WindowLink>(*m_engine, *m_backend);
    m_window->resize(1366, 768);
    m_window->show();
    m_engine->start();
    EXPECT_TRUE(waitUntil(
        [this] {
            const server::ListenerStates& listeners = m_engine->tracker().listeners();
            return listeners.size() == 4 && std::all_of(listeners.begin(), listeners.end(), [](const auto& l) {
                return l.state == server::ListenerState::State::Listening;
            });
        },
        kListenMs));
}

Stage::~Stage() = default;

protocol::Time Stage::now() const
{
    return m_system.steady() + protocol::Time(m_skip.load());
}

QString Stage::newFolder()
{
    const QString path = m_folder.path() + QStringLiteral("/work-%1").arg(++m_folders);
    QDir().mkpath(path);
    return path;
}

QString Stage::announceUrl(protocol::Transport transport, const QString& address)
{
    const bool v6 = address.contains(QLatin1Char(':'));
    for (const server::ListenerState& listener : m_engine->tracker().listeners()) {
        const bool same
            = listener.transport == transport && (listener.wanted.address.family() == protocol::Family::V6) == v6;
        if (same)
            return QStringLiteral("%1://%2:%3/announce")
                .arg(transport == protocol::Transport::Http ? QStringLiteral("http") : QStringLiteral("udp"),
                    v6 ? QStringLiteral("[%1]").arg(address) : address)
                .arg(listener.port);
    }
    ADD_FAILURE() << "no such listener";
    return {};
}

void Stage::command(const ui::Command& command)
{
    Q_EMIT m_backend->commanded(command);
}

void Stage::open(const QString& pageId)
{
    m_window->showPage(pageId);
}

QStringList Stage::row(const QString& tableName, const QStringList& texts)
{
    const auto* table = m_window->findChild<QTableView*>(tableName);
    if (!table || !table->model())
        return {};
    const QAbstractItemModel& model = *table->model();
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column)
            cells += model.index(row, column).data().toString();
        const bool all = std::all_of(texts.begin(), texts.end(), [&](const QString& text) {
            return std::any_of(cells.begin(), cells.end(), [&](const QString& cell) { return cell.contains(text); });
        });
        if (all)
            return cells;
    }
    return {};
}

bool waitUntil(const std::function<bool()>& condition, int timeoutMs)
{
    return QTest::qWaitFor(condition, timeoutMs);
}

} // namespace waggle::e2e
