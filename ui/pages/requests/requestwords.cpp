// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/requestmodel.h"

#include <QCoreApplication>

namespace waggle::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("waggle::ui::RequestModel", text);
}

} // namespace

QString kindWord(server::RequestKind kind)
{
    switch (kind) {
    case server::RequestKind::Announce:
        return tr("announce");
    case server::RequestKind::Scrape:
        return tr("scrape");
    case server::RequestKind::Connect:
        return tr("connect");
    case server::RequestKind::Other:
        break;
    }
    return tr("other");
}

QString resultWord(server::RequestResult result)
{
    switch (result) {
    case server::RequestResult::Answered:
        return tr("answered");
    case server::RequestResult::Refused:
        return tr("refused");
    case server::RequestResult::Dropped:
        break;
    }
    return tr("dropped");
}

QString eventWord(protocol::Event event)
{
    switch (event) {
    case protocol::Event::Started:
        return tr("started");
    case protocol::Event::Completed:
        return tr("completed");
    case protocol::Event::Stopped:
        return tr("stopped");
    case protocol::Event::Paused:
        return tr("paused");
    case protocol::Event::None:
        break;
    }
    return tr("update");
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

Tone resultTone(server::RequestResult result)
{
    switch (result) {
    case server::RequestResult::Answered:
        return Tone::Good;
    case server::RequestResult::Refused:
        return Tone::Warning;
    case server::RequestResult::Dropped:
        break;
    }
    return Tone::Bad;
}

QString resultSign(server::RequestResult result)
{
    return result == server::RequestResult::Answered ? QStringLiteral("✓") : QStringLiteral("✕");
}

} // namespace waggle::ui
