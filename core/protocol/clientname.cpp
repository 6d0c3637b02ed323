// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/clientname.h"

#include "core/protocol/clienttable.h"

#include <algorithm>

namespace waggle::protocol {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
bool isAlnum(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// One character a number: clients count on with letters after 9, in either case.
int digitValue(char c)
{
    if (isDigit(c))
        return c - '0';
    return c >= 'a' ? c - 'a' + 10 : c - 'A' + 10;
}

std::string dotted(std::string_view digits, std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0)
            text += '.';
        text += std::to_string(digitValue(digits[i]));
    }
    return text;
}

bool allDigits(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), isDigit);
}

// Transmission up to 3.00 writes "2.94" as 2940, from 4.0.0 on one digit a part. The last character tells builds apart
// that are no release.
std::string transmissionVersion(std::string_view v)
{
    const bool preview = v[3] == 'Z' || v[3] == 'X';
    if (v.substr(0, 2) == "00") // 0.6, 0.72
        return "0." + std::string(v.substr(v[2] == '0' ? 3 : 2));
    if (isDigit(v[0]) && v[0] < '4')
        return std::string{v[0], '.', v[1], v[2]} + (preview ? "+" : "");
    return dotted(v, 3) + (preview ? "-dev" : v[3] == 'B' ? "-beta" : "");
}

std::string delugeVersion(std::string_view v)
{
    const char* status = v[3] == 'a' ? " alpha"
        : v[3] == 'b'                ? " beta"
        : v[3] == 'r'                ? " rc"
        : v[3] == 'D'                ? " dev"
                                     : "";
    return dotted(v, 3) + status;
}

std::string ktorrentVersion(std::string_view v)
{
    switch (v[2]) {
    case 'A':
        return dotted(v, 2) + " alpha " + v[3];
    case 'B':
        return dotted(v, 2) + " beta " + v[3];
    case 'R':
        return dotted(v, 2) + " rc " + v[3];
    case 'D':
        return dotted(v, 2) + " dev";
    default:
        return dotted(v, 3);
    }
}

std::string version(VersionStyle style, std::string_view v)
{
    switch (style) {
    case VersionStyle::ThreeOrFour:
        return dotted(v, v[3] == '0' ? 3 : 4);
    case VersionStyle::Four:
        return dotted(v, 4);
    case VersionStyle::MicroTorrent:
        return dotted(v, 3) + (v[3] == 'B' ? " beta" : "");
    case VersionStyle::Transmission:
        return transmissionVersion(v);
    case VersionStyle::Deluge:
        return delugeVersion(v);
    case VersionStyle::KTorrent:
        return ktorrentVersion(v);
    case VersionStyle::Hundredths: // 0186 is 1.86
        if (!allDigits(v))
            return dotted(v, 4);
        return std::to_string(10 * digitValue(v[0]) + digitValue(v[1])) + '.' + std::string(v.substr(2));
    case VersionStyle::TwoPairs: // 0108 is 1.8
        if (!allDigits(v))
            return dotted(v, 4);
        return std::to_string(10 * digitValue(v[0]) + digitValue(v[1])) + '.'
            + std::to_string(10 * digitValue(v[2]) + digitValue(v[3]));
    }
    return {};
}

std::string join(std::string_view name, const std::string& version)
{
    return std::string(name) + ' ' + version;
}

// "-qB4630-" and 12 bytes of its own.
std::string azureusStyle(std::string_view id)
{
    if (id[0] != '-' || id[7] != '-')
        return {};
    const ClientCode* client = findAzureusCode(id.substr(1, 2));
    const std::string_view v = id.substr(3, 4);
    if (!client || !std::all_of(v.begin(), v.end(), isAlnum))
        return {};
    const bool old = client->code == "AZ" && digitValue(v[0]) < 3; // it became Vuze with 3.0
    return join(old ? "Azureus" : client->name, version(client->style, v));
}

