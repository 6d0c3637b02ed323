// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/report/report.h"

#include <QObject>

#include <functional>
#include <vector>

namespace waggle::ui {

enum class ReportFormat { Markdown, Html, Json };

// A report as text, made on another thread: hundreds of trackers take a while. No keys in it. `done` is called on the
// main thread unless `context` has gone.
void makeReport(const std::vector<remote::ReportPtr>& reports, ReportFormat format, QObject* context,
    std::function<void(const QByteArray& text)> done);
// Writes a file whole or not at all, on a thread of its own; `done` with why not, or nothing.
void writeReport(
    const QString& path, const QByteArray& text, QObject* context, std::function<void(const QString& problem)> done);

} // namespace waggle::ui
