// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/checkoptions.h"

#include <QObject>

#include <functional>
#include <memory>

namespace waggle::remote {

// What a client of one leg needs to know. Lives as long as the leg.
struct LegContext {
    const CheckOptions& options;
    const TrackerRecord& tracker; // url, identities
    const LegRecord& leg; // scheme, family, address, what was asked before
    std::optional<Duration> dns; // of this family's lookup, to stand in the phases
};

// Asks the steps of one leg over one transport: HTTP(S), UDP or WebSocket, directly or through a proxy. One at a time.
// Every reply is bounded (kMaxReply, time, nesting). Probe thread.
class LegClient : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Exchange)>;
    // `done` once, from the event loop; its exchange has step, cause, phases, bytes (request: what left us, empty where
    // nothing did) and facts set, and announce/scrape when understood. Not after cancel() or destruction.
    virtual void ask(const Step& step, Done done) = 0;
    // Ends what is under way; `done` is not called any more. Connections are closed.
    virtual void cancel() = 0;
    // `stopped` for an identity, sent without waiting for an answer: after cancel(), as far as it goes at once (over
    // UDP with a connection id at hand, over HTTP on the connection that is open); best effort.
    virtual void sendStopped(const Step& step) = 0;

protected:
    using QObject::QObject;
};

// The client for the leg's scheme and the options' proxy.
[[nodiscard]] std::unique_ptr<LegClient> makeLegClient(const LegContext& context);

} // namespace waggle::remote
