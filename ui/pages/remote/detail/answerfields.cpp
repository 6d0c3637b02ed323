// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/detail/answerfields.h"

#include "core/monitor/requests/bencodetree.h"
#include "core/remote/report/reporttext.h"
#include "core/text/words.h"
#include "ui/base/format.h"
#include "ui/pages/remote/list/remoterow.h"
#include "ui/pages/requests/hexdump.h"

#include <algorithm>

namespace waggle::ui {

using monitor::FieldList;
using remote::Exchange;
using remote::TrackerUrl;

namespace {

constexpr qsizetype kMaxShown = 16 << 10;
constexpr std::size_t kMaxPeers = 500;

std::string masked(const TrackerUrl& url, const QByteArray& bytes)
{
    return remote::maskKeys(url, bytes).toStdString();
}

QString number(const std::optional<qint64>& value)
{
    return value ? QString::number(*value) : format::unknown();
}

void addAnnounce(FieldList& fields, const TrackerUrl& url, const remote::AnnounceAnswer& answer)
{
    if (answer.failure)
        fields.add("failure reason", remote::shownText(url, *answer.failure));
    if (answer.warning)
        fields.add("warning message", remote::shownText(url, *answer.warning));
    fields.add("interval", number(answer.interval));
    if (answer.minInterval)
        fields.add("min interval", number(answer.minInterval));
    fields.add("seeders", number(answer.seeders));
    fields.add("leechers", number(answer.leechers));
    if (answer.completed)
        fields.add("completed", number(answer.completed));
    if (answer.external)
        fields.add(
            "external ip", QString::fromStdString(answer.external->text()), Words::tr("our address, as it sees it"));
    fields.add("peers", QString::number(answer.peers.size()));
    for (std::size_t i = 0; i < std::min(answer.peers.size(), kMaxPeers); ++i)
        fields.add("peer", QString::fromStdString(answer.peers[i].endpoint.text()), {}, 1);
}

void addScrape(FieldList& fields, const TrackerUrl& url, const remote::ScrapeAnswer& scrape)
{
    if (scrape.failure)
        fields.add("failure reason", remote::shownText(url, *scrape.failure));
    for (const remote::ScrapeCounts& counts : scrape.files) {
        fields.add(Words::tr("torrent"), QString::fromStdString(counts.hash.hex()));
        fields.add("seeders", QString::number(counts.seeders), {}, 1);
        fields.add("leechers", QString::number(counts.leechers), {}, 1);
        fields.add("completed", QString::number(counts.completed), {}, 1);
    }
}

void addHttp(FieldList& fields, const TrackerUrl& url, const remote::HttpFacts& http)
{
    fields.add("status", QString::number(http.status),
        http.reused ? Words::tr("on the connection of the step before") : QString());
    for (const auto& [name, value] : http.fields)
        fields.add(monitor::printable(masked(url, name)), monitor::printable(masked(url, value)), {}, 1);
    fields.add(Words::tr("body"), monitor::byteText(static_cast<std::uint64_t>(http.body.size())));
    const std::string body = masked(url, http.body);
    monitor::addBencoded(fields, body);
}

void addUdp(FieldList& fields, const TrackerUrl& url, const Exchange& exchange)
{
    const remote::UdpFacts& udp = *exchange.udp;
    fields.add(Words::tr("datagrams sent"), QString::number(udp.sent),
        udp.lost() > 0 ? Words::tr("%1 lost").arg(udp.lost()) : QString());
    fields.add(Words::tr("datagrams received"), QString::number(udp.received));
    if (udp.from)
        fields.add(Words::tr("from"), QString::fromStdString(udp.from->text()));
    if (exchange.udpError)
        fields.add(Words::tr("error packet"), remote::shownText(url, *exchange.udpError));
}

void addWebSocket(FieldList& fields, const TrackerUrl& url, const remote::WebSocketFacts& socket)
{
    fields.add("status", QString::number(socket.upgradeStatus), Words::tr("of the upgrade"));
    for (const QByteArray& message : socket.messages)
        fields.add(Words::tr("message"), remote::shownText(url, message));
    if (socket.closeCode != 0)
        fields.add(Words::tr("close code"), QString::number(socket.closeCode));
}

void addTls(FieldList& fields, const TrackerUrl& url, const remote::TlsFacts& tls)
{
    fields.add("TLS", remote::shownText(url, tls.version), remote::shownText(url, tls.cipher));
    if (tls.leaf) {
        fields.add(Words::tr("certificate"), remote::shownText(url, tls.leaf->subject), {}, 1);
        fields.add(Words::tr("issued by"), remote::shownText(url, tls.leaf->issuer), {}, 1);
        fields.add(Words::tr("for"), remote::shownText(url, tls.leaf->names.join(QStringLiteral(", "))), {}, 1);
        fields.add(Words::tr("ends"), remote::whenText(tls.leaf->notAfterMs), {}, 1);
        fields.add("SHA-256", QString::fromLatin1(tls.leaf->sha256.toHex(':')), {}, 1);
        fields.add(Words::tr("certificates sent"), QString::number(tls.chainLength), {}, 1);
    }
    for (const QString& error : tls.errors)
        fields.add(Words::tr("not trusted"), remote::shownText(url, error), {}, 1);
}

void addTimes(FieldList& fields, const remote::Phases& phases)
{
    const std::array<std::pair<QString, std::optional<remote::Duration>>, 4> times{
        {{Words::tr("DNS"), phases.dns}, {Words::tr("connect"), phases.connect}, {Words::tr("TLS"), phases.tls},
            {Words::tr("first byte"), phases.firstByte}}};
    for (const auto& [name, time] : times)
        if (time)
            fields.add(name, format::elapsed(*time));
}

QString dump(const TrackerUrl& url, const QByteArray& bytes, bool cut)
{
    QString text = hexDump(remote::maskKeys(url, bytes).left(kMaxShown));
    if (bytes.size() > kMaxShown)
        text += Words::tr("… the first %1 of %2 bytes\n").arg(kMaxShown).arg(bytes.size());
    else if (cut)
        text += Words::tr("… the rest was not kept\n");
    return text;
}

} // namespace

std::vector<monitor::RequestDetail::Field> answerFields(const TrackerUrl& url, const Exchange& exchange)
{
    FieldList fields;
    if (exchange.cause != remote::Cause::None)
        fields.add(Words::tr("no answer"), remote::causeText(exchange.cause), remote::shownText(url, exchange.detail));
    if (exchange.http)
        addHttp(fields, url, *exchange.http);
    if (exchange.udp)
        addUdp(fields, url, exchange);
    if (exchange.webSocket)
        addWebSocket(fields, url, *exchange.webSocket);
    if (exchange.announce && !exchange.http)
        addAnnounce(fields, url, *exchange.announce);
    if (exchange.scrape && !exchange.http)
        addScrape(fields, url, *exchange.scrape);
    if (exchange.tls)
        addTls(fields, url, *exchange.tls);
    addTimes(fields, exchange.phases);
    return fields.take();
}

QString rawText(const TrackerUrl& url, const Exchange& exchange)
{
    return Words::tr("Sent, %1 bytes").arg(exchange.request.size()) + QLatin1Char('\n')
        + dump(url, exchange.request, false) + QLatin1Char('\n')
        + Words::tr("Received, %1 bytes").arg(exchange.reply.size()) + QLatin1Char('\n')
        + dump(url, exchange.reply, exchange.replyCut);
}

} // namespace waggle::ui
