// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/backend.h"

#include <QObject>
#include <QSettings>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <map>

namespace waggle::ui::test {

// Waits until `condition` holds; false after a few seconds.
[[nodiscard]] bool soon(const std::function<bool()>& condition);

// While it lives, what QAbstractItemModelTester complains of is kept, to be asserted empty.
class ModelComplaints {
public:
    ModelComplaints();
    ~ModelComplaints();
    ModelComplaints(const ModelComplaints&) = delete;
    ModelComplaints& operator=(const ModelComplaints&) = delete;
    [[nodiscard]] QStringList take() const;
};

// window.ini of one test.
class WindowIni {
public:
    [[nodiscard]] QSettings& settings() { return m_settings; }
    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
    QSettings m_settings{m_folder.filePath(QStringLiteral("window.ini")), QSettings::IniFormat};
};

[[nodiscard]] protocol::InfoHash hashOf(int number);
[[nodiscard]] monitor::SwarmRow swarmRow(int number, const QString& name);
[[nodiscard]] monitor::PeerRow peerRow(int number, const protocol::InfoHash& infoHash, const QString& computer);

// The program on the other side of the Backend: keeps rows and answers every standing query by the book, later than it
// was asked, as threads do.
class FakeProgram final : public QObject {
public:
    explicit FakeProgram(Backend& backend);

    std::vector<monitor::SwarmRow> swarms;
    std::vector<monitor::PeerRow> peers; // clients; those with `others` open
    std::vector<Command> commands;
    bool silent = false; // answers nothing while set
    qint64 slice = 40; // rows a slice of an export

    void tick(); // answers all standing queries again
    [[nodiscard]] const monitor::SwarmQuery* swarmQuery() const; // the last one
    [[nodiscard]] const monitor::PeerQuery* peerQuery() const;
    [[nodiscard]] bool isClosed(std::uint64_t view) const;
    [[nodiscard]] std::vector<monitor::SwarmRow> expected(
        const monitor::SwarmQuery& query, qint64* hidden = nullptr) const;
    [[nodiscard]] std::vector<monitor::PeerRow> expected(
        const monitor::PeerQuery& query, qint64* hidden = nullptr) const;

    template <typename T>
    [[nodiscard]] std::vector<T> commandsOf() const
    {
        std::vector<T> found;
        for (const Command& command : commands) {
            if (const T* one = std::get_if<T>(&command))
                found.push_back(*one);
        }
        return found;
    }

private:
    void answer(std::uint64_t view);
    void answerSwarms(const monitor::SwarmQuery& query);
    void answerPeers(const monitor::PeerQuery& query);
    void exportSlice(quint64 job, const monitor::SwarmQuery& query, qint64 first);
    void exportSlice(quint64 job, const monitor::PeerQuery& query, qint64 first);

    Backend& m_backend;
    std::map<std::uint64_t, monitor::SwarmQuery> m_swarmQueries;
    std::map<std::uint64_t, monitor::PeerQuery> m_peerQueries;
    std::uint64_t m_lastSwarms = 0, m_lastPeers = 0;
    std::map<quint64, bool> m_cancelled;
};

} // namespace waggle::ui::test
