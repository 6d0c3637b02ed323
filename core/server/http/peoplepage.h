// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"
#include "core/settings/settings.h"

#include <optional>
#include <string>
#include <string_view>

// The page that a person sees at `/`: what this is, who asks, and the announce URLs. Pure; hostile Host fields are
// neither believed nor echoed.
namespace waggle::server {

struct PageUrls {
    std::string http;
    std::string udp; // empty: this tracker speaks no UDP
};

// By the name under which the asker reached us (the Host field) when that is a host with a port or without, else by the
// local address.
[[nodiscard]] PageUrls pageUrls(
    std::string_view host, const protocol::Endpoint& local, std::optional<std::uint16_t> udpPort);

// The UDP port that goes with a bound HTTP port.
[[nodiscard]] std::optional<std::uint16_t> udpPortBeside(const settings::Settings& settings, std::uint16_t httpPort);

struct PageFacts {
    PageUrls urls;
    protocol::Address asker;
    bool isStranger = false; // not of this network, and the tracker serves no other
};
[[nodiscard]] std::string peoplePage(const PageFacts& facts); // text/html, UTF-8
[[nodiscard]] std::string_view peoplePageFields(); // Content-Security-Policy and the like, each with its line end

[[nodiscard]] std::string escapeHtml(std::string_view text);

} // namespace waggle::server
