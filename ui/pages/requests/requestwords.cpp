// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/requestmodel.h"

#include "core/text/words.h"

namespace waggle::ui {

namespace {

} // namespace

QString kindWord(requests::RequestKind kind)
{
    switch (kind) {
    case requests::RequestKind::Announce:
        return Words::tr("announce");
    case requests::RequestKind::Scrape:
        return Words::tr("scrape");
    case requests::RequestKind::Connect:
        return Words::tr("connect");
    case requests::RequestKind::Other:
        break;
    }
    return Words::tr("other");
}

QString resultWord(requests::RequestResult result)
{
    switch (result) {
    case requests::RequestResult::Answered:
        return Words::tr("answered");
    case requests::RequestResult::Refused:
        return Words::tr("refused");
    case requests::RequestResult::Dropped:
        break;
    }
    return Words::tr("dropped");
}

QString eventWord(protocol::Event event)
{
    switch (event) {
    case protocol::Event::Started:
        return Words::tr("started");
    case protocol::Event::Completed:
        return Words::tr("completed");
    case protocol::Event::Stopped:
        return Words::tr("stopped");
    case protocol::Event::Paused:
        return Words::tr("paused");
    case protocol::Event::None:
        break;
    }
    return Words::tr("update");
}

QString fromText(const monitor::RequestRow& row)
{
    if (row.repeats > 1) // many requests, many ports
        return QString::fromStdString(row.record.from.text());
    return QString::fromStdString(protocol::Endpoint{row.record.from, row.record.sourcePort}.text());
}

QString oddityIds(protocol::OddityBits bits)
{
    QStringList ids;
    for (int bit = 0; bit < 32; ++bit)
        if (bits & (1u << bit))
            ids += QStringLiteral("C%1").arg(bit + 1);
    return ids.join(QLatin1Char(' '));
}

Tone resultTone(requests::RequestResult result)
{
    switch (result) {
    case requests::RequestResult::Answered:
        return Tone::Good;
    case requests::RequestResult::Refused:
        return Tone::Warning;
    case requests::RequestResult::Dropped:
        break;
    }
    return Tone::Bad;
}

QString resultSign(requests::RequestResult result)
{
    return result == requests::RequestResult::Answered ? QStringLiteral("✓") : QStringLiteral("✕");
}

} // namespace waggle::ui
