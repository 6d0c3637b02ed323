// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QByteArray>

#include <ostream>
#include <string>
#include <string_view>

// Bytes for the tests of the codecs, and how a failed comparison shows them.
namespace waggle::remote::test {

inline QByteArray hex(const char* digits) // spaces are skipped
{
    return QByteArray::fromHex(digits);
}

// A literal with zeros in it.
template <std::size_t Size>
QByteArray bytes(const char (&literal)[Size])
{
    return {literal, static_cast<qsizetype>(Size) - 1};
}

inline std::string shown(const QByteArray& bytes)
{
    return bytes.toStdString();
}

inline std::string hexOf(const QByteArray& bytes)
{
    return bytes.toHex(' ').toStdString();
}

inline protocol::Address ip(std::string_view text)
{
    return protocol::Address::parse(text).value();
}

// 20 bytes, the first of them `first` and each one more than the one before.
template <typename Id>
Id counted(std::uint8_t first)
{
    Id id;
    for (auto& byte : id.bytes)
        byte = first++;
    return id;
}

} // namespace waggle::remote::test
