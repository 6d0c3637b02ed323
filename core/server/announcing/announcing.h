// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/request.h"
#include "core/server/announcing/workercontext.h"

namespace waggle::server {

// Who asks, as the socket or a trusted proxy tells.
struct Asker {
    protocol::Endpoint source;
    std::uint32_t scope = 0; // interface of a link-local source
    protocol::Address reachedAt; // the tracker's address that was asked; unspecified: not known (behind a proxy)
    protocol::Transport transport = protocol::Transport::Udp;
};

// Access, store and selection for an announce, whatever the transport; fills the record (all but raw bytes, length and
// duration). On requests::Rule::None the answer's peers are in context.picked.
struct AnnounceOutcome {
    requests::Rule rule = requests::Rule::None;
    swarm::AnnounceResult result;
};
[[nodiscard]] AnnounceOutcome runAnnounce(WorkerContext& context, const protocol::AnnounceRequest& request,
    const Asker& asker, std::uint16_t maxV4, std::uint16_t maxV6, requests::RequestRecord& record);

// requests::Rule::None, Stranger or Banned: for what is no announce (runAnnounce asks by itself).
[[nodiscard]] requests::Rule admissionRule(const WorkerContext& context, const protocol::Address& address);

} // namespace waggle::server
