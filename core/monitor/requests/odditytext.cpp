// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/requests/odditytext.h"

#include <array>

namespace waggle::monitor {

namespace {

struct Text {
    const char* what;
    const char* consequence;
};

// In the order of protocol::Oddity.
constexpr std::array kTexts{
    Text{"It said “started” though it was in the swarm already.",
        "Taken as an update. It was restarted without saying goodbye, or says it with every announce."},
    Text{"It said “completed” without having been here with bytes missing, or with bytes still missing.",
        "Not counted as a completion; whether it is a seed follows from the bytes left."},
    Text{"Its uploaded or downloaded bytes are fewer than it told before.",
        "Nothing is counted as moved since its last announce, and its rate is unknown until the next one."},
    Text{"Its key is another one than before, though peer id and address are the same.",
        "Taken as the same client; a tracker that goes by the key would see two."},
    Text{"Its peer id is another one than that of the client which had this address and port.",
        "It takes that client's place: one address and port is one peer."},
    Text{"It came back before half of the interval that it was told had passed.",
        "Answered all the same. If many clients do so, the tracker has more to do than need be."},
    Text{"It used a connection id for longer than the 60 s of BEP 15.",
        "Accepted for 2 min after it was issued, then dropped: the client has to connect again."},
    Text{"It sent the infohash as 40 hex digits instead of 20 bytes.",
        "Refused: the tracker cannot know which swarm is meant. Its own percent-encoding is missing."},
    Text{"It sent parameters that no BEP names.", "They are skipped; everything else is served as usual."},
    Text{"It sent an event that no BEP names.", "Taken as an update."},
    Text{"It has all bytes now, but did not say “completed”.",
        "It is a seed from now on, and the completion is counted."},
    Text{"It told its address itself.",
        "Ignored unless the settings honour it for its network: others get the address it came from."},
    Text{"It said “stopped” without having been in the swarm.",
        "Answered as usual, nothing was removed. It had expired here, or never announced."},
    Text{"Its datagram has a length that its action does not have.",
        "What follows the known fields is read as options or ignored; a shorter one is dropped."},
    Text{"It asked for more peers than one answer can hold.", "It got as many as fit."},
    Text{"It sent options of an unknown type, or with a length past the datagram's end (BEP 41).",
        "The unknown ones are skipped; nothing behind a wrong length is read."},
};

} // namespace

std::vector<RequestDetail::OddityText> odditiesOf(protocol::OddityBits bits)
{
    std::vector<RequestDetail::OddityText> oddities;
    for (std::size_t i = 0; i < kTexts.size(); ++i)
        if (bits & (1u << i))
            oddities.push_back({QStringLiteral("C%1").arg(i + 1), QString::fromUtf8(kTexts[i].what),
                QString::fromUtf8(kTexts[i].consequence)});
    return oddities;
}

} // namespace waggle::monitor
