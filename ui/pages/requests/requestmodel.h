// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/monitoredmodel.h"

namespace waggle::ui {

// The log of requests as a table. While a client is followed, the differences to its own last request are columns.
// Main thread.
class RequestModel final
    : public MonitoredModel<monitor::RequestRow, monitor::RequestQuery, monitor::RequestPage, monitor::RequestColumn> {
    Q_OBJECT
public:
    RequestModel(Backend& backend, QObject* parent);

    void setKinds(monitor::RequestQuery::Kinds kinds);
    void setResults(monitor::RequestQuery::Results results);
    void setOnlyOdd(bool only);
    void setFrom(const std::optional<protocol::Address>& from);
    void setSwarm(const std::optional<monitor::InfoHash>& swarm);
    void setFollow(const std::optional<protocol::PeerId>& peerId);
    void setPaused(bool paused); // newer requests stay out, but are kept
};

// Words of one row that the table and the panes below it share.
[[nodiscard]] QString kindWord(requests::RequestKind kind);
[[nodiscard]] QString resultWord(requests::RequestResult result);
[[nodiscard]] QString eventWord(protocol::Event event);
[[nodiscard]] QString fromText(const monitor::RequestRow& row); // "192.168.1.63:6881"
[[nodiscard]] QString oddityIds(protocol::OddityBits bits); // "C3 C7"
[[nodiscard]] Tone resultTone(requests::RequestResult result);
[[nodiscard]] QString resultSign(requests::RequestResult result);

} // namespace waggle::ui
