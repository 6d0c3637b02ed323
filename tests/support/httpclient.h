// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QTcpSocket>

#include <optional>
#include <string>
#include <string_view>

namespace waggle::test {

struct HttpAnswer {
    int status = 0;
    std::string head; // status line and fields with the empty line
    std::string body;

    [[nodiscard]] std::string field(std::string_view name) const; // as it is spelt by the server; empty: none
};

// A raw HTTP client for tests: sends bytes as they are given, blocks on its own socket for at most 10 s. The server
// lives on another thread.
class HttpClient {
public:
    explicit HttpClient(const protocol::Endpoint& server, const QString& scope = {}); // of a link-local server

    [[nodiscard]] bool isConnected() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    bool send(std::string_view bytes);
    [[nodiscard]] std::optional<HttpAnswer> read(bool withBody = true); // one answer by its Content-Length
    [[nodiscard]] bool waitForClose(); // true: the server ended the connection; what it sent before is kept
    [[nodiscard]] std::optional<HttpAnswer> ask(std::string_view bytes);
    void vanish(); // without a word: a reset
    [[nodiscard]] QTcpSocket& socket() { return m_socket; }

private:
    bool receive();

    QTcpSocket m_socket;
    std::string m_received;
};

// One GET over a connection of its own. `fields` end with their line ends.
[[nodiscard]] std::optional<HttpAnswer> httpGet(
    const protocol::Endpoint& server, std::string_view target, std::string_view fields = {}, const QString& scope = {});

} // namespace waggle::test
