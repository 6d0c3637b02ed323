// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/http.h"
#include "core/protocol/httpparameters.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace waggle::protocol::http {

namespace {

using MaybeError = std::optional<QueryError>;

// Decoded bytes of a short value. Nothing that an announce needs is longer than this, except what is then refused.
class SmallValue {
public:
    // The value must be free of broken escapes; one that does not fit reads as unreadable, never as empty.
    explicit SmallValue(std::string_view encoded)
    {
        const auto length = percentDecode(encoded, m_bytes);
        m_fits = length.has_value();
        m_length = length.value_or(0);
    }
    [[nodiscard]] bool fits() const { return m_fits; }
    [[nodiscard]] std::string_view text() const { return {reinterpret_cast<const char*>(m_bytes.data()), m_length}; }

private:
    std::array<std::uint8_t, 64> m_bytes; // up to m_length
    std::size_t m_length = 0;
    bool m_fits = false;
};

QueryError refuse(ErrorCode code, Parameter parameter, std::string_view what)
{
    const std::string name(parameterName(parameter));
    return {{code, (name.empty() ? std::string("A parameter") : name) + ' ' + std::string(what)}, name};
}

QueryError refuseEscape(Parameter parameter)
{
    QueryError error
        = refuse(ErrorCode::Malformed, parameter, "has a broken %-escape: a % is followed by two hexadecimal digits.");
    error.brokenEscape = true;
    return error;
}

bool isHex(std::string_view text)
{
    return InfoHash::fromHex(text).has_value();
}

MaybeError readTwenty(Parameter parameter, std::string_view encoded, std::array<std::uint8_t, 20>& out)
{
    if (percentDecode(encoded, out) == out.size())
        return std::nullopt;
    const auto length = decodedLength(encoded);
    if (!length)
        return refuseEscape(parameter);
    std::string what = "has " + std::to_string(*length) + " bytes: ";
    const bool hex = *length == 2 * out.size() && isHex(SmallValue(encoded).text());
    what += hex ? "it was sent as hex, 20 raw bytes are needed." : "20 are needed.";
    QueryError error = refuse(ErrorCode::WrongLength, parameter, what);
    if (hex && parameter == Parameter::InfoHash)
        error.oddities = oddityBit(Oddity::HexInfoHash);
    return error;
}

template <typename T>
bool readNumber(std::string_view text, T& out)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
}

// What stands in ip=, ipv4=, ipv6=: an address, or with a port behind it (BEP 7), which is not used.
std::optional<Address> readClaim(std::string_view text)
{
    if (const std::size_t bracket = text.find(']'); !text.empty() && text.front() == '[')
        text = text.substr(0, bracket == std::string_view::npos ? text.size() : bracket + 1);
    else if (std::count(text.begin(), text.end(), ':') == 1)
        text = text.substr(0, text.find(':'));
    const auto address = Address::parse(text);
    return address && !address->isUnspecified() ? address : std::nullopt;
}

class AnnounceReader {
public:
    // Reads one parameter into the request.
    MaybeError take(const RawParameter& raw)
    {
        if (raw.brokenName || (!isNewTwenty(raw.parameter) && !decodedLength(raw.value)))
            return refuseEscape(raw.parameter);
        if (raw.parameter == Parameter::Unknown)
            mark(Oddity::UnknownParameter);
        if (raw.parameter == Parameter::Unknown || raw.parameter == Parameter::Ignored)
            return std::nullopt;
        if (hasSeen(raw.parameter) && !isClaim(raw.parameter))
            return isRequired(raw.parameter)
                ? MaybeError(refuse(ErrorCode::Duplicate, raw.parameter, "is given twice."))
                : std::nullopt;
        m_seen |= bit(raw.parameter);
        if (raw.parameter == Parameter::InfoHash)
            return readTwenty(raw.parameter, raw.value, m_request.infoHash.bytes);
        if (raw.parameter == Parameter::PeerId)
            return readTwenty(raw.parameter, raw.value, m_request.peerId.bytes);
        return takeSmall(raw.parameter, SmallValue(raw.value));
    }

    // What only all parameters together show.
    MaybeError finish()
    {
        for (const Parameter parameter : kRequired) {
            if (!hasSeen(parameter))
                return refuse(ErrorCode::Missing, parameter, "is missing.");
        }
        if (m_request.port == 0 && m_request.event != Event::Stopped)
            return refuse(ErrorCode::OutOfRange, Parameter::Port,
                "is 0, nobody could reach this peer: announce a port from 1 to 65535.");
        if (m_request.event == Event::Completed && m_request.left > 0)
            mark(Oddity::CompletedAtOnce);
        return std::nullopt;
    }

    [[nodiscard]] const AnnounceRequest& request() const { return m_request; }

private:
    static constexpr std::array kRequired{Parameter::InfoHash, Parameter::PeerId, Parameter::Port, Parameter::Left};

    static std::uint32_t bit(Parameter parameter) { return 1u << static_cast<unsigned>(parameter); }
    [[nodiscard]] bool hasSeen(Parameter parameter) const { return (m_seen & bit(parameter)) != 0; }
    // Their escapes are checked as they are decoded.
    [[nodiscard]] bool isNewTwenty(Parameter p) const
    {
        return (p == Parameter::InfoHash || p == Parameter::PeerId) && !hasSeen(p);
    }
    static bool isRequired(Parameter parameter)
    {
        return std::find(kRequired.begin(), kRequired.end(), parameter) != kRequired.end();
    }
    // A host with many addresses may well send ipv6= several times.
    static bool isClaim(Parameter p) { return p == Parameter::Ip || p == Parameter::Ipv4 || p == Parameter::Ipv6; }
    void mark(Oddity oddity) { m_request.oddities |= oddityBit(oddity); }

