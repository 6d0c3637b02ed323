// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/check/trackercheck.h"

#include <QObject>

#include <map>
#include <vector>

namespace waggle::remote {

// A list of trackers being checked: bounded jobs, one resolver, one pace. Probe thread.
class CheckRun final : public QObject {
    Q_OBJECT
public:
    // What reaches the network; tests give their own.
    struct World {
        TrackerCheck::Resolve resolve;
        CheckParts::MakeClient makeClient;
        OwnNetwork network;
    };

    CheckRun(const std::vector<TrackerUrl>& urls, const CheckOptions& options,
        const std::vector<protocol::Endpoint>& ownEndpoints, World world, QObject* parent);
    ~CheckRun() override;

    void start();
    void cancel(); // reports of all that were not complete follow, then finished()

Q_SIGNALS:
    void reported(int index, const waggle::remote::ReportPtr& report);
    void finished(bool cancelled);

private:
    void add(int index, const TrackerUrl& url);
    void noteReport(int index, const ReportPtr& report);
    void compareAddresses(int index);
    [[nodiscard]] ReportPtr comparedWithTwin(const ReportPtr& report) const;
    [[nodiscard]] bool isOwn(const TrackerRecord& record) const;
    [[nodiscard]] TrackerRecord blankRecord();

    CheckOptions m_options;
    World m_world;
    std::vector<protocol::Endpoint> m_own;
    std::uint64_t m_seed;
    HostPace m_pace;
    JobQueue m_queue;
    std::vector<TrackerUrl> m_urls;
    std::vector<std::unique_ptr<TrackerCheck>> m_checks;
    // Who resolved first to these addresses.
    std::map<std::pair<Scheme, std::vector<protocol::Endpoint>>, TrackerUrl> m_firstAt;
    std::vector<ReportPtr> m_complete;
    std::size_t m_left = 0;
    bool m_isCancelled = false;
};

// The resolver and the clients of net/, and what this computer's interfaces say.
[[nodiscard]] CheckRun::World realWorld(const CheckOptions& options);

} // namespace waggle::remote
