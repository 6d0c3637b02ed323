// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/rows.h"

#include <QString>

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

// Decoded fields of a request or an answer, and how their values are written. Bytes are anybody's: nothing here trusts
// a length, and no control character gets into a text.
namespace waggle::monitor {

using Bytes = std::span<const std::uint8_t>;
using Field = RequestDetail::Field;

class FieldList {
public:
    static constexpr std::size_t kMaxFields = 2000; // further ones are counted in a last one

    void add(const QString& name, const QString& value, const QString& remark = {}, int depth = 0);
    void add(const char* name, const QString& value, const QString& remark = {}, int depth = 0);
    [[nodiscard]] std::vector<Field> take();

private:
    std::vector<Field> m_fields;
    std::size_t m_left = 0; // out
};

[[nodiscard]] QString hexText(Bytes bytes); // "5f 0c 91 aa"; long ones end with "…"
[[nodiscard]] QString printable(std::string_view bytes); // what is not printable as \xNN
[[nodiscard]] QString byteText(std::uint64_t bytes); // "12.0 GiB", "917 B"
[[nodiscard]] QString countText(std::uint64_t bytes); // "12884901888 (12.0 GiB)"
[[nodiscard]] QString durationText(Time time); // at most two units: "3 min 10 s"
[[nodiscard]] QString endpointText(Bytes wire); // 6 or 18 bytes
[[nodiscard]] QString eventText(std::uint64_t number); // of BEP 15

[[nodiscard]] inline std::string_view asText(Bytes bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
[[nodiscard]] inline Bytes asBytes(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace waggle::monitor
