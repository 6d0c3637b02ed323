// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/udpsocket.h"

namespace waggle::bench {

// A connection id (BEP 15) for each source of the load: the loopback addresses, then ::1 if it is wanted.
class SourceIds {
public:
    // Asks the tracker until it has them all. Ends the program if there are none to have.
    SourceIds(UdpSocket& v4, UdpSocket& v6, const TrafficOptions& traffic);
    [[nodiscard]] std::uint64_t of(const Ask& ask) const { return ask.v6 ? m_ids.back() : m_ids[ask.source]; }

private:
    void askForMissing(UdpSocket& v4, UdpSocket& v6);
    void collect(UdpSocket& v4, UdpSocket& v6, int milliseconds);

    std::vector<std::uint64_t> m_ids; // 0: none yet
};

} // namespace waggle::bench
