// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/exchange.h"

#include "core/remote/record.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace waggle::remote {

namespace {

struct CauseRow {
    Cause cause;
    const char* text;
};

constexpr std::array kCauseTable{
    CauseRow{Cause::None, QT_TRANSLATE_NOOP("remote", "answered")},
    CauseRow{Cause::NxDomain, QT_TRANSLATE_NOOP("remote", "NXDOMAIN")},
    CauseRow{Cause::ServFail, QT_TRANSLATE_NOOP("remote", "SERVFAIL")},
    CauseRow{Cause::NoData, QT_TRANSLATE_NOOP("remote", "no address")},
    CauseRow{Cause::ResolverTimeout, QT_TRANSLATE_NOOP("remote", "resolver timed out")},
    CauseRow{Cause::Refused, QT_TRANSLATE_NOOP("remote", "refused")},
    CauseRow{Cause::Reset, QT_TRANSLATE_NOOP("remote", "connection reset")},
    CauseRow{Cause::Unreachable, QT_TRANSLATE_NOOP("remote", "unreachable")},
    CauseRow{Cause::ConnectTimeout, QT_TRANSLATE_NOOP("remote", "timed out in connect")},
    CauseRow{Cause::TlsFailed, QT_TRANSLATE_NOOP("remote", "TLS failed")},
    CauseRow{Cause::AnswerTimeout, QT_TRANSLATE_NOOP("remote", "timed out")},
    CauseRow{Cause::Incomplete, QT_TRANSLATE_NOOP("remote", "answer incomplete")},
    CauseRow{Cause::TooLarge, QT_TRANSLATE_NOOP("remote", "answer too large")},
    CauseRow{Cause::BadAnswer, QT_TRANSLATE_NOOP("remote", "no tracker's answer")},
    CauseRow{Cause::Denied, QT_TRANSLATE_NOOP("remote", "forbidden by BEP 34")},
    CauseRow{Cause::ProxyRefused, QT_TRANSLATE_NOOP("remote", "refused by the proxy")},
    CauseRow{Cause::ProxyTimeout, QT_TRANSLATE_NOOP("remote", "proxy timed out")},
    CauseRow{Cause::ProxyNoUdp, QT_TRANSLATE_NOOP("remote", "proxy does not carry UDP")},
    CauseRow{Cause::NoNetwork, QT_TRANSLATE_NOOP("remote", "no network of this family")},
    CauseRow{Cause::NoSocket, QT_TRANSLATE_NOOP("remote", "no socket left on this computer")},
    CauseRow{Cause::Cancelled, QT_TRANSLATE_NOOP("remote", "cancelled")},
};

constexpr bool isCauseTableInOrder()
{
    for (std::size_t i = 0; i < kCauseTable.size(); ++i)
        if (kCauseTable[i].cause != static_cast<Cause>(i))
            return false;
    return true;
}
static_assert(kCauseTable.size() == kCauses, "every Cause has its row");
static_assert(isCauseTableInOrder(), "rows stand in the order of the enumerators");

} // namespace

QString causeText(Cause cause)
{
    return QCoreApplication::translate("remote", kCauseTable[static_cast<std::size_t>(cause)].text);
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
