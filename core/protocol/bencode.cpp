// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/bencode.h"

#include <charconv>

namespace waggle::protocol::bencode {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

// Recursive descent; Limits bound the recursion, the number of values and with them the memory.
class Decoder {
public:
    Decoder(std::string_view bytes, const Limits& limits)
        : m_bytes(bytes)
        , m_limits(limits)
    {
    }

    Result<Decoded> run()
    {
        Decoded decoded;
        if (!readValue(decoded.value, 0))
            return tl::unexpected<Error>(std::move(m_error));
        decoded.used = m_at;
        decoded.keysSorted = m_keysSorted;
        return decoded;
    }

private:
    bool refuse(ErrorCode code, std::size_t at, const char* what)
    {
        m_error = {code, "At byte " + std::to_string(at) + ": " + what + '.'};
        return false;
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_bytes.size(); }
    bool truncated() { return refuse(ErrorCode::Truncated, m_bytes.size(), "the data ends in the middle of a value"); }

    bool readValue(Value& value, int depth)
    {
        if (atEnd())
            return truncated();
        if (++m_values > m_limits.values)
            return refuse(ErrorCode::TooLarge, m_at, "more values than are allowed");
        const char kind = m_bytes[m_at];
        if (isDigit(kind))
            return readString(value.data.emplace<std::string_view>());
        if (kind == 'i')
            return readInteger(value.data.emplace<std::int64_t>());
        if (kind != 'l' && kind != 'd')
            return refuse(ErrorCode::Malformed, m_at, "no value begins with this byte");
        if (depth >= m_limits.depth)
            return refuse(ErrorCode::TooLarge, m_at, "lists and dictionaries are nested too deeply");
        ++m_at;
        return kind == 'l' ? readList(value.data.emplace<List>(), depth) : readDict(value.data.emplace<Dict>(), depth);
    }

    bool readInteger(std::int64_t& value)
    {
        const std::size_t start = ++m_at;
        const std::string_view rest = m_bytes.substr(start);
        const std::size_t first = !rest.empty() && rest.front() == '-' ? 1 : 0;
        std::size_t end = first;
        while (end < rest.size() && isDigit(rest[end]))
            ++end;
        if (end == rest.size())
            return truncated();
        if (rest[end] != 'e' || end == first)
            return refuse(ErrorCode::Malformed, start, "an integer is digits between i and e");
        // One number has one spelling (BEP 3): neither leading zeros nor a negative zero.
        if (rest[first] == '0' && (end > first + 1 || first == 1))
            return refuse(ErrorCode::Malformed, start, "an integer with a leading zero");
        if (std::from_chars(rest.data(), rest.data() + end, value).ec != std::errc())
            return refuse(ErrorCode::OutOfRange, start, "an integer past 64 bits");
        m_at = start + end + 1;
        return true;
    }

    bool readString(std::string_view& value)
    {
        const std::size_t start = m_at;
        std::size_t end = start;
        while (end < m_bytes.size() && isDigit(m_bytes[end]))
            ++end;
        if (end == m_bytes.size())
            return truncated();
        if (m_bytes[end] != ':')
            return refuse(ErrorCode::Malformed, end, "a string's length is followed by a colon");
        if (m_bytes[start] == '0' && end > start + 1)
            return refuse(ErrorCode::Malformed, start, "a string's length with a leading zero");
        std::size_t length = 0;
        const bool fits = std::from_chars(m_bytes.data() + start, m_bytes.data() + end, length).ec == std::errc();
        if (!fits || length > m_bytes.size() - end - 1)
            return refuse(ErrorCode::Truncated, start, "a string that is longer than the data");
        value = m_bytes.substr(end + 1, length);
        m_at = end + 1 + length;
        return true;
    }

    // True at the `e` of a list or dictionary, which it takes; false before another element and at the end of the data.
    bool takeEnd()
    {
        if (atEnd() || m_bytes[m_at] != 'e')
            return false;
        ++m_at;
        return true;
    }

    bool readList(List& list, int depth)
    {
        while (!takeEnd()) {
            if (!readValue(list.emplace_back(), depth + 1))
                return false;
        }
        return true;
    }

    bool readDict(Dict& dict, int depth)
    {
        while (!takeEnd()) {
            if (atEnd())
                return truncated();
            if (!isDigit(m_bytes[m_at]))
                return refuse(ErrorCode::Malformed, m_at, "a key of a dictionary is a string");
            auto& [key, value] = dict.emplace_back();
            if (!readString(key))
                return false;
            if (dict.size() > 1 && dict[dict.size() - 2].first >= key)
                m_keysSorted = false;
            if (!readValue(value, depth + 1))
                return false;
        }
        return true;
    }

    std::string_view m_bytes;
    const Limits& m_limits;
    std::size_t m_at = 0;
    std::size_t m_values = 0;
    bool m_keysSorted = true;
    Error m_error;
};

} // namespace

const Value* Value::find(std::string_view key) const
{
    const Dict* entries = dict();
    if (!entries)
        return nullptr;
    for (const auto& [name, value] : *entries) {
        if (name == key)
            return &value;
    }
    return nullptr;
}

Result<Decoded> decode(std::string_view bytes, const Limits& limits)
{
    return Decoder(bytes, limits).run();
}

void writeInteger(std::string& out, std::int64_t value)
{
    char digits[20]; // -9223372036854775808
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out += 'i';
    out.append(digits, end);
    out += 'e';
}

void writeString(std::string& out, std::string_view value)
{
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, value.size()).ptr;
    out.append(digits, end);
    out += ':';
    out += value;
}

} // namespace waggle::protocol::bencode
