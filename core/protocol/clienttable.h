// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

// Which letters of a peer_id mean which software (BEP 20), and how each writes its version. Constant data, any thread.
namespace waggle::protocol {

// What the four characters behind the code mean. Letters count on after 9.
enum class VersionStyle : std::uint8_t {
    ThreeOrFour, // 4630 is 4.6.3, 4631 is 4.6.3.1
    Four, // 2300 is 2.3.0.0
    MicroTorrent, // 355B is 3.5.5 beta
    Transmission, // 2940 is 2.94, 4050 is 4.0.5
    Deluge, // 211s is 2.1.1, 210b is 2.1.0 beta
    KTorrent, // 5200 is 5.2.0, 33B1 is 3.3 beta 1
    Hundredths, // 0186 is 1.86
    TwoPairs, // 0108 is 1.8
};

struct ClientCode {
    std::string_view code; // two characters
    std::string_view name;
    VersionStyle style = VersionStyle::ThreeOrFour;
};
[[nodiscard]] const ClientCode* findAzureusCode(std::string_view code); // null: unknown
[[nodiscard]] std::string_view findShadowLetter(char letter); // empty: unknown

} // namespace waggle::protocol
