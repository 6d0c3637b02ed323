// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QtEndian>

// Numbers in network order within bytes. `at` and what stands there must lie within them: callers check lengths first.
namespace waggle::remote {

template <typename T>
[[nodiscard]] T readBig(const QByteArray& bytes, qsizetype at)
{
    return qFromBigEndian<T>(bytes.constData() + at);
}

template <typename T>
void appendBig(QByteArray& out, T value)
{
    char bytes[sizeof(T)];
    qToBigEndian(value, bytes);
    out.append(bytes, sizeof bytes);
}

[[nodiscard]] inline const std::uint8_t* rawBytes(const QByteArray& bytes, qsizetype at)
{
    return reinterpret_cast<const std::uint8_t*>(bytes.constData() + at);
}

template <typename Array>
void appendArray(QByteArray& out, const Array& array)
{
    out.append(reinterpret_cast<const char*>(array.data()), static_cast<qsizetype>(array.size()));
}

} // namespace waggle::remote
