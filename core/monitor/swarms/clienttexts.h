// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QString>

#include <unordered_map>

namespace waggle::monitor {

// The names of programs by peer_id ("qBittorrent 4.6.3"), each worked out once: a million clients have a few dozen of
// them. Bounded. One thread.
class ClientTexts {
public:
    static constexpr std::size_t kMax = 4096;

    struct Texts {
        QString text;
        QString folded; // for comparisons without regard to case
    };
    // Good until the next call.
    [[nodiscard]] const Texts& of(const protocol::PeerId& peerId);

private:
    std::unordered_map<std::uint64_t, Texts> m_byHead;
    Texts m_single;
};

} // namespace waggle::monitor
