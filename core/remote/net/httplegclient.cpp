// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/httplegclient.h"

#include "core/remote/hostname.h"
#include "core/remote/net/announcing.h"
#include "core/remote/net/elapsed.h"
#include "core/remote/steps.h"

#include <QUrl>

#include <algorithm>
#include <utility>

namespace waggle::remote {
namespace {

constexpr qsizetype kBeginning = 64 << 10; // of a scrape of everything: enough to tell
constexpr std::chrono::milliseconds kSilentFarewell{300};

QByteArray hostField(Scheme scheme, const QString& host, std::uint16_t port)
{
    return authorityOf(host, port, isTls(scheme) ? 443 : 80);
}

QByteArray joined(const QByteArray& target, const QByteArray& query)
{
    if (query.isEmpty())
        return target;
    return target + (target.contains('?') ? '&' : '?') + query;
}

} // namespace

HttpLegClient::HttpLegClient(const LegContext& context)
    : m_context(context)
{
    m_deadline.setSingleShot(true);
    m_deadline.setInterval(context.options.timeout);
    connect(
        &m_deadline, &QTimer::timeout, this, [this] { fail(m_hasBytes ? Cause::Incomplete : silence(), QString()); });
}

HttpLegClient::~HttpLegClient()
{
    dropStream();
}

QByteArray HttpLegClient::queryOf(const Step& step) const
{
    if (step.kind == StepKind::RawQuery)
        return step.rawQuery;
    if (step.kind == StepKind::Scrape)
        return httpScrapeQuery(step.hashes);
    return httpAnnounceQuery(announcingOf(m_context.tracker, step));
}

HttpLegClient::Place HttpLegClient::placeOf(const Step& step) const
{
    const Exchange* there = m_context.leg.find(step::kRedirected);
    const bool wasToldThere = there && !there->request.isEmpty();
    if (step.event == protocol::Event::Stopped && step.kind == StepKind::Announce && wasToldThere) {
        if (const auto place = redirectPlace(step))
            return *place;
    }
    const TrackerUrl& url = m_context.tracker.url;
    Place place;
    place.stream.host = url.host;
    place.stream.address = m_context.leg.address;
    place.stream.port = url.port;
    place.stream.tls = isTls(m_context.leg.scheme);
    place.stream.oldTls = step.kind == StepKind::TlsVersion;
    const QByteArray target = step.kind == StepKind::Scrape ? url.scrapeTarget().value_or(url.target()) : url.target();
    place.target = joined(target, queryOf(step));
    place.hostField = hostField(m_context.leg.scheme, url.host, url.port);
    place.absolute = schemeText(m_context.leg.scheme).toLatin1() + "://" + place.hostField;
    return place;
}

// Only to the same host or an address: another name would be another tracker, and is said as such.
std::optional<HttpLegClient::Place> HttpLegClient::redirectPlace(const Step& step) const
{
    const Exchange* redirect = m_context.leg.find(step::kAnnounceA);
    if (!redirect || !redirect->http)
        return std::nullopt;
    const TrackerUrl& url = m_context.tracker.url;
    const QUrl target
        = QUrl(url.text()).resolved(QUrl::fromEncoded(redirect->http->field("Location"), QUrl::StrictMode));
    const bool tls = target.scheme() == QLatin1String("https");
    const int port = target.port(tls ? 443 : 80);
    if (!target.isValid() || (!tls && target.scheme() != QLatin1String("http")) || port < 1)
        return std::nullopt;
    Place place;
    place.stream.host = target.host();
    place.stream.port = static_cast<std::uint16_t>(port);
    place.stream.tls = tls;
    const auto literal = protocol::Address::parse(target.host().toStdString());
    if (literal)
        place.stream.address = protocol::Endpoint{*literal, place.stream.port};
    else if (target.host() == url.host && m_context.leg.address)
        place.stream.address = protocol::Endpoint{m_context.leg.address->address, place.stream.port};
    else if (m_context.options.proxy.kind == Proxy::Kind::None)
        return std::nullopt;
    place.target = target.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    if (!place.target.startsWith('/'))
        place.target.prepend('/');
    if (step.event == protocol::Event::Stopped) // the query of the announce stands in it
        place.target.replace("event=started", "event=stopped");
    place.hostField = hostField(tls ? Scheme::Https : Scheme::Http, target.host(), place.stream.port);
    place.absolute = target.scheme().toLatin1() + "://" + place.hostField;
    return place;
}

QByteArray HttpLegClient::requestFor(const Place& place) const
{
    const bool absolute = m_stream && m_stream->wantsAbsoluteForm();
    QByteArray request = "GET " + (absolute ? place.absolute : QByteArray()) + place.target
        + " HTTP/1.1\r\nHost: " + place.hostField + "\r\nUser-Agent: " + m_context.options.agent()
        + "\r\nAccept: */*\r\nConnection: keep-alive\r\n";
    if (absolute)
        request += m_context.options.proxy.authorization();
    return request + "\r\n";
}

void HttpLegClient::ask(const Step& step, Done done)
{
    m_done = std::move(done);
    m_exchange = {};
    m_exchange.step = step;
    m_exchange.phases.dns = m_context.dns;
    m_hasBytes = false;
    m_begun.start();
    if (step.kind == StepKind::Redirected) {
        const auto place = redirectPlace(step);
        if (!place) {
            const auto tell = [this] { fail(Cause::BadAnswer, tr("it leads to another host")); };
            QMetaObject::invokeMethod(this, tell, Qt::QueuedConnection);
            return;
        }
        m_place = *place;
        dropStream();
    } else {
        m_place = placeOf(step);
    }
    if (step.fresh || step.kind == StepKind::TlsVersion)
        dropStream();
    const bool isElsewhere = m_stream && (m_place.hostField != m_streamHost || m_place.stream.tls != m_streamTls);
    if (isElsewhere)
        dropStream();
    m_isReused = m_stream && m_stream->isOpen();
    if (m_isReused)
        send();
    else
        openStream();
}

void HttpLegClient::openStream()
{
    dropStream();
    m_streamHost = m_place.hostField;
    m_streamTls = m_place.stream.tls;
    m_stream = std::make_unique<Stream>(m_context.options, m_place.stream);
    connect(m_stream.get(), &Stream::received, this, &HttpLegClient::receive);
    connect(m_stream.get(), &Stream::ended, this, &HttpLegClient::ended);
    m_stream->open([this](const Stream::Opened& opened) { this->opened(opened); });
}

void HttpLegClient::opened(const Stream::Opened& opened)
{
    m_exchange.phases.connect = opened.connect;
    m_exchange.phases.tls = opened.tls;
    m_exchange.tls = opened.facts;
    if (opened.cause != Cause::None)
        return fail(opened.cause, opened.detail);
    if (m_exchange.step.kind == StepKind::TlsVersion) {
        dropStream();
        return finish();
    }
    send();
}

void HttpLegClient::send()
{
    m_reader = std::make_unique<HttpReader>();
    const QByteArray request = requestFor(m_place);
    m_exchange.request = request.left(kMaxRawKept);
    m_clock.start();
    m_deadline.start(answerWait());
    m_stream->write(request);
}

bool HttpLegClient::wantsOnlyBeginning() const
{
    return m_exchange.step.kind == StepKind::Scrape && m_exchange.step.hashes.empty();
}

void HttpLegClient::receive(const QByteArray& bytes)
{
    if (!m_done || !m_reader) // behind an answer, and nobody asked: not to be taken for the next one
        return dropStream();
    const Duration at = since(m_clock);
    if (!std::exchange(m_hasBytes, true))
        m_exchange.phases.firstByte = at;
    const auto state = m_reader->receive(bytes, at);
    if (state == HttpReader::State::Done)
        answered();
    else if (state == HttpReader::State::Bad)
        fail(Cause::BadAnswer, QString());
    else if (state == HttpReader::State::TooLarge)
        fail(Cause::TooLarge, QString());
    else if (wantsOnlyBeginning() && m_reader->facts().body.size() >= kBeginning)
        answered(true);
}

void HttpLegClient::ended(Cause cause, const QString& detail)
{
    if (!m_done || !m_reader) {
        dropStream();
        return;
    }
    const bool clean = cause == Cause::Reset && m_hasBytes;
    if (clean && m_reader->endOfInput() == HttpReader::State::Done) {
        dropStream();
        answered();
    } else if (m_isReused && !m_hasBytes) { // closed while idle, as servers may: asked once more on a new connection
        m_isReused = false;
        m_deadline.stop();
        openStream();
    } else {
        fail(m_hasBytes ? Cause::Incomplete : cause, detail);
    }
}

// `isCut`: we end it, the tracker would have gone on.
void HttpLegClient::answered(bool isCut)
{
    m_exchange.http = m_reader->facts();
    m_exchange.http->reused = m_isReused;
    m_exchange.http->closed = !isCut && (!m_reader->keepsAlive() || !m_stream);
    m_exchange.reply = m_reader->raw();
    m_exchange.replyCut = m_exchange.reply.size() >= kMaxRawKept;
    if (m_exchange.http->closed || isCut)
        dropStream();
    understand();
    finish();
}

// Whoever said nothing so far is told goodbye, and hardly answers that.
std::chrono::milliseconds HttpLegClient::answerWait() const
{
    const auto& before = m_context.leg.exchanges;
    const bool isFarewell
        = m_exchange.step.event == protocol::Event::Stopped && m_exchange.step.kind == StepKind::Announce;
    const bool wasSilent = !before.empty() && std::all_of(before.begin(), before.end(), [](const Exchange& exchange) {
        return exchange.cause == Cause::AnswerTimeout;
    });
    const auto& timeout = m_context.options.timeout;
    return isFarewell && wasSilent ? std::min<std::chrono::milliseconds>(timeout, kSilentFarewell) : timeout;
}

// A proxy that reads the request itself: which of the two is silent cannot be told, and the tracker is not blamed.
Cause HttpLegClient::silence() const
{
    return m_stream && m_stream->wantsAbsoluteForm() ? Cause::ProxyTimeout : Cause::AnswerTimeout;
}

// What such a proxy passes on says so in Via (RFC 9110, 7.6.3); what lacks it the proxy may have said.
bool HttpLegClient::isOfProxy(const HttpFacts& facts) const
{
    const bool isRead = m_context.options.proxy.kind == Proxy::Kind::Http && !m_place.stream.tls;
    return isRead && (facts.status == 407 || (facts.status == 401 && facts.field("Via").isEmpty()));
}

void HttpLegClient::understand()
{
    const QByteArray& body = m_exchange.http->body;
    if (m_exchange.step.kind == StepKind::Scrape) {
        m_exchange.scrape = readHttpScrape(body);
        if (wantsOnlyBeginning() && !m_exchange.scrape && body.startsWith("d5:files") && body.size() >= kBeginning)
            m_exchange.scrape.emplace().cut = true;
    } else {
        m_exchange.announce = readHttpAnnounce(body);
    }
    if (isOfProxy(*m_exchange.http)) {
        m_exchange.cause = Cause::ProxyRefused;
        m_exchange.detail = tr("it wants another user or password");
    } else if (m_exchange.http->status != 200 || (!m_exchange.announce && !m_exchange.scrape)) {
        m_exchange.cause = Cause::BadAnswer;
        m_exchange.detail = tr("status %1").arg(m_exchange.http->status);
    }
}

void HttpLegClient::fail(Cause cause, const QString& detail)
{
    if (!m_done)
        return;
    if (m_reader && m_hasBytes) {
        m_exchange.http = m_reader->facts();
        m_exchange.reply = m_reader->raw();
    }
    m_exchange.cause = cause;
    m_exchange.detail = detail;
    dropStream();
    finish();
}

void HttpLegClient::finish()
{
    m_deadline.stop();
    m_reader.reset();
    m_exchange.phases.total = since(m_begun);
    if (m_done)
        std::exchange(m_done, {})(std::move(m_exchange));
}

void HttpLegClient::dropStream()
{
    if (!m_stream)
        return;
    m_stream->disconnect(this);
    m_stream->close();
    m_stream.release()->deleteLater(); // it may be what called us
}

void HttpLegClient::cancel()
{
    if (std::exchange(m_done, {}))
        dropStream(); // an answer is under way on it
    m_deadline.stop();
    m_reader.reset();
}

void HttpLegClient::sendStopped(const Step& step)
{
    const Place place = placeOf(step);
    if (m_stream && m_stream->isOpen() && place.hostField == m_streamHost && place.stream.tls == m_streamTls)
        sendAlone(std::move(m_stream), requestFor(place));
    else
        sendAlone(std::make_unique<Stream>(m_context.options, place.stream), requestFor(place));
}

} // namespace waggle::remote