    MaybeError takeSmall(Parameter parameter, const SmallValue& value)
    {
        switch (parameter) {
        case Parameter::Port:
            if (!readNumber(value.text(), m_request.port))
                return refuse(ErrorCode::Malformed, parameter, "is no number from 1 to 65535.");
            break;
        case Parameter::Left:
            return takeCounter(parameter, value, m_request.left, false);
        case Parameter::Uploaded:
            return takeCounter(parameter, value, m_request.uploaded, true);
        case Parameter::Downloaded:
            return takeCounter(parameter, value, m_request.downloaded, true);
        case Parameter::Event:
            takeEvent(value);
            break;
        case Parameter::Numwant:
            takeNumwant(value.text());
            break;
        case Parameter::Compact:
            m_request.compact = value.text() != "0";
            break;
        case Parameter::NoPeerId:
            m_request.noPeerId = value.text() == "1";
            break;
        case Parameter::Key:
            takeKey(value.text());
            break;
        case Parameter::Ip:
        case Parameter::Ipv4:
        case Parameter::Ipv6:
            takeClaim(value.text());
            break;
        case Parameter::InfoHash:
        case Parameter::PeerId:
        case Parameter::Ignored:
        case Parameter::Unknown:
            break; // not small, or of no meaning here
        }
        return std::nullopt;
    }

    static MaybeError takeCounter(Parameter parameter, const SmallValue& value, std::uint64_t& out, bool mayBeEmpty)
    {
        if ((mayBeEmpty && value.fits() && value.text().empty()) || readNumber(value.text(), out))
            return std::nullopt;
        return refuse(ErrorCode::Malformed, parameter, "is no number of bytes (0 to 2^64 - 1, decimal digits only).");
    }

    void takeEvent(const SmallValue& value)
    {
        const std::string_view text = value.text();
        if (text == "started")
            m_request.event = Event::Started;
        else if (text == "completed")
            m_request.event = Event::Completed;
        else if (text == "stopped")
            m_request.event = Event::Stopped;
        else if (text == "paused")
            m_request.event = Event::Paused;
        else if (!value.fits() || (!text.empty() && text != "empty" && text != "none"))
            mark(Oddity::UnknownEvent);
    }

    void takeNumwant(std::string_view text)
    {
        const bool digits
            = !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (!digits)
            return; // negative or unreadable: the default
        std::uint32_t wanted = 0;
        if (!readNumber(text, wanted))
            wanted = UINT32_MAX; // more than 32 bits hold
        if (wanted > kMaxNumwant)
            mark(Oddity::NoNumwantRespect);
        m_request.numwant = std::min(wanted, kMaxNumwant);
    }

    // BEP 15 has 32 bits, and clients that speak both write the same 32 bits as hex here. Anything else is folded:
    // only equality matters.
    void takeKey(std::string_view text)
    {
        if (text.size() <= 8) {
            const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), m_request.key, 16);
            if (error == std::errc() && end == text.data() + text.size())
                return;
        }
        std::uint32_t hash = text.empty() ? 0 : 2166136261u; // FNV-1a
        for (const char c : text)
            hash = (hash ^ static_cast<std::uint8_t>(c)) * 16777619u;
        m_request.key = hash;
    }

    void takeClaim(std::string_view text)
    {
        mark(Oddity::PrivateIpParameter);
        const auto address = readClaim(text);
        if (!address)
            return;
        auto& claimed = address->family() == Family::V4 ? m_request.claimed4 : m_request.claimed6;
        if (!claimed)
            claimed = address;
    }

    AnnounceRequest m_request;
    std::uint32_t m_seen = 0;
};

} // namespace

QueryResult<AnnounceRequest> readAnnounce(std::string_view query)
{
    AnnounceReader reader;
    MaybeError error;
    RawParameter raw;
    while (!error && nextParameter(query, raw))
        error = reader.take(raw);
    if (!error)
        error = reader.finish();
    if (!error)
        return reader.request();
    error->oddities |= reader.request().oddities;
    return tl::unexpected<QueryError>(*std::move(error));
}

QueryResult<std::vector<InfoHash>> readScrape(std::string_view query)
{
    std::vector<InfoHash> hashes;
    MaybeError error;
    RawParameter raw;
    OddityBits oddities = 0;
    while (!error && nextParameter(query, raw)) {
        const bool isHash = raw.parameter == Parameter::InfoHash && hashes.size() < kMaxHttpScrape;
        if (raw.brokenName || (!isHash && !decodedLength(raw.value)))
            error = refuseEscape(raw.parameter);
        else if (raw.parameter == Parameter::Unknown)
            oddities |= oddityBit(Oddity::UnknownParameter);
        else if (raw.parameter == Parameter::InfoHash && !isHash)
            error = refuse(ErrorCode::TooLarge, raw.parameter,
                "is given more than " + std::to_string(kMaxHttpScrape) + " times: scrape fewer at once.");
        else if (isHash)
            error = readTwenty(raw.parameter, raw.value, hashes.emplace_back().bytes);
    }
    if (!error && hashes.empty())
        error = refuse(
            ErrorCode::Missing, Parameter::InfoHash, "is missing: a scrape names each torrent by its info_hash.");
    if (!error)
        return hashes;
    error->oddities |= oddities;
    return tl::unexpected<QueryError>(*std::move(error));
}

} // namespace waggle::protocol::http
