// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/exchange.h"

#include <chrono>

namespace waggle::remote {

// Reads one HTTP/1.x response from bytes as they come (RFC 9112): Content-Length, chunked, or until the end. Nothing is
// unpacked, redirected or remembered; 1xx responses in front (but 101) and trailers are skipped. Pure; bounded by 64
// KiB of heads, a body of kMaxReply (whose beginning stays in facts() when there is more) and twice that on the wire.
// Parsing by Boost.Beast.
class HttpReader {
public:
    HttpReader();
    ~HttpReader();
    HttpReader(HttpReader&&) noexcept;

    enum class State : std::uint8_t { More, Done, Bad, TooLarge };
    State receive(const QByteArray& bytes, Duration at); // `at`: since the request was sent
    // Bad or Done; a body shorter than its Content-Length is Done and lengthWrong. So is a longer one, as far as it
    // came.
    State endOfInput();
    [[nodiscard]] const HttpFacts& facts() const;
    [[nodiscard]] const QByteArray& raw() const; // the first kMaxRawKept bytes
    [[nodiscard]] QByteArray rest() const; // bytes behind the response: a longer body than said, or a second answer
    [[nodiscard]] bool keepsAlive() const;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

} // namespace waggle::remote
