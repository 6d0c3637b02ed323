// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server/http/epollset.h"
#include "core/server/http/httpconnection.h"

#include <memory>
#include <string>
#include <vector>

namespace waggle::server {

class HttpEpollConnection;

// What the epoll connections of a worker share: the set that watches them, and the objects that wait to be used again.
struct HttpEpollShare {
    HttpEpollShare();
    ~HttpEpollShare();
    [[nodiscard]] HttpEpollConnection& unusedOne(WorkerContext& context, HttpPool& pool, HttpReply& scratch);

    EpollSet set{nullptr};
    std::vector<std::unique_ptr<HttpEpollConnection>> all;
    std::vector<HttpEpollConnection*> unused;
    std::array<char, kMaxHttpInput> input; // scratch
};

// Moves the bytes of a descriptor by itself (Linux): one read and one write an answer. Used again after drop().
class HttpEpollConnection final : public HttpConnection, private EpollSet::Target {
public:
    HttpEpollConnection(WorkerContext& context, HttpPool& pool, HttpReply& scratch, HttpEpollShare& share);
    ~HttpEpollConnection();

    void open(int descriptor, const HttpPeer& peer, const HttpFrontEnd* owner); // takes it over; it does not block
    void start() override;
    void drop() override;

private:
    void ready(std::uint32_t events) override;
    void settle(protocol::Time now) override;
    [[nodiscard]] bool read(protocol::Time now); // false: the connection is torn
    [[nodiscard]] bool write(protocol::Time now);
    void tear();
    void watch();

    HttpEpollShare& m_share;
    int m_descriptor = -1;
    std::uint32_t m_watched = 0; // events; 0: not in the set
    std::string m_unsent; // taken from the session, not by the kernel
    bool m_shut = false;
};

} // namespace waggle::server
