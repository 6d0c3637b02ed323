// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

// Bytes in the JSON of WebSocket trackers: one code point U+0000 to U+00FF each.
namespace waggle::remote {

[[nodiscard]] inline QString codePoints(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes);
}

template <std::size_t Size>
[[nodiscard]] QString codePoints(const std::array<std::uint8_t, Size>& bytes)
{
    return QString::fromLatin1(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(Size));
}

// Nothing for a text with other code points.
[[nodiscard]] inline std::optional<QByteArray> bytesOfCodePoints(const QString& text)
{
    for (const QChar c : text) {
        if (c.unicode() > 0xff)
            return std::nullopt;
    }
    return text.toLatin1();
}

// `Id` is InfoHash or PeerId. Nothing for another length.
template <typename Id>
[[nodiscard]] std::optional<Id> idOfCodePoints(const QString& text)
{
    Id id;
    const auto bytes = bytesOfCodePoints(text);
    if (!bytes || bytes->size() != static_cast<qsizetype>(id.bytes.size()))
        return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), id.bytes.begin());
    return id;
}

} // namespace waggle::remote
