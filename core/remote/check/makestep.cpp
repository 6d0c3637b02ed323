// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/makestep.h"

namespace waggle::remote {

Step announceStep(const char* name, Identity identity, const protocol::InfoHash& hash, protocol::Event event)
{
    Step made;
    made.name = name;
    made.identity = identity;
    made.hashes = {hash};
    made.event = event;
    if (event == protocol::Event::Stopped)
        made.numwant = 0;
    return made;
}

Step scrapeStep(const char* name, std::vector<protocol::InfoHash> hashes)
{
    Step made;
    made.kind = StepKind::Scrape;
    made.name = name;
    made.hashes = std::move(hashes);
    return made;
}

Step plainStep(const char* name, StepKind kind)
{
    Step made;
    made.name = name;
    made.kind = kind;
    return made;
}

} // namespace waggle::remote
