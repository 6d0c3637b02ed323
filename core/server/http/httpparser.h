// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

// One HTTP/1 request head, read by Boost.Beast's parser (which stays inside httpparser.cpp). Pure, any bytes.
namespace waggle::server {

struct HttpRequest {
    enum class Method : std::uint8_t { Get, Head, Other };
    Method method = Method::Other;
    bool keepAlive = false; // HTTP/1.1 without `Connection: close`; HTTP/1.0 always closes
    bool hasBody = false; // Content-Length above 0, or any Transfer-Encoding
    bool acceptsHtml = false;
    std::string_view target; // as sent; the views point into the head
    std::string_view host; // of the Host field; empty: none
    std::string forwardedFor; // the X-Forwarded-For fields, joined
    std::string_view head; // request line and fields with the empty line, as received
};

// `head` ends with its empty line. Nothing for what is no HTTP/1.0 or 1.1 request.
[[nodiscard]] std::optional<HttpRequest> readHttpHead(std::string_view head);

// Whether `bytes`, the beginning of what a peer sent, can still become a request line: a method's letters, then a
// space.
[[nodiscard]] bool mayBeHttp(std::string_view bytes);

} // namespace waggle::server
