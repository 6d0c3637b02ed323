// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/bencode.h"
#include "tests/fuzz/driver.h"

using namespace waggle;
namespace bencode = waggle::protocol::bencode;

namespace {

void write(std::string& out, const bencode::Value& value)
{
    if (const auto* integer = value.integer()) {
        bencode::writeInteger(out, *integer);
    } else if (const auto* string = value.string()) {
        bencode::writeString(out, *string);
    } else if (const auto* list = value.list()) {
        out += 'l';
        for (const auto& element : *list)
            write(out, element);
        out += 'e';
    } else {
        out += 'd';
        for (const auto& [key, element] : *value.dict()) {
            bencode::writeString(out, key);
            write(out, element);
        }
        out += 'e';
    }
}

bool decodeOne(fuzz::Bytes input)
{
    const auto decoded = bencode::decode(fuzz::text(input));
    if (!decoded) {
        fuzz::require(!decoded.error().message.empty(), "an error has words");
        return false;
    }
    fuzz::require(decoded->used > 0 && decoded->used <= input.size(), "used lies within the input");
    std::string again;
    write(again, decoded->value);
    // One value has one spelling, so that the bytes themselves come back.
    fuzz::require(again == fuzz::text(input.first(decoded->used)), "a value is written as it was read");
    const auto exact = bencode::decode(again);
    fuzz::require(exact && exact->used == again.size(), "what was written is read");
    fuzz::require(exact->keysSorted == decoded->keysSorted, "order is the same for the same bytes");

    const auto narrow = bencode::decode(fuzz::text(input), {.depth = 2, .values = 8});
    fuzz::require(narrow || narrow.error().code == protocol::ErrorCode::TooLarge, "narrow limits say TooLarge");
    return decoded->used == input.size();
}

} // namespace

int main(int argc, char** argv)
{
    const fuzz::Plan plan{.name = "bencode",
        .seeds = {"i0e", "i-9223372036854775808e", "0:", "le", "de", std::string(32, 'l') + std::string(32, 'e')},
        .words = {"d", "l", "i", "e", "1:a", "i1e", "le", "de", "0:", "4:spam", "-", "d1:ai1ee"}};
    return fuzz::run(argc, argv, plan, decodeOne);
}
