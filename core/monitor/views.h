// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/exports.h"
#include "core/monitor/tables/standing.h"

#include <map>
#include <memory>

namespace waggle::monitor {

struct Sources;

// The standing queries of all views: answered when they are asked, then whenever they are due. Monitor's thread.
class Views final {
public:
    explicit Views(Publish publish);
    ~Views();

    void ask(const Sources& sources, const Query& query);
    void close(std::uint64_t view);
    void answerDue(const Sources& sources); // once a tick
    [[nodiscard]] bool anyPeers() const; // a page of peers is open

private:
    class Standings; // a map for each kind of query
    Publish m_publish;
    std::unique_ptr<Standings> m_standings;
};

} // namespace waggle::monitor
