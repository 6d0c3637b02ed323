// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/websocketlegclient.h"

#include "core/remote/hostname.h"
#include "core/remote/net/announcing.h"
#include "core/remote/net/elapsed.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace waggle::remote {
namespace {

constexpr std::size_t kMaxMessages = 32;
constexpr std::chrono::seconds kStoppedWait{1}; // trackers need not answer it
const QByteArray kSdp("v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"); // nobody connects by it

QByteArray randomId()
{
    QByteArray id(20, '\0');
    std::generate(id.begin(), id.end(), [] { return static_cast<char>(QRandomGenerator::global()->bounded(256)); });
    return id;
}

} // namespace

WebSocketLegClient::WebSocketLegClient(const LegContext& context)
    : m_context(context)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &WebSocketLegClient::timedOut);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &WebSocketLegClient::endIdle);
}

WebSocketLegClient::~WebSocketLegClient()
{
    for (Connection& connection : m_connections)
        drop(connection);
}

WebSocketLegClient::Connection& WebSocketLegClient::connectionOf(Identity identity)
{
    return m_connections[static_cast<std::size_t>(identity)];
}

WebSocketConnection::Request WebSocketLegClient::request() const
{
    const TrackerUrl& url = m_context.tracker.url;
    const bool tls = isTls(m_context.leg.scheme);
    WebSocketConnection::Request request;
    const bool oldTls = m_exchange.step.kind == StepKind::TlsVersion;
    request.stream = {url.host, m_context.leg.address, url.port, tls, oldTls, true};
    request.target = url.target().isEmpty() ? QByteArray("/") : url.target();
    request.hostField = authorityOf(url.host, url.port, tls ? 443 : 80);
    request.userAgent = m_context.options.agent();
    return request;
}

void WebSocketLegClient::ask(const Step& step, Done done)
{
    m_done = std::move(done);
    m_exchange = {};
    m_exchange.step = step;
    m_exchange.phases.dns = m_context.dns;
    m_exchange.webSocket.emplace();
    m_isSent = false;
    m_begun.start();
    const bool isFarewell = step.event == protocol::Event::Stopped;
    m_deadline.start(isFarewell ? std::min<std::chrono::milliseconds>(m_context.options.timeout, kStoppedWait)
                                : m_context.options.timeout * (step.kind == StepKind::Offer ? 2 : 1));
    const Connection& connection = connectionOf(step.identity);
    if (connection && connection->isOpen())
        begin();
    else
        openConnection(step.identity);
}

void WebSocketLegClient::openConnection(Identity identity)
{
    Connection& connection = connectionOf(identity);
    drop(connection);
    connection = std::make_unique<WebSocketConnection>(m_context.options, request());
    connect(connection.get(), &WebSocketConnection::opened, this, &WebSocketLegClient::begin);
    connect(connection.get(), &WebSocketConnection::message, this,
        [this, identity](const QByteArray& message) { receive(identity, message); });
    connect(connection.get(), &WebSocketConnection::failed, this,
        [this, identity](Cause cause, const QString& detail) { failed(identity, cause, detail); });
    connect(connection.get(), &WebSocketConnection::ponged, this, [this] {
        if (m_done && m_exchange.step.kind == StepKind::Idle)
            finish(Cause::None);
    });
    connection->open();
}

void WebSocketLegClient::noteOpening(const WebSocketConnection& connection)
{
    m_exchange.phases.connect = connection.stream().connect;
    m_exchange.phases.tls = connection.stream().tls;
    m_exchange.tls = connection.stream().facts;
    const auto messages = std::move(m_exchange.webSocket->messages);
    *m_exchange.webSocket = connection.facts();
    m_exchange.webSocket->messages = messages;
    if (m_exchange.reply.isEmpty())
        m_exchange.reply = connection.upgradeReply().left(kMaxRawKept);
}

void WebSocketLegClient::begin()
{
    const Step& step = m_exchange.step;
    if (step.kind == StepKind::TlsVersion)
        return finish(Cause::None);
    if (step.kind == StepKind::Idle) {
        m_deadline.stop();
        m_idle.start(m_context.options.quiet);
        return;
    }
    QByteArray text;
    if (step.kind == StepKind::Scrape) {
        text = webSocketScrape(step.hashes);
    } else {
        std::vector<WebSocketOffer> offers;
        if (step.kind == StepKind::Offer)
            offers.push_back(m_offer = {randomId(), kSdp});
        text = webSocketAnnounce(announcingOf(m_context.tracker, step), offers);
    }
    m_exchange.request = text.left(kMaxRawKept);
    m_isSent = true;
    m_sent.start();
    connectionOf(step.identity)->send(text);
}