// Numbers with a dash behind each: "7-9-2--" gives 7.9.2, "1-36-0-" gives 1.36.0. Three of them.
std::string dashedVersion(std::string_view text)
{
    std::string out;
    for (int part = 0; part < 3; ++part) {
        const std::size_t dash = text.find('-');
        if (dash == std::string_view::npos || dash == 0 || dash > 3 || !allDigits(text.substr(0, dash)))
            return {};
        out += (part > 0 ? "." : "") + std::string(text.substr(0, dash));
        text.remove_prefix(dash + 1);
    }
    return out;
}

std::string dashedStyle(std::string_view id)
{
    if (id.starts_with("A2-")) {
        const std::string v = dashedVersion(id.substr(3));
        return v.empty() ? v : join("aria2", v);
    }
    if (id[0] == 'M' || id[0] == 'Q') {
        const std::string v = dashedVersion(id.substr(1));
        return v.empty() ? v : join(id[0] == 'M' ? "Mainline" : "Queen Bee", v);
    }
    return {};
}

// A letter, up to five digits of base 64, filled with dashes: "T03I-----", "S587---".
std::string shadowStyle(std::string_view id)
{
    const std::string_view name = findShadowLetter(id[0]);
    std::size_t count = 0;
    while (count < 5 && isAlnum(id[1 + count]))
        ++count;
    if (name.empty() || count == 0 || id.substr(1 + count, 3) != "---")
        return {};
    std::string v;
    for (std::size_t i = 0; i < count; ++i) {
        // Here capitals come first: 0-9, A-Z, a-z.
        const char c = id[1 + i];
        const int value = isDigit(c) ? c - '0' : c >= 'a' ? c - 'a' + 36 : c - 'A' + 10;
        v += (i > 0 ? "." : "") + std::to_string(value);
    }
    return join(name, v);
}

// Those that follow no scheme but their own.
std::string ownStyle(std::string_view id)
{
    if (id.starts_with("TIX") && allDigits(id.substr(3, 4)))
        return join("Tixati", version(VersionStyle::Hundredths, id.substr(3, 4)));
    if (id.starts_with("XBT") && allDigits(id.substr(3, 3)))
        return join("XBT Client", dotted(id.substr(3, 3), 3)) + (id[6] == 'd' ? " debug" : "");
    if (id.starts_with("DNA") && allDigits(id.substr(3, 4)))
        return join("BitTorrent DNA", version(VersionStyle::TwoPairs, id.substr(3, 4)));
    if (id.starts_with("OP") && allDigits(id.substr(2, 4)))
        return "Opera build " + std::string(id.substr(2, 4));
    if (id.starts_with("exbc")) {
        const auto minor = static_cast<unsigned char>(id[5]);
        const std::string_view name = id.substr(6, 4) == "LORD" ? "BitLord" : "BitComet";
        return join(name,
            std::to_string(static_cast<unsigned char>(id[4])) + (minor < 10 ? ".0" : ".") + std::to_string(minor));
    }
    if (id.starts_with("-ML")) { // the version in plain text: "-ML2.7.2-"
        const std::size_t end = id.find('-', 3);
        const std::string_view v = id.substr(3, end == std::string_view::npos ? 0 : end - 3);
        if (!v.empty() && std::all_of(v.begin(), v.end(), [](char c) { return isDigit(c) || c == '.'; }))
            return join("MLDonkey", std::string(v));
    }
    return {};
}

std::string printablePrefix(std::string_view id)
{
    constexpr std::size_t kPrefix = 8;
    std::size_t length = 0;
    while (length < kPrefix && id[length] > ' ' && id[length] <= '~')
        ++length;
    return length == 0 ? "unknown" : std::string(id.substr(0, length));
}

} // namespace

std::string clientName(const PeerId& peerId)
{
    const std::string_view id(reinterpret_cast<const char*>(peerId.bytes.data()), peerId.bytes.size());
    for (const auto style : {azureusStyle, dashedStyle, ownStyle, shadowStyle}) {
        if (std::string name = style(id); !name.empty())
            return name;
    }
    return printablePrefix(id);
}

} // namespace waggle::protocol
