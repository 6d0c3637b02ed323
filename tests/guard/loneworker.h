// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/announcing/workercontext.h"
#include "core/server/listen/listenerset.h"

namespace waggle::guard {

// What a tracker's worker thread has, in the caller's thread: one UDP and one HTTP listener on 127.0.0.1, served turn
// by turn of the event loop and only when the caller says so. What the turns do is counted once measure() was called,
// what the caller does in between is not. Needs a QCoreApplication. The clock stands still.
class LoneWorker {
public:
    enum class Marks : bool { None, ForTracer };
    explicit LoneWorker(Marks marks);

    [[nodiscard]] std::uint16_t port(protocol::Transport transport) const;
    [[nodiscard]] std::uint64_t connectionId(const protocol::Address& source) const; // of BEP 15

    void measure();
    void beginRound();
    void serveRequests(std::uint64_t count); // until so many more were finished
    void serveUntilConnections(std::uint64_t open);
    void drainRecords(); // as the monitor does each second

private:
    template <typename Done>
    void serveUntil(Done done);
    void serveTurn();
    void mark(long which) const;

    Marks m_marks;
    swarm::Store m_store{swarm::Store::Options{.policy = {}, .caps = {}, .seed = 1}};
    requests::WorkerShare m_share;
    server::WorkerContext m_context;
    server::ListenerSet m_listeners;
    bool m_isMeasured = false;
    std::uint64_t m_expected = 0;
    std::vector<std::byte> m_records;
};

} // namespace waggle::guard

// One turn of the event loop that is measured. Its name is what the tool that counts instructions looks for.
extern "C" void waggleGuardTurn();
