// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/exchange.h"

#include "core/remote/record.h"

#include <QCoreApplication>

#include <algorithm>

namespace waggle::remote {

QString causeText(Cause cause)
{
    const char* text = "";
    switch (cause) {
    case Cause::None:
        text = "answered";
        break;
    case Cause::NxDomain:
        text = "NXDOMAIN";
        break;
    case Cause::ServFail:
        text = "SERVFAIL";
        break;
    case Cause::NoData:
        text = "no address";
        break;
    case Cause::ResolverTimeout:
        text = "resolver timed out";
        break;
    case Cause::Refused:
        text = "refused";
        break;
    case Cause::Reset:
        text = "connection reset";
        break;
    case Cause::Unreachable:
        text = "unreachable";
        break;
    case Cause::ConnectTimeout:
        text = "timed out in connect";
        break;
    case Cause::TlsFailed:
        text = "TLS failed";
        break;
    case Cause::AnswerTimeout:
        text = "timed out";
        break;
    case Cause::Incomplete:
        text = "answer incomplete";
        break;
    case Cause::TooLarge:
        text = "answer too large";
        break;
    case Cause::BadAnswer:
        text = "no tracker's answer";
        break;
    case Cause::Denied:
        text = "forbidden by BEP 34";
        break;
    case Cause::ProxyRefused:
        text = "refused by the proxy";
        break;
    case Cause::ProxyTimeout:
        text = "proxy timed out";
        break;
    case Cause::ProxyNoUdp:
        text = "proxy does not carry UDP";
        break;
    case Cause::NoNetwork:
        text = "no network of this family";
        break;
    case Cause::NoSocket:
        text = "no socket left on this computer";
        break;
    case Cause::Cancelled:
        text = "cancelled";
        break;
    }
    return QCoreApplication::translate("remote", text);
}

QByteArray HttpFacts::field(const QByteArray& name) const
{
    const auto found = std::find_if(fields.begin(), fields.end(),
        [&](const auto& field) { return field.first.compare(name, Qt::CaseInsensitive) == 0; });
    return found == fields.end() ? QByteArray() : found->second;
}

const Exchange* LegRecord::find(std::string_view step) const
{
    const auto found = std::find_if(
        exchanges.begin(), exchanges.end(), [&](const Exchange& exchange) { return exchange.step.name == step; });
    return found == exchanges.end() ? nullptr : &*found;
}

bool isTaken(const Exchange* announce)
{
    return announce && announce->cause == Cause::None && announce->announce && !announce->announce->failure;
}

bool isBareHead(const Exchange& exchange)
{
    constexpr qsizetype kHead = 8;
    const StepKind kind = exchange.step.kind;
    return kind == StepKind::Announce && exchange.udp && exchange.cause == Cause::BadAnswer
        && exchange.reply.size() == kHead && exchange.reply.startsWith(QByteArray("\0\0\0\1", 4));
}

} // namespace waggle::remote
