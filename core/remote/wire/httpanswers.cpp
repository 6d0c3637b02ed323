// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/bencode.h"
#include "core/remote/wire/answers.h"
#include "core/remote/wire/bigendian.h"
#include "core/remote/wire/peers.h"

namespace waggle::remote {

namespace {

namespace bencode = protocol::bencode;

constexpr std::size_t kMaxFiles = 10'000; // of a scrape

std::string_view view(const QByteArray& bytes, qsizetype at = 0)
{
    return {bytes.constData() + at, static_cast<std::size_t>(bytes.size() - at)};
}

QByteArray bytesOf(std::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

std::optional<QByteArray> stringOf(const bencode::Value& dict, std::string_view key)
{
    const auto* value = dict.find(key);
    const auto* text = value ? value->string() : nullptr;
    return text ? std::optional(bytesOf(*text)) : std::nullopt;
}

std::optional<qint64> integerOf(const bencode::Value& dict, std::string_view key)
{
    const auto* value = dict.find(key);
    const auto* integer = value ? value->integer() : nullptr;
    return integer ? std::optional<qint64>(*integer) : std::nullopt;
}

// BEP 31 has an integer or "never"; either as text.
std::optional<QByteArray> retryIn(const bencode::Value& dict)
{
    const auto minutes = integerOf(dict, "retry in");
    return minutes ? std::optional(QByteArray::number(*minutes)) : stringOf(dict, "retry in");
}

std::optional<protocol::Address> externalIp(const bencode::Value& dict) // BEP 24
{
    const auto bytes = stringOf(dict, "external ip");
    if (!bytes || (bytes->size() != 4 && bytes->size() != 16))
        return std::nullopt;
    return bytes->size() == 4 ? protocol::Address::v4(rawBytes(*bytes, 0)) : protocol::Address::v6(rawBytes(*bytes, 0));
}

std::optional<protocol::PeerId> peerIdOf(const bencode::Value& dict)
{
    const auto bytes = stringOf(dict, "peer id");
    protocol::PeerId id;
    if (!bytes || bytes->size() != static_cast<qsizetype>(id.bytes.size()))
        return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), id.bytes.begin());
    return id;
}

// A peer of a list. Clients look a name up; what it leads to is not the tracker's answer, so that it is left out.
std::optional<RemotePeer> peerOf(const bencode::Value& dict)
{
    const auto ip = stringOf(dict, "ip");
    const auto port = integerOf(dict, "port");
    if (!ip || !port || *port < 0 || *port > 0xffff)
        return std::nullopt;
    const auto address = protocol::Address::parse(view(*ip));
    if (!address)
        return std::nullopt;
    return RemotePeer{{*address, static_cast<std::uint16_t>(*port)}, peerIdOf(dict)};
}

void addPeers(const bencode::Value* value, protocol::Family family, std::vector<RemotePeer>& peers)
{
    if (!value)
        return;
    if (const auto* compact = value->string())
        addCompactPeers(*compact, family, peers);
    const auto* list = value->list();
    if (!list)
        return;
    for (const auto& entry : *list) {
        const auto peer = peerOf(entry);
        if (peer && peers.size() < kMaxPeers)
            peers.push_back(*peer);
    }
}

// Walks a scrape's answer value by value, so that one that was cut off gives what came until then.
class ScrapeWalk {
public:
    explicit ScrapeWalk(const QByteArray& body)
        : m_body(body)
    {
    }

    std::optional<ScrapeAnswer> run()
    {
        if (!take('d') || atEnd())
            return std::nullopt;
        const bool whole = walkDict([this](std::string_view key) { return readEntry(key); });
        if (!whole && !m_sawKey)
            return std::nullopt;
        m_answer.cut = !whole;
        return std::move(m_answer);
    }

private:
    [[nodiscard]] bool atEnd() const { return m_at >= m_body.size(); }
    bool take(char c)
    {
        if (atEnd() || m_body[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    // The next value, within what is left of the bounds.
    std::optional<bencode::Value> next()
    {
        constexpr int kDepth = bencode::Limits{}.depth - 2; // the two dictionaries around a file
        if (m_values == 0)
            return std::nullopt;
        auto decoded = bencode::decode(view(m_body, m_at), {.depth = kDepth, .values = m_values});
        if (!decoded)
            return std::nullopt;
        m_at += static_cast<qsizetype>(decoded->used);
        m_values -= 1 + (decoded->value.dict() ? decoded->value.dict()->size() : 0);
        return std::move(decoded->value);
    }

    // Behind the 'd'. False when it does not come to its end.
    template <typename Read>
    bool walkDict(Read&& read)
    {
        while (!take('e')) {
            const auto key = next();
            if (!key || !key->string() || !read(*key->string()))
                return false;
        }
        return true;
    }

    bool readEntry(std::string_view key)
    {
        m_sawKey = true;
        if (key == "files" && take('d'))
            return walkDict([this](std::string_view hash) { return readFile(hash); });
        const auto value = next();
        if (!value)
            return false;
        if (key == "failure reason" && value->string())
            m_answer.failure = bytesOf(*value->string());
        return true;
    }

    bool readFile(std::string_view key)
    {
        const auto value = next();
        ScrapeCounts counts;
        if (!value || m_answer.files.size() >= kMaxFiles)
            return false;
        if (key.size() != counts.hash.bytes.size() || !value->dict())
            return true;
        std::copy(key.begin(), key.end(), counts.hash.bytes.begin());
        counts.seeders = integerOf(*value, "complete").value_or(0);
        counts.leechers = integerOf(*value, "incomplete").value_or(0);
        counts.completed = integerOf(*value, "downloaded").value_or(0);
        m_answer.files.push_back(counts);
        return true;
    }

    const QByteArray& m_body;
    qsizetype m_at = 0;
    std::size_t m_values = bencode::Limits{}.values;
    bool m_sawKey = false;
    ScrapeAnswer m_answer;
};

} // namespace

std::optional<AnnounceAnswer> readHttpAnnounce(const QByteArray& body)
{
    const auto decoded = bencode::decode(view(body));
    if (!decoded || !decoded->value.dict())
        return std::nullopt;
    const auto& dict = decoded->value;
    AnnounceAnswer answer;
    answer.failure = stringOf(dict, "failure reason");
    answer.warning = stringOf(dict, "warning message");
    answer.interval = integerOf(dict, "interval");
    answer.minInterval = integerOf(dict, "min interval");
    answer.seeders = integerOf(dict, "complete");
    answer.leechers = integerOf(dict, "incomplete");
    answer.completed = integerOf(dict, "downloaded");
    answer.retryIn = retryIn(dict);
    answer.external = externalIp(dict);
    addPeers(dict.find("peers"), protocol::Family::V4, answer.peers);
    addPeers(dict.find("peers6"), protocol::Family::V6, answer.peers);
    return answer;
}

std::optional<ScrapeAnswer> readHttpScrape(const QByteArray& body)
{
    return ScrapeWalk(body).run();
}

} // namespace waggle::remote
