// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How much a request may cost. Counts, not times, so that they are the same on a busy machine: measured over the
// traffic of tests/bench/traffic.h with g++ 12 and Qt 6.4 on x86-64, and a tenth more. Whoever passes one has made
// Waggle slower, or has a reason and writes it here; whoever makes it faster takes the budget down.
// docs/performance.md, "Guards", tells how to see where a count comes from.
namespace waggle::guard {

struct Budget {
    double udp; // a datagram, 64 of them a batch
    double http; // a request on a connection that stays; 64 connections, all of them asking
    double httpClose; // a request on a connection of its own, from accepting to closing it
};

// Of the worker's thread outside the kernel, event loop included, with everybody known and the request log on. 5 % of
// the requests are wrong, a tenth says `started`, a tenth `stopped`.
inline constexpr Budget kInstructions{7'000, 20'000, 21'200};

// Calls of malloc and its kin by an announce of a peer that is known already: nothing grows, so nothing is allocated. A
// connection's own are its count among those of its address, and the timer that the first one starts.
inline constexpr Budget kAllocations{0, 0, 1.1};

// Mutexes locked: the shard's, and the ring's once a batch of datagrams or a turn of the event loop. A connection of
// its own takes the ring's once more, at its end.
inline constexpr Budget kLocks{1.05, 1.1, 2.1};

// System calls. UDP, a batch of 64: the wait, two `recvmmsg` (the second finds nothing), one `sendmmsg`. HTTP: a
// `recvfrom` and a `sendto` each, and for all 64 the wait and two `epoll_wait`; a connection of its own is accepted and
// closed besides.
inline constexpr Budget kSystemCalls{4.4 / 64, 2.25, 4.45};

} // namespace waggle::guard
