// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/time.h"
#include "core/requests/requestrecord.h"
#include "core/server/http/httpparser.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace waggle::server {

// What the limits of docs/protocol.md ("HTTP", limits) are here.
inline constexpr std::size_t kMaxHttpHead = 8 * 1024; // request line and fields
inline constexpr protocol::Time kHttpRequestTime{10'000}; // from a request's first byte to its last
inline constexpr protocol::Time kHttpIdleTime{15'000}; // between requests
inline constexpr protocol::Time kHttpSendTime{10'000}; // for a reply to leave
inline constexpr protocol::Time kHttpLingerTime{2'000}; // for a peer to read the last reply and go
inline constexpr std::size_t kMaxHttpInput = 16 * 1024; // held of a peer's bytes
inline constexpr std::size_t kMaxHttpUnsent = 32 * 1024; // past it nothing more is answered until the peer reads
inline constexpr std::size_t kMaxHttpDiscard = 64 * 1024; // read and thrown away after the last reply

struct HttpReply {
    int status = 200;
    std::string_view contentType = "text/plain";
    std::string_view fields; // further ones, each with its line end
    std::string body;
};

// Who gives the answers. Called by the session while it takes bytes in.
class HttpHandler {
public:
    // A whole GET or HEAD. The reply is used at once, so it may be the same object each time.
    virtual const HttpReply& answer(const HttpRequest& request) = 0;
    // Once a request, after answer() or instead of it: then `rule` says what was wrong. `received` is its head, or what
    // there was of it; `reply` is empty when there was none.
    virtual void finished(requests::Rule rule, std::string_view received, std::string_view reply) = 0;

protected:
    ~HttpHandler() = default;
};

// One HTTP/1 connection as a state machine: bytes and time in, bytes out; no socket, no clock. Requests are answered in
// the order in which they came, however they are cut into packets. Memory is bounded by the constants above whatever
// the peer does. What moves the bytes does, in a loop: receive() at most room() bytes, send output() in one go, sent().
class HttpSession {
public:
    HttpSession(HttpHandler& handler, protocol::Time now);
    void restart(protocol::Time now); // for a new connection; keeps the memory of the buffers

    [[nodiscard]] std::size_t room() const; // bytes it would take now; 0: wait until more is sent
    void receive(std::string_view bytes, protocol::Time now); // what exceeds room() is lost
    void endOfInput(); // the peer will send nothing more; what it asked for before is still answered

    [[nodiscard]] std::string_view output() const { return m_out; }
    void outputTaken(protocol::Time now); // into a buffer from which it counts as unsent
    void sent(std::size_t bytes, protocol::Time now);

    void elapse(protocol::Time now); // meets the deadline, if it is due
    [[nodiscard]] protocol::Time deadline() const;

    [[nodiscard]] bool isIdle() const; // open, and between two requests
    [[nodiscard]] protocol::Time waitingSince() const; // for the peer: to ask, to go on asking, to read, to leave
    [[nodiscard]] bool wantsShutdown() const; // all is sent: end our side, the peer's end is awaited
    [[nodiscard]] bool isClosed() const; // drop the connection now: nothing of the peer's is unread, nothing unsent

private:
    // Draining: answered for good, but the peer may still be sending. Finishing: closes once all is sent.
    enum class State : std::uint8_t { Open, Draining, Finishing, Closed };

    void process(protocol::Time now);
    bool step(protocol::Time now); // false: needs more bytes, or takes no more
    bool findHead(); // sets m_headSize or refuses
    void serve(std::string_view head, protocol::Time now);
    void reply(const HttpRequest& request, const HttpReply& reply, requests::Rule rule, protocol::Time now);
    void refuse(int status, requests::Rule rule, protocol::Time now);
    void drain(protocol::Time now);
    void finishInput();
    void consume(std::size_t bytes);
    [[nodiscard]] std::string_view rest() const { return std::string_view(m_in).substr(m_used); }
    [[nodiscard]] bool hasUnsent() const { return m_unsent > 0 || !m_out.empty(); }
    [[nodiscard]] bool isBlocked() const { return m_unsent + m_out.size() >= kMaxHttpUnsent; }

    HttpHandler& m_handler;
    State m_state = State::Open;
    bool m_inputEnded = false;
    std::string m_in;
    std::size_t m_used = 0; // of m_in
    std::size_t m_scanned = 0; // of rest()
    std::size_t m_headSize = 0; // of rest(), once its end was found
    std::string m_out;
    std::size_t m_unsent = 0;
    std::size_t m_mark = 0; // of m_unsent: what has to leave within kHttpSendTime
    std::size_t m_discarded = 0;
    protocol::Time m_idleSince;
    protocol::Time m_requestSince{0};
    protocol::Time m_markSince{0};
    protocol::Time m_drainSince{0};
};

} // namespace waggle::server
