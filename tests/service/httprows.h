// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/bencode.h"
#include "tests/service/httptracker.h"
#include "tests/support/httpclient.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <gtest/gtest.h>

// The rows of docs/protocol.md as values: what is asked before, what is asked, what must come back.
namespace waggle::test {

// A client of a swarm; target() is its announce.
struct Peer {
    int id = 1; // its peer_id and, unless given, its port: 7000 + id
    std::string left = "1000";
    std::string more = {}; // "&event=…"
    std::string hash = std::string(20, 'h'); // as it stands in the URL
    std::string port = {};

    [[nodiscard]] std::string target(const std::string& path = "/announce") const;
};
[[nodiscard]] std::string peerId(int id);

inline constexpr auto kAsk = "GET /scrape HTTP/1.1\r\n\r\n"; // any question, where the answer does not matter
[[nodiscard]] settings::Settings withConnections(int count); // at most so many over HTTP

// A bencoded answer, decoded. What is not there reads as nothing.
class Answer {
public:
    explicit Answer(HttpAnswer http);

    [[nodiscard]] const HttpAnswer& http() const { return m_http; }
    [[nodiscard]] bool isBencoded() const { return m_value != nullptr; }
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key) const;
    [[nodiscard]] std::optional<std::string> text(std::string_view key) const;
    [[nodiscard]] std::string failure() const { return text("failure reason").value_or(""); }
    [[nodiscard]] const protocol::bencode::Value* value(std::string_view key) const;
    [[nodiscard]] std::vector<int> ids() const; // of the peers in `peers` and `peers6`, by their ports, sorted
    // Of one swarm in a scrape.
    [[nodiscard]] std::optional<std::int64_t> count(
        std::string_view key, const std::string& hash = std::string(20, 'h')) const;

private:
    HttpAnswer m_http;
    std::shared_ptr<protocol::bencode::Decoded> m_value; // its views point into m_http.body
};

struct Row {
    const char* name;
    std::vector<std::string> before; // targets asked first, in order, each over a connection of its own
    std::string target;
    std::function<void(const Answer&)> expect;
    std::string fields = {};
    std::function<void(settings::Settings&)> settings = {};
};

// How a test reaches its tracker, and how the tracker's connections are carried.
struct Way {
    protocol::Family family = protocol::Family::V4;
    bool portable = false;
};
[[nodiscard]] std::vector<Way> ways(); // each of them
[[nodiscard]] std::string wayName(const ::testing::TestParamInfo<Way>& info);

// Asks as the row says from a fresh tracker.
void check(const Row& row, const Way& way);

using RowCase = std::tuple<Row, Way>;
[[nodiscard]] std::string rowName(const ::testing::TestParamInfo<RowCase>& info);

} // namespace waggle::test
