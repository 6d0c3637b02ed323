// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace waggle::app {

// SIGINT and SIGTERM as a Qt signal (a handler may do next to nothing, so it writes a byte into a socket pair). The
// second one ends the process as if nobody caught it. Make at most one, on the main thread.
class TerminationSignal final : public QObject {
    Q_OBJECT
public:
    explicit TerminationSignal(QObject* parent = nullptr);
    ~TerminationSignal() override; // the default handlers are back

Q_SIGNALS:
    void caught();

private:
    void drain();

    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace waggle::app
