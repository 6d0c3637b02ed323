// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/backend.h"

#include <QObject>

#include <vector>

namespace waggle::ui::test {

[[nodiscard]] remote::TrackerUrl trackerUrl(const char* text);

// A report of one tracker, put together leg by leg.
class ReportMaker {
public:
    explicit ReportMaker(const remote::TrackerUrl& url);

    // Times in ms; below 0: did not come to it.
    struct Times {
        double dns = 6, connect = -1, tls = -1, answer = -1;
    };
    ReportMaker& leg(const char* address, const Times& times, qint64 seeders, qint64 leechers, int peers = 0);
    ReportMaker& failedLeg(protocol::Family family, remote::Cause cause, const char* address = nullptr);
    ReportMaker& loss(int sent, int lost); // of the last leg
    ReportMaker& words(const QByteArray& failure); // of the last leg
    ReportMaker& finding(const char* id, const QString& evidence);
    [[nodiscard]] remote::ReportPtr make(remote::State state, bool complete = true);

    remote::Report report;
};

// The engine on the other side of the Backend: keeps what was asked, reports when told to.
class FakeChecks final : public QObject {
public:
    explicit FakeChecks(Backend& backend);

    struct Run {
        quint64 number = 0;
        std::vector<remote::TrackerUrl> urls;
        remote::CheckOptions options;
        bool cancelled = false;
    };
    std::vector<Run> runs;

    void tell(int index, const remote::ReportPtr& report); // of the last run
    void tellAll(remote::State state); // a plain report of every tracker of the last run
    void finish();

private:
    Backend& m_backend;
};

} // namespace waggle::ui::test
