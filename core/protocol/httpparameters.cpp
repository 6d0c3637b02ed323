// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/httpparameters.h"

#include "core/protocol/hex.h"
#include "core/protocol/http.h"

#include <algorithm>
#include <array>

namespace waggle::protocol::http {

namespace {

struct Name {
    std::string_view text;
    Parameter parameter;
};

// Those that mean something to us first, by the enumeration; then what the BEPs or the large clients send besides.
constexpr std::array kNames{
    Name{"info_hash", Parameter::InfoHash},
    Name{"peer_id", Parameter::PeerId},
    Name{"port", Parameter::Port},
    Name{"uploaded", Parameter::Uploaded},
    Name{"downloaded", Parameter::Downloaded},
    Name{"left", Parameter::Left},
    Name{"event", Parameter::Event},
    Name{"numwant", Parameter::Numwant},
    Name{"compact", Parameter::Compact},
    Name{"no_peer_id", Parameter::NoPeerId},
    Name{"key", Parameter::Key},
    Name{"ip", Parameter::Ip},
    Name{"ipv4", Parameter::Ipv4},
    Name{"ipv6", Parameter::Ipv6},
    Name{"trackerid", Parameter::Ignored},
    Name{"corrupt", Parameter::Ignored},
    Name{"redundant", Parameter::Ignored},
    Name{"supportcrypto", Parameter::Ignored},
    Name{"requirecrypto", Parameter::Ignored},
    Name{"cryptoport", Parameter::Ignored},
    Name{"passkey", Parameter::Ignored},
    Name{"azudp", Parameter::Ignored},
    Name{"azhttp", Parameter::Ignored},
    Name{"azver", Parameter::Ignored},
    Name{"azup", Parameter::Ignored},
    Name{"azas", Parameter::Ignored},
    Name{"azsf", Parameter::Ignored},
    Name{"azq", Parameter::Ignored},
    Name{"aznp", Parameter::Ignored},
};
constexpr std::size_t kLongestName = 16; // longer ones are unknown

Parameter find(std::string_view name)
{
    const auto found = std::find_if(kNames.begin(), kNames.end(), [&](const Name& known) {
        return known.text.size() == name.size() && known.text.front() == name.front() && known.text == name;
    });
    return found == kNames.end() ? Parameter::Unknown : found->parameter;
}

// `encoded` is not empty.
Parameter lookUp(std::string_view encoded)
{
    if (encoded.find('%') == std::string_view::npos)
        return find(encoded);
    std::array<std::uint8_t, kLongestName> decoded{};
    const auto length = percentDecode(encoded, decoded);
    return length ? find({reinterpret_cast<const char*>(decoded.data()), *length}) : Parameter::Unknown;
}

} // namespace

std::string_view parameterName(Parameter parameter)
{
    if (parameter == Parameter::Ignored)
        return {};
    const auto found
        = std::find_if(kNames.begin(), kNames.end(), [&](const Name& name) { return name.parameter == parameter; });
    return found == kNames.end() ? std::string_view() : found->text;
}

std::optional<std::size_t> decodedLength(std::string_view text)
{
    std::size_t length = 0;
    for (std::size_t i = 0; i < text.size(); ++i, ++length) {
        if (text[i] != '%')
            continue;
        if (text.size() - i < 3 || hexDigit(text[i + 1]) < 0 || hexDigit(text[i + 2]) < 0)
            return std::nullopt;
        i += 2;
    }
    return length;
}

std::optional<std::size_t> percentDecode(std::string_view text, std::span<std::uint8_t> out)
{
    std::size_t to = 0;
    for (std::size_t from = 0; from < text.size(); ++from, ++to) {
        if (to == out.size())
            return std::nullopt;
        if (text[from] != '%') {
            out[to] = static_cast<std::uint8_t>(text[from]);
            continue;
        }
        if (text.size() - from < 3)
            return std::nullopt;
        const int high = hexDigit(text[from + 1]);
        const int low = hexDigit(text[from + 2]);
        if (high < 0 || low < 0)
            return std::nullopt;
        out[to] = static_cast<std::uint8_t>(high << 4 | low);
        from += 2;
    }
    return to;
}

bool nextParameter(std::string_view& query, RawParameter& out)
{
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view piece = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        const std::size_t equals = piece.find('=');
        if (equals == std::string_view::npos || equals == 0)
            continue;
        const std::string_view name = piece.substr(0, equals);
        out = {lookUp(name), !decodedLength(name), piece.substr(equals + 1)};
        return true;
    }
    return false;
}

} // namespace waggle::protocol::http
