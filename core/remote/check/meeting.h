// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/record.h"

namespace waggle::remote {

// Known to all legs of a tracker; whatever else they announce is their own, so that they do not count each other.
struct SharedHashes {
    protocol::InfoHash v4, v6, both;
};

// How the legs of a tracker find out whether its addresses share their swarms (B11, B12): a host has A in a shared
// swarm, and each visitor comes as B and looks whether A is there. The first leg of a family that works is host to the
// others of it; the first of IPv4 is host to the first of IPv6 too. Over UDP and HTTP, in full checks of random
// torrents. Visits wait for hosts to announce, and hosts' farewells for visits: never in a circle. Pure.
class Meeting {
public:
    // `leg`: one of `tracker.legs`, else there is none to meet.
    Meeting(const TrackerRecord& tracker, const LegRecord& leg, const SharedHashes& hashes);

    [[nodiscard]] bool isHeld() const { return m_isHeld; }
    // What fresh 1 and fresh 2 are for a host; nothing: they are its own.
    [[nodiscard]] std::optional<protocol::InfoHash> ofFamily() const;
    [[nodiscard]] std::optional<protocol::InfoHash> ofBoth() const;
    // It is not known yet whether this leg will be a host.
    [[nodiscard]] bool isUndecided() const;

    struct Visit {
        bool isDue = false; // A is there
        protocol::InfoHash hash; // if due
    };
    // Of this leg, which works, at another; nothing: there is nobody to visit.
    [[nodiscard]] std::optional<Visit> visit() const;
    // Somebody may still come to see A in this swarm of ours.
    [[nodiscard]] bool isAwaited(const protocol::InfoHash& hash) const;

private:
    struct Host {
        const LegRecord* leg = nullptr; // null: nobody
        protocol::InfoHash hash;
    };
    [[nodiscard]] const LegRecord* first(protocol::Family family) const;
    [[nodiscard]] Host hostOf(const LegRecord& visitor) const;
    [[nodiscard]] static bool mayVisit(const LegRecord& visitor);
    [[nodiscard]] const protocol::InfoHash& hashOf(protocol::Family family) const;

    const TrackerRecord& m_tracker;
    const LegRecord& m_leg;
    const SharedHashes& m_hashes;
    bool m_isHeld;
};

} // namespace waggle::remote
