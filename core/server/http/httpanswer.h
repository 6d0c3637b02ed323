// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/announcing/workercontext.h"
#include "core/server/http/httpsession.h"

namespace waggle::server {

// Where a connection comes from and where it arrived.
struct HttpPeer {
    protocol::Endpoint remote;
    std::uint32_t scope = 0; // interface of a link-local remote
    protocol::Endpoint local;
};

// What a tracker says to one HTTP request (docs/protocol.md, "HTTP"): announce, scrape, the page for people. Overwrites
// `reply`, fills `record` except for what WorkerContext::finish() adds. Worker thread; one shard lock a swarm asked
// for.
void answerHttp(WorkerContext& context, const HttpPeer& peer, const HttpRequest& request, HttpReply& reply,
    requests::RequestRecord& record);

} // namespace waggle::server
