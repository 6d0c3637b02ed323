// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log/log.h"

#include <QDateTime>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace waggle::log {

namespace {

// A message handler is a plain function: it finds the one Log through this.
std::mutex s_mutex;
Log* s_log = nullptr;
thread_local bool s_inside = false; // a message that comes out of handling one is lost rather than a deadlock

constexpr std::array<const char*, 4> kLevelNames{"debug", "info", "warning", "error"};

Level levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return Level::Debug;
    case QtInfoMsg:
        return Level::Info;
    case QtWarningMsg:
        return Level::Warning;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return Level::Error;
}

// "waggle.secret" is ours: "secret".
QString categoryName(const char* category)
{
    const QString name = QString::fromUtf8(category);
    const QString ours = QStringLiteral("waggle.");
    if (name.isEmpty() || name == QLatin1String("default"))
        return QStringLiteral("waggle");
    return name.startsWith(ours) ? name.mid(ours.size()) : name;
}

// A line is a line: what a peer's name holds must not look like another one, nor reach the terminal.
QString oneLine(const QString& message)
{
    QString text;
    for (const QChar c : message.left(Log::kMaxText)) {
        if (c.category() == QChar::Other_Control)
            text += c == u'\n' || c == u'\t' ? QStringLiteral(" ")
                                             : QStringLiteral("\\x%1").arg(c.unicode(), 2, 16, QLatin1Char('0'));
        else
            text += c;
    }
    return message.size() > Log::kMaxText ? text + u'…' : text;
}

} // namespace

Log::Log(std::optional<Level> stderrFrom, QObject* parent)
    : QObject(parent)
    , m_stderrFrom(stderrFrom)
{
    const std::lock_guard lock(s_mutex);
    Q_ASSERT(!s_log);
    s_log = this;
    m_previous = qInstallMessageHandler(&Log::handle);
}

Log::~Log()
{
    const std::lock_guard lock(s_mutex);
    qInstallMessageHandler(m_previous);
    s_log = nullptr;
}

void Log::setStderrFrom(std::optional<Level> level)
{
    const std::lock_guard lock(m_mutex);
    m_stderrFrom = level;
}

std::vector<Line> Log::lines() const
{
    const std::lock_guard lock(m_mutex);
    return {m_lines.begin(), m_lines.end()};
}

std::optional<Level> Log::parseLevel(const QString& name)
{
    for (std::size_t i = 0; i < kLevelNames.size(); ++i) {
        if (name == QLatin1String(kLevelNames[i]))
            return static_cast<Level>(i);
    }
    return std::nullopt;
}

QString Log::levelName(Level level)
{
    return QLatin1String(kLevelNames[static_cast<std::size_t>(level)]);
}

void Log::handle(QtMsgType type, const QMessageLogContext& context, const QString& message)
{
    if (!std::exchange(s_inside, true)) {
        {
            const std::lock_guard lock(s_mutex);
            if (s_log)
                s_log->take(type, context.category, message);
        }
        s_inside = false;
    }
    if (type == QtFatalMsg)
        std::abort();
}

void Log::take(QtMsgType type, const char* category, const QString& message)
{
    Line line{0, QDateTime::currentMSecsSinceEpoch(), levelOf(type), categoryName(category), oneLine(message)};
    const std::lock_guard lock(m_mutex);
    if (m_stderrFrom && line.level >= *m_stderrFrom)
        print(line);
    if (line.level == Level::Debug)
        return;
    line.number = m_next++;
    m_lines.push_back(line);
    if (m_lines.size() > kKept)
        m_lines.pop_front();
    m_undelivered.push_back(std::move(line));
    if (m_undelivered.size() > kKept) // nobody drains: the event loop stands still
        m_undelivered.erase(m_undelivered.begin(), m_undelivered.begin() + kKept / 2);
    if (!std::exchange(m_deliveryPosted, true))
        QMetaObject::invokeMethod(
            this, [this] { deliver(); }, Qt::QueuedConnection);
}

void Log::print(const Line& line) const
{
    const QString time = QDateTime::fromMSecsSinceEpoch(line.wallMs).toString(QStringLiteral("hh:mm:ss.zzz"));
    const QString text = QStringLiteral("%1 %2 %3: %4\n").arg(time, levelName(line.level), line.category, line.text);
    std::fputs(text.toUtf8().constData(), stderr);
    std::fflush(stderr);
}

void Log::deliver()
{
    std::vector<Line> lines;
    {
        const std::lock_guard lock(m_mutex);
        lines.swap(m_undelivered);
        m_deliveryPosted = false;
    }
    for (const Line& line : lines)
        Q_EMIT logged(line);
}

} // namespace waggle::log
