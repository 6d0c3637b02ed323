// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

// Bencoding (BEP 3). The decoder is total and bounded; writers append.
namespace waggle::protocol::bencode {

struct Value;
using List = std::vector<Value>;
using Dict = std::vector<std::pair<std::string_view, Value>>; // in the order of the bytes; views into the input

struct Value {
    std::variant<std::int64_t, std::string_view, List, Dict> data;

    [[nodiscard]] const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
    [[nodiscard]] const std::string_view* string() const { return std::get_if<std::string_view>(&data); }
    [[nodiscard]] const List* list() const { return std::get_if<List>(&data); }
    [[nodiscard]] const Dict* dict() const { return std::get_if<Dict>(&data); }
    [[nodiscard]] const Value* find(std::string_view key) const; // of a dict; null otherwise
};

struct Limits {
    int depth = 32;
    std::size_t values = 100'000;
};

struct Decoded {
    Value value; // its views point into the input
    std::size_t used = 0; // bytes; fewer than given: bytes follow the value
    bool keysSorted = true; // strictly ascending in every dict: else unsorted or doubled
};
[[nodiscard]] Result<Decoded> decode(std::string_view bytes, const Limits& limits = {});

void writeInteger(std::string& out, std::int64_t value);
void writeString(std::string& out, std::string_view value);

} // namespace waggle::protocol::bencode
