// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/httprows.h"

#include <algorithm>

namespace waggle::test {

namespace bencode = protocol::bencode;

std::string peerId(int id)
{
    const std::string digits = std::to_string(id);
    return "-TS0001-" + std::string(12 - digits.size(), '0') + digits;
}

settings::Settings withConnections(int count)
{
    settings::Settings settings;
    settings.httpConnections = count;
    return settings;
}

std::string Peer::target(const std::string& path) const
{
    return path + "?info_hash=" + hash + "&peer_id=" + peerId(id)
        + "&port=" + (port.empty() ? std::to_string(7000 + id) : port) + "&uploaded=0&downloaded=0"
        + (left.empty() ? "" : "&left=" + left) + more;
}

Answer::Answer(HttpAnswer http)
    : m_http(std::move(http))
{
    auto decoded = bencode::decode(m_http.body);
    if (!decoded)
        return;
    EXPECT_TRUE(decoded->keysSorted) << m_http.body;
    EXPECT_EQ(decoded->used, m_http.body.size()) << m_http.body;
    m_value = std::make_shared<bencode::Decoded>(std::move(*decoded));
}

const bencode::Value* Answer::value(std::string_view key) const
{
    return m_value ? m_value->value.find(key) : nullptr;
}

std::optional<std::int64_t> Answer::integer(std::string_view key) const
{
    const auto* found = value(key);
    return found && found->integer() ? std::optional(*found->integer()) : std::nullopt;
}

std::optional<std::string> Answer::text(std::string_view key) const
{
    const auto* found = value(key);
    return found && found->string() ? std::optional(std::string(*found->string())) : std::nullopt;
}

std::vector<int> Answer::ids() const
{
    std::vector<int> ids;
    for (const auto& [key, stride] : {std::pair("peers", protocol::kWire4), std::pair("peers6", protocol::kWire6)}) {
        const std::string wires = text(key).value_or("");
        EXPECT_EQ(wires.size() % stride, 0u);
        for (std::size_t end = stride; end <= wires.size(); end += stride) {
            const auto port
                = static_cast<unsigned char>(wires[end - 2]) << 8 | static_cast<unsigned char>(wires[end - 1]);
            ids.push_back(port - 7000);
        }
    }
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end()) << "a peer twice in one answer";
    return ids;
}

std::optional<std::int64_t> Answer::count(std::string_view key, const std::string& hash) const
{
    const auto* files = value("files");
    const auto* swarm = files ? files->find(hash) : nullptr;
    const auto* found = swarm ? swarm->find(key) : nullptr;
    return found && found->integer() ? std::optional(*found->integer()) : std::nullopt;
}

namespace {

std::string nameOf(const Way& way)
{
    const std::string family = way.family == protocol::Family::V4 ? "v4" : "v6";
    return way.portable ? family + "_portable" : family;
}

} // namespace

std::vector<Way> ways()
{
    using protocol::Family;
    return {{Family::V4, false}, {Family::V6, false}, {Family::V4, true}, {Family::V6, true}};
}

std::string wayName(const ::testing::TestParamInfo<Way>& info)
{
    return nameOf(info.param);
}

std::string rowName(const ::testing::TestParamInfo<RowCase>& info)
{
    return std::string(std::get<0>(info.param).name) + "_" + nameOf(std::get<1>(info.param));
}

void check(const Row& row, const Way& way)
{
    settings::Settings settings;
    if (row.settings)
        row.settings(settings);
    HttpTracker tracker(settings, way.portable);
    for (const auto& target : row.before)
        ASSERT_TRUE(httpGet(tracker.endpoint(way.family), target, row.fields)) << target;
    auto http = httpGet(tracker.endpoint(way.family), row.target, row.fields);
    ASSERT_TRUE(http) << row.target;
    EXPECT_EQ(http->field("Content-Length"), std::to_string(http->body.size()));
    EXPECT_EQ(http->field("Content-Encoding"), "");
    row.expect(Answer(std::move(*http)));
}

} // namespace waggle::test
