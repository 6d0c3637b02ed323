// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <tl/expected.hpp>

// What can go wrong with bytes from the network or from a file, as a value. No code of ours throws.
namespace waggle::protocol {

enum class ErrorCode {
    Truncated, // the bytes end before the thing does
    Malformed, // a byte that cannot stand where it stands
    TooLarge, // past a named bound
    Missing, // a parameter that must be there is not
    Duplicate, // a parameter given twice
    WrongLength, // a parameter of the wrong size, e.g. an infohash of 40 characters
    OutOfRange, // a number outside its domain
    Unsupported,
};

// `message` is a sentence for a person: what was wrong, where, what to do. It never holds raw bytes of the input.
struct Error {
    ErrorCode code = ErrorCode::Malformed;
    std::string message;
};

template <typename T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(ErrorCode code, std::string message)
{
    return tl::unexpected<Error>(Error{code, std::move(message)});
}

} // namespace waggle::protocol
