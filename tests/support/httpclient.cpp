// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/httpclient.h"

#include <QHostAddress>

#include <charconv>

#include <sys/socket.h>

namespace waggle::test {
namespace {

constexpr int kPatienceMs = 10'000;

} // namespace

std::string HttpAnswer::field(std::string_view name) const
{
    const auto start = head.find("\r\n" + std::string(name) + ": ");
    if (start == std::string::npos)
        return {};
    const auto value = start + name.size() + 4;
    return head.substr(value, head.find("\r\n", value) - value);
}

HttpClient::HttpClient(const protocol::Endpoint& server, const QString& scope)
{
    QHostAddress address(QString::fromStdString(server.address.text()));
    address.setScopeId(scope);
    m_socket.connectToHost(address, server.port);
    m_socket.waitForConnected(kPatienceMs);
}

bool HttpClient::send(std::string_view bytes)
{
    if (m_socket.write(bytes.data(), static_cast<qint64>(bytes.size())) != static_cast<qint64>(bytes.size()))
        return false;
    while (m_socket.bytesToWrite() > 0) {
        if (!m_socket.waitForBytesWritten(kPatienceMs))
            return false;
    }
    return true;
}

bool HttpClient::receive()
{
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(kPatienceMs) && m_socket.bytesAvailable() == 0)
        return false;
    m_received += m_socket.readAll().toStdString();
    return true;
}

std::optional<HttpAnswer> HttpClient::read(bool withBody)
{
    std::size_t end = std::string::npos;
    while ((end = m_received.find("\r\n\r\n")) == std::string::npos) {
        if (!receive())
            return std::nullopt;
    }
    HttpAnswer answer;
    answer.head = m_received.substr(0, end + 4);
    if (answer.head.size() > 12)
        std::from_chars(answer.head.data() + 9, answer.head.data() + 12, answer.status);
    std::size_t length = 0;
    const std::string text = answer.field("Content-Length");
    if (withBody)
        std::from_chars(text.data(), text.data() + text.size(), length);
    while (m_received.size() < answer.head.size() + length) {
        if (!receive())
            return std::nullopt;
    }
    answer.body = m_received.substr(answer.head.size(), length);
    m_received.erase(0, answer.head.size() + length);
    return answer;
}

bool HttpClient::waitForClose()
{
    while (m_socket.state() == QAbstractSocket::ConnectedState) {
        if (!m_socket.waitForReadyRead(kPatienceMs))
            break;
        m_received += m_socket.readAll().toStdString();
    }
    m_received += m_socket.readAll().toStdString();
    return m_socket.state() != QAbstractSocket::ConnectedState;
}

std::optional<HttpAnswer> HttpClient::ask(std::string_view bytes)
{
    if (!send(bytes))
        return std::nullopt;
    return read();
}

void HttpClient::vanish()
{
    const linger now{1, 0};
    ::setsockopt(static_cast<int>(m_socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    m_socket.abort();
}

std::optional<HttpAnswer> httpGet(
    const protocol::Endpoint& server, std::string_view target, std::string_view fields, const QString& scope)
{
    HttpClient client(server, scope);
    return client.ask(
        "GET " + std::string(target) + " HTTP/1.1\r\nHost: tracker.test\r\n" + std::string(fields) + "\r\n");
}

} // namespace waggle::test
