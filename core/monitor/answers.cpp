// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/answers.h"

#include "core/monitor/requests/requestdetail.h"
#include "core/monitor/series/seriesstore.h"
#include "core/monitor/tables/naming.h"

namespace waggle::monitor {

namespace {

// The part of the traffic that clients have not told yet: of one swarm or of all.
SeriesStore::Unreported unreportedOf(const Snapshot& snapshot, const std::optional<InfoHash>& swarm)
{
    SeriesStore::Unreported unreported;
    for (const SwarmFigures& figures : snapshot.swarms) {
        if (!figures.unreportedFrom || (swarm && figures.row.infoHash != *swarm))
            continue;
        unreported.from = std::min(unreported.from.value_or(*figures.unreportedFrom), *figures.unreportedFrom);
        unreported.clients += figures.unreportedClients;
    }
    return unreported;
}

} // namespace

SeriesPtr answer(const Sources& sources, const SeriesQuery& query)
{
    std::optional<InfoHash> swarm;
    if (query.swarm)
        swarm = rowHash(knownTorrent(sources.names.get(), *query.swarm).get(), *query.swarm);
    return sources.series.answer(query, swarm, unreportedOf(*sources.snapshot, swarm), sources.now, sources.wallMs);
}

DetailAnswer answer(const Sources& sources, const DetailQuery& query)
{
    const RequestLog::Entry* const entry = sources.log.find(query.request);
    return {query.view, entry ? detailOf(sources.log, sources.names.get(), *entry) : nullptr};
}

} // namespace waggle::monitor