void WebSocketLegClient::receive(Identity identity, const QByteArray& message)
{
    if (!m_done || !m_isSent)
        return;
    auto& messages = m_exchange.webSocket->messages;
    if (messages.size() < kMaxMessages)
        messages.push_back(message.left(kMaxRawKept));
    if (!m_exchange.phases.firstByte)
        m_exchange.phases.firstByte = since(m_sent);
    if (m_exchange.step.kind != StepKind::Offer) {
        if (identity == m_exchange.step.identity)
            answered(message);
    } else if (identity == Identity::A) {
        receiveAsA(message);
    } else {
        receiveAsB(message);
    }
}

void WebSocketLegClient::answered(const QByteArray& message)
{
    const QJsonObject object = QJsonDocument::fromJson(message).object();
    if (object.contains(QLatin1String("offer")) || object.contains(QLatin1String("answer")))
        return; // somebody else's, between peers
    m_exchange.reply = message.left(kMaxRawKept);
    if (m_exchange.step.kind == StepKind::Scrape)
        m_exchange.scrape = readWebSocketScrape(message);
    else
        m_exchange.announce = readWebSocketAnnounce(message);
    const bool understood = m_exchange.announce || m_exchange.scrape;
    finish(understood ? Cause::None : Cause::BadAnswer);
}

// A was given B's offer: it answers.
void WebSocketLegClient::receiveAsA(const QByteArray& message)
{
    const QJsonObject object = QJsonDocument::fromJson(message).object();
    if (object.value(QLatin1String("offer_id")).toString().toLatin1() != m_offer.offerId
        || !object.contains(QLatin1String("offer")))
        return;
    m_exchange.webSocket->offerRelayed = true;
    Step answer = m_exchange.step;
    answer.identity = Identity::A;
    answer.event = protocol::Event::None;
    connectionOf(Identity::A)
        ->send(webSocketAnswer(announcingOf(m_context.tracker, answer),
            m_context.tracker.identities[static_cast<std::size_t>(Identity::B)].id, m_offer));
}

// B gets the answer to its announce, then A's to its offer.
void WebSocketLegClient::receiveAsB(const QByteArray& message)
{
    const QJsonObject object = QJsonDocument::fromJson(message).object();
    if (object.contains(QLatin1String("answer"))) {
        m_exchange.webSocket->answerRelayed = true;
        m_exchange.webSocket->relay = since(m_sent);
    } else if (!m_exchange.announce) {
        m_exchange.announce = readWebSocketAnnounce(message);
        m_exchange.reply = message.left(kMaxRawKept);
    }
    if (m_exchange.announce && m_exchange.webSocket->answerRelayed)
        finish(Cause::None);
}

void WebSocketLegClient::failed(Identity identity, Cause cause, const QString& detail)
{
    if (m_done && identity == m_exchange.step.identity)
        finish(cause, detail);
}

void WebSocketLegClient::timedOut()
{
    const bool said = m_exchange.announce.has_value(); // what the relay lacks is in the facts
    const bool isFarewell = m_exchange.step.event == protocol::Event::Stopped && m_isSent;
    const Connection& connection = connectionOf(m_exchange.step.identity);
    const bool atProxy
        = m_context.options.proxy.kind != Proxy::Kind::None && connection && connection->upgradeRequest().isEmpty();
    finish(said || isFarewell ? Cause::None
            : m_isSent        ? Cause::AnswerTimeout
            : atProxy         ? Cause::ProxyTimeout
                              : Cause::ConnectTimeout);
}

void WebSocketLegClient::endIdle()
{
    m_deadline.start(m_context.options.timeout);
    m_isSent = true;
    connectionOf(m_exchange.step.identity)->ping();
}

void WebSocketLegClient::finish(Cause cause, const QString& detail)
{
    m_deadline.stop();
    m_idle.stop();
    if (!m_done)
        return;
    if (const Connection& connection = connectionOf(m_exchange.step.identity)) {
        const WebSocketFacts relay = *m_exchange.webSocket;
        noteOpening(*connection);
        m_exchange.webSocket->offerRelayed = relay.offerRelayed;
        m_exchange.webSocket->answerRelayed = relay.answerRelayed;
        m_exchange.webSocket->relay = relay.relay;
    }
    if (m_exchange.step.kind == StepKind::Idle) // closed or silent: the facts tell
        cause = Cause::None;
    m_exchange.cause = cause;
    m_exchange.detail = detail;
    m_exchange.phases.total = since(m_begun);
    std::exchange(m_done, {})(std::move(m_exchange));
}

void WebSocketLegClient::drop(Connection& connection)
{
    if (!connection)
        return;
    connection->disconnect(this);
    connection.release()->deleteLater(); // it may be what called us
}

void WebSocketLegClient::cancel()
{
    m_done = {};
    m_deadline.stop();
    m_idle.stop();
}

void WebSocketLegClient::sendStopped(const Step& step)
{
    if (const Connection& connection = connectionOf(step.identity); connection && connection->isOpen())
        connection->send(webSocketAnnounce(announcingOf(m_context.tracker, step), {}));
}

} // namespace waggle::remote
