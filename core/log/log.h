// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log/logline.h"

#include <QLoggingCategory>
#include <QObject>

#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace waggle::log {

// Takes what qDebug() … qCritical() say, in any thread, while it lives: keeps the last kKept lines, prints those from a
// level on to stderr, and gives each new one by a signal. Make one, first in main(). What is kept starts at Info.
class Log final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kKept = 2000;
    static constexpr qsizetype kMaxText = 2000; // characters of one line

    // Nothing on stderr: std::nullopt.
    explicit Log(std::optional<Level> stderrFrom = Level::Warning, QObject* parent = nullptr);
    ~Log() override; // whoever took the messages before takes them again

    void setStderrFrom(std::optional<Level> level); // any thread
    [[nodiscard]] std::vector<Line> lines() const; // any thread; oldest first

    [[nodiscard]] static std::optional<Level> parseLevel(const QString& name); // "debug", "info", "warning", "error"
    [[nodiscard]] static QString levelName(Level level);

Q_SIGNALS:
    void logged(const waggle::log::Line& line); // on this object's thread

private:
    static void handle(QtMsgType type, const QMessageLogContext& context, const QString& message);
    void take(QtMsgType type, const char* category, const QString& message);
    void print(const Line& line) const;
    void deliver();

    mutable std::mutex m_mutex;
    std::deque<Line> m_lines;
    std::vector<Line> m_undelivered;
    std::uint64_t m_next = 1;
    std::optional<Level> m_stderrFrom;
    bool m_deliveryPosted = false;
    QtMessageHandler m_previous = nullptr;
};

} // namespace waggle::log
