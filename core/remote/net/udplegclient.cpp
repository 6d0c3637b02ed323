// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/udplegclient.h"

#include "core/protocol/udp.h"
#include "core/remote/net/announcing.h"
#include "core/remote/net/elapsed.h"
#include "core/text/words.h"

#include <QRandomGenerator>
#include <QtEndian>

#include <utility>

namespace waggle::remote {
namespace {

constexpr qint64 kIdLifeMs = 60'000; // BEP 15
constexpr std::size_t kMaxStrange = 8;
constexpr std::uint64_t kWrongMagic = 0x0bad0bad0bad0bad;
constexpr std::chrono::milliseconds kSilenceWait{1000};
constexpr std::chrono::milliseconds kElsewhereWait{500};
constexpr std::chrono::milliseconds kGoodbyeWait{2000};
enum Action : std::uint32_t { kConnect, kAnnounce, kScrape, kError };

bool isHandshake(StepKind kind)
{
    return kind == StepKind::UdpConnect || kind == StepKind::UdpUnconnected || kind == StepKind::UdpWrongMagic;
}

// Silence is the good answer.
bool isBetterSilent(const Step& step)
{
    return step.kind == StepKind::UdpWrongMagic || step.oldId;
}

} // namespace

UdpLegClient::UdpLegClient(const LegContext& context)
    : m_context(context)
{
    m_deadline.setSingleShot(true);
    m_deadline.setTimerType(Qt::PreciseTimer);
    connect(&m_deadline, &QTimer::timeout, this, &UdpLegClient::timedOut);
    m_resend.setSingleShot(true);
    connect(&m_resend, &QTimer::timeout, this, &UdpLegClient::resend);
}

UdpLegClient::~UdpLegClient() = default;

UdpLegClient::Handshake& UdpLegClient::handshakeFor(const Step& step)
{
    if (step.kind == StepKind::UdpUnconnected)
        return m_unconnected;
    Handshake& own = m_handshakes[static_cast<std::size_t>(step.identity)];
    return step.fresh || own.channel ? own : m_handshakes[0];
}

void UdpLegClient::ask(const Step& step, Done done)
{
    m_done = std::move(done);
    m_exchange = {};
    m_exchange.step = step;
    m_exchange.udp.emplace().duplicated = std::exchange(m_cameTwice, false); // told with the next exchange
    m_exchange.phases.dns = m_context.dns;
    m_begun.start();
    std::chrono::milliseconds limit = m_context.options.timeout;
    if (isBetterSilent(step))
        limit = std::min(limit, kSilenceWait);
    else if (step.kind == StepKind::UdpUnconnected)
        limit = std::max(limit / 4, std::min(limit / 2, kElsewhereWait)); // the whole time was waited already
    m_deadline.start(limit);
    m_current = &handshakeFor(step);
    if (step.fresh || !m_current->channel)
        openChannel(*m_current, step.kind != StepKind::UdpUnconnected);
    else
        begin();
}

void UdpLegClient::openChannel(Handshake& handshake, bool connected)
{
    if (handshake.channel)
        handshake.channel.release()->deleteLater();
    handshake.id.reset();
    m_phase = Phase::Opening;
    const TrackerUrl& url = m_context.tracker.url;
    handshake.channel = std::make_unique<DatagramChannel>(
        m_context.options, DatagramChannel::Target{url.host, m_context.leg.address, url.port, connected});
    Handshake* mine = &handshake;
    connect(handshake.channel.get(), &DatagramChannel::received, this,
        [this, mine](const QByteArray& packet, const protocol::Endpoint& from) {
            if (m_done && mine == m_current)
                receive(packet, from);
            else if (mine == m_current)
                m_cameTwice = m_cameTwice || isDouble(packet);
        });
    connect(handshake.channel.get(), &DatagramChannel::failed, this, [this, mine](Cause cause, const QString& detail) {
        if (m_done && mine == m_current && m_phase != Phase::Opening)
            fail(cause, detail);
    });
    handshake.channel->open([this](Cause cause, const QString& detail) {
        if (m_phase != Phase::Opening)
            return;
        if (cause == Cause::None)
            begin();
        else
            fail(cause, detail);
    });
}

void UdpLegClient::begin()
{
    m_exchange.udp->localPort = m_current->channel->localPort();
    const bool isFresh = m_current->id && (m_exchange.step.oldId || m_current->age.elapsed() < kIdLifeMs);
    if (isFresh && !isHandshake(m_exchange.step.kind))
        sendQuestion();
    else
        sendConnect();
}

void UdpLegClient::sendConnect()
{
    m_phase = Phase::Connecting;
    m_transaction = QRandomGenerator::global()->generate();
    const bool wrong = m_exchange.step.kind == StepKind::UdpWrongMagic;
    transmit(udpclient::connect(m_transaction, wrong ? kWrongMagic : protocol::udp::kMagic));
}

QByteArray UdpLegClient::packetFor(const Step& step, std::uint32_t transaction, std::uint64_t connection) const
{
    if (step.kind == StepKind::Scrape)
        return udpclient::scrape(transaction, connection, step.hashes);
    const QByteArray urlData = step.urlData ? m_context.tracker.url.target() : QByteArray();
    return udpclient::announce(transaction, connection, announcingOf(m_context.tracker, step), urlData);
}

void UdpLegClient::sendQuestion()
{
    m_phase = Phase::Asking;
    m_transaction = QRandomGenerator::global()->generate();
    transmit(packetFor(m_exchange.step, m_transaction, *m_current->id));
}

void UdpLegClient::transmit(const QByteArray& packet)
{
    m_packet = packet;
    m_exchange.request = packet;
    m_resends = 0;
    m_sent.start();
    ++m_exchange.udp->sent;
    m_current->channel->send(packet);
    if (m_done && m_context.options.resends > 0 && !isBetterSilent(m_exchange.step))
        m_resend.start(m_context.options.firstResend);
}

void UdpLegClient::resend()
{
    ++m_resends;
    ++m_exchange.udp->sent;
    m_current->channel->send(m_packet);
    if (m_done && m_resends < m_context.options.resends)
        m_resend.start(m_context.options.firstResend * (1 << m_resends));
}

// Of the question before, which was asked once: else it answers a resend.
bool UdpLegClient::isDouble(const QByteArray& packet) const
{
    const auto head = udpclient::readHead(packet);
    return head && m_previous && head->transaction == m_previous->transaction && m_previous->sent == 1;
}

void UdpLegClient::receive(const QByteArray& packet, const protocol::Endpoint& from)
{
    UdpFacts& udp = *m_exchange.udp;
    ++udp.received;
    const auto head = udpclient::readHead(packet);
    if (head && m_previous && head->transaction == m_previous->transaction) {
        udp.duplicated = udp.duplicated || isDouble(packet);
        return;
    }
    if (!head || head->transaction != m_transaction) {
        if (head && head->transaction == qbswap(m_transaction))
            udp.swappedTransaction = true;
        if (udp.strange.size() < kMaxStrange)
            udp.strange.push_back(packet.left(kMaxRawKept));
        return;
    }
    udp.from = from;
    m_resend.stop();
    m_exchange.reply = packet;
    if (head->action == kError) {
        m_exchange.udpError = packet.mid(8);
        if (m_phase == Phase::Connecting || m_exchange.udpError->toLower().contains("connection"))
            m_current->id.reset(); // the next question begins with a handshake
        finish();
    } else if (m_phase == Phase::Connecting) {
        receiveConnect(packet);
    } else {
        receiveAnswer(packet, head->action);
    }
}

void UdpLegClient::receiveConnect(const QByteArray& packet)
{
    const auto id = udpclient::readConnectionId(packet);
    if (!id)
        return fail(Cause::BadAnswer,
            Words::counted(
                packet.size(), tr("the handshake's answer has 1 byte"), tr("the handshake's answer has %1 bytes")));
    m_exchange.phases.connect = since(m_sent);
    m_exchange.udp->connectionId = *id;
    if (m_exchange.step.kind != StepKind::UdpWrongMagic) {
        m_current->id = *id;
        m_current->age.start();
    }
    if (isHandshake(m_exchange.step.kind))
        return finish();
    ++m_exchange.udp->renewals;
    sendQuestion();
}

void UdpLegClient::receiveAnswer(const QByteArray& packet, std::uint32_t action)
{
    const bool isScrape = m_exchange.step.kind == StepKind::Scrape;
    m_exchange.phases.firstByte = since(m_sent);
    if (action != (isScrape ? kScrape : kAnnounce))
        return fail(Cause::BadAnswer, tr("the answer's action is %1").arg(action));
    if (isScrape)
        m_exchange.scrape = udpclient::readScrape(packet, m_exchange.step.hashes);
    else
        m_exchange.announce = udpclient::readAnnounce(packet, m_context.leg.family);
    if (!m_exchange.scrape && !m_exchange.announce)
        return fail(Cause::BadAnswer,
            Words::counted(packet.size(), tr("the answer has 1 byte"), tr("the answer has %1 bytes")));
    finish();
}

void UdpLegClient::timedOut()
{
    const bool isProxys = m_phase == Phase::Opening;
    fail(isProxys ? Cause::ProxyTimeout : Cause::AnswerTimeout, QString());
}

void UdpLegClient::fail(Cause cause, const QString& detail)
{
    if (!m_done)
        return;
    m_exchange.cause = cause;
    m_exchange.detail = detail;
    // What never left is not said to have been asked: the farewell depends on it.
    if (m_phase != Phase::Asking && !isHandshake(m_exchange.step.kind))
        m_exchange.request.clear();
    finish();
}

void UdpLegClient::finish()
{
    m_phase = Phase::Idle;
    m_deadline.stop();
    m_resend.stop();
    m_previous = Previous{m_transaction, m_exchange.reply.isEmpty() ? 0 : m_exchange.udp->sent}; // 0: may come late
    m_exchange.phases.total = since(m_begun);
    if (m_exchange.step.oldId && (m_exchange.cause != Cause::None || m_exchange.udpError))
        m_current->id.reset(); // it had grown too old
    if (m_done)
        std::exchange(m_done, {})(std::move(m_exchange));
}

void UdpLegClient::cancel()
{
    m_done = {};
    m_phase = Phase::Idle;
    m_deadline.stop();
    m_resend.stop();
}

// An old id is of no use: the channel stays for itself until it has a new one.
void UdpLegClient::sendStopped(const Step& step)
{
    Handshake& handshake = handshakeFor(step);
    const QByteArray urlData = step.urlData ? m_context.tracker.url.target() : QByteArray();
    const auto packet = [said = announcingOf(m_context.tracker, step), urlData](std::uint64_t id) {
        return udpclient::announce(QRandomGenerator::global()->generate(), id, said, urlData);
    };
    if (handshake.late) {
        handshake.late->push_back(packet);
    } else if (handshake.channel && handshake.id && handshake.age.elapsed() < kIdLifeMs) {
        handshake.channel->send(packet(*handshake.id));
    } else if (handshake.channel && handshake.age.isValid()) {
        handshake.late = std::make_shared<Goodbyes>(1, packet);
        renewAndSend(handshake);
    }
}

void UdpLegClient::renewAndSend(Handshake& handshake)
{
    DatagramChannel* alone = handshake.channel.release();
    const std::uint32_t transaction = QRandomGenerator::global()->generate();
    connect(alone, &DatagramChannel::received, alone,
        [alone, transaction, goodbyes = handshake.late](const QByteArray& packet, const protocol::Endpoint&) {
            const auto head = udpclient::readHead(packet);
            const auto id = udpclient::readConnectionId(packet);
            if (!id || head->action != kConnect || head->transaction != transaction)
                return;
            for (const auto& goodbye : std::exchange(*goodbyes, {}))
                alone->send(goodbye(*id));
            alone->deleteLater();
        });
    QTimer::singleShot(kGoodbyeWait, alone, &QObject::deleteLater);
    alone->send(udpclient::connect(transaction, protocol::udp::kMagic));
}

} // namespace waggle::remote
