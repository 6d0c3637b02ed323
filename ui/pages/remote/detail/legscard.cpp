// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/detail/legscard.h"

#include "core/remote/report/reporttext.h"
#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/pages/remote/detail/answerfields.h"
#include "ui/pages/remote/detail/celltable.h"
#include "ui/pages/requests/requestfields.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace waggle::ui {

using remote::Cause;
using remote::LegFigures;

namespace {

constexpr int kMostLegLines = 6; // before the table scrolls

// The phase in which a leg ended.
enum class End { None, Dns, Connect, Tls, Answer };

End endOf(Cause cause)
{
    switch (cause) {
    case Cause::None:
        return End::None;
    case Cause::NxDomain:
    case Cause::ServFail:
    case Cause::NoData:
    case Cause::ResolverTimeout:
        return End::Dns;
    case Cause::TlsFailed:
        return End::Tls;
    case Cause::AnswerTimeout:
    case Cause::Incomplete:
    case Cause::TooLarge:
    case Cause::BadAnswer:
        return End::Answer;
    case Cause::Refused:
    case Cause::Reset:
    case Cause::Unreachable:
    case Cause::ConnectTimeout:
    case Cause::Denied:
    case Cause::ProxyRefused:
    case Cause::ProxyTimeout:
    case Cause::ProxyNoUdp:
    case Cause::NoNetwork:
    case Cause::NoSocket:
    case Cause::Cancelled:
        break;
    }
    return End::Connect;
}

TextCell timeCell(const std::optional<remote::Duration>& time, bool endsHere, Cause cause)
{
    TextCell cell;
    if (endsHere) {
        cell.text = shortCause(cause);
        cell.look.tone = Tone::Bad;
        cell.look.sign = QStringLiteral("✕");
        cell.toolTip = remote::causeText(cause);
    } else {
        cell.text = time ? format::elapsed(*time) : format::unknown();
    }
    return cell;
}

// Columns that none of its legs can fill are left out.
struct LegColumns {
    bool tls = false;
    bool lost = false;
};

std::vector<TextCell> legLine(const remote::Report& report, std::size_t index, const LegColumns& columns)
{
    const LegFigures figures = legFigures(report, index);
    const Cause cause = figures.firstByte ? Cause::None : firstFailure(report.record.legs[index]);
    const End end = endOf(cause);
    TextCell name;
    name.text = figures.transport + QStringLiteral(" · ") + figures.family;
    if (!figures.address.isEmpty())
        name.text += QStringLiteral(" · ") + figures.address;
    name.toolTip = name.text;
    std::vector<TextCell> line{
        name, timeCell(figures.dns, end == End::Dns, cause), timeCell(figures.connect, end == End::Connect, cause)};
    if (columns.tls)
        line.push_back(timeCell(figures.tls, end == End::Tls, cause));
    line.push_back(timeCell(figures.firstByte, end == End::Answer, cause));
    if (columns.lost) {
        TextCell loss;
        loss.text = LegsCard::tr("%1 of %2").arg(figures.lost).arg(figures.sent);
        loss.look.tone = figures.lost > 0 ? Tone::Warning : Tone::Normal;
        line.push_back(loss);
    }
    return line;
}

std::vector<TextColumn> legHeads(const LegColumns& columns)
{
    constexpr Qt::Alignment kRight = Qt::AlignRight;
    std::vector<TextColumn> heads{{LegsCard::tr("Leg"), Qt::AlignLeft, LegsCard::tr("Transport, family and address")},
        {LegsCard::tr("DNS"), kRight, {}},
        {LegsCard::tr("Connect"), kRight, LegsCard::tr("TCP, or the handshake of BEP 15")}};
    if (columns.tls)
        heads.push_back({LegsCard::tr("TLS"), kRight, {}});
    heads.push_back({LegsCard::tr("Answer"), kRight, LegsCard::tr("From the whole request sent to the first byte")});
    if (columns.lost)
        heads.push_back({LegsCard::tr("Lost"), kRight, LegsCard::tr("UDP datagrams without an answer")});
    return heads;
}

// "interval 1800 · complete 790 · incomplete 51 · peers 50", or its words.
QString saidBy(const LegFigures& leg)
{
    QStringList parts;
    const auto add = [&parts](const char* name, const std::optional<qint64>& value) {
        if (value)
            parts << QLatin1String(name) + QLatin1Char(' ') + QString::number(*value);
    };
    add("interval", leg.interval);
    add("complete", leg.seeders);
    add("incomplete", leg.leechers);
    add("peers", leg.peers);
    if (!leg.scrape.isEmpty())
        parts << QStringLiteral("scrape ") + leg.scrape;
    if (!leg.message.isEmpty())
        parts << leg.message;
    return parts.join(QStringLiteral(" · "));
}

} // namespace

LegsCard::LegsCard(QWidget* parent)
    : Card(parent)
    , m_choice(new ChoiceRow)
    , m_stack(new QStackedWidget)
    , m_copyCommand(new QPushButton(tr("Copy command")))
{
    setObjectName(QStringLiteral("legsCard"));
    m_choice->addChoice(tr("Legs"), QStringLiteral("showLegs"));
    m_choice->addChoice(tr("Raw exchange"), QStringLiteral("showExchange"));
    m_choice->choose(0);
    m_copyCommand->setObjectName(QStringLiteral("copyCommand"));
    m_copyCommand->setToolTip(tr("The command line that repeats this check, without keys"));
    auto* head = new QHBoxLayout;
    head->addWidget(m_choice);
    head->addStretch();
    head->addWidget(m_copyCommand);
    m_stack->addWidget(makeLegs());
    m_stack->addWidget(makeExchange());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(head);
    column->addWidget(m_stack, 1);
    keepScaled(*this, [column] { column->setSpacing(unit()); });
    connect(m_choice, &ChoiceRow::changed, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        showExchanges();
    });
    connect(m_exchange, &QComboBox::currentIndexChanged, this, &LegsCard::showExchange);
    connect(m_copyCommand, &QPushButton::clicked, this, &LegsCard::copyCommand);
}

QWidget* LegsCard::makeLegs()
{
    auto* page = new QWidget;
    m_legs = new CellTable(QStringLiteral("legs"));
    m_legs->setAccessibleName(tr("Legs: one for each transport, family and address"));
    m_said = new TextLabel(TextLabel::Role::Fixed);
    m_said->setObjectName(QStringLiteral("itSaid"));
    m_said->setWordWrap(true);
    m_said->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_legs);
    column->addWidget(new TextLabel(tr("It said"), TextLabel::Role::Heading));
    column->addWidget(m_said);
    column->addStretch(1);
    return page;
}

QWidget* LegsCard::makeExchange()
{
    auto* page = new QWidget;
    m_exchange = new QComboBox;
    m_exchange->setObjectName(QStringLiteral("exchange"));
    m_exchange->setAccessibleName(tr("Which exchange"));
    m_exchange->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_fields = new RequestFields(QStringLiteral("answerFields"));
    m_bytes = new QPlainTextEdit;
    m_bytes->setObjectName(QStringLiteral("rawExchange"));
    m_bytes->setAccessibleName(tr("Bytes, as they went over the wire"));
    m_bytes->setReadOnly(true);
    m_bytes->setFrameShape(QFrame::NoFrame);
    m_bytes->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_bytes->setTabChangesFocus(true);
    keepScaled(*m_bytes, [this] { m_bytes->setFont(fixedFont()); });
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(QStringLiteral("exchangeSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(m_fields);
    splitter->addWidget(m_bytes);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_exchange);
    column->addWidget(splitter, 1);
    return page;
}

void LegsCard::show(const RemoteRow& row)
{
    const bool same = row.id == m_row.id;
    m_row = row;
    if (!same)
        m_exchange->clear();
    showLegs();
    showExchanges();
}

void LegsCard::showLegs()
{
    const LegColumns columns{remote::isTls(m_row.url.scheme), m_row.url.scheme == remote::Scheme::Udp};
    std::vector<std::vector<TextCell>> lines;
    QStringList said;
    const std::size_t count = m_row.report ? m_row.report->record.legs.size() : 0;
    for (std::size_t i = 0; i < count; ++i) {
        lines.push_back(legLine(*m_row.report, i, columns));
        const LegFigures figures = legFigures(*m_row.report, i);
        const QString words = saidBy(figures);
        if (words.isEmpty())
            continue;
        const QString line
            = count > 1 ? figures.transport + QLatin1Char(' ') + figures.family + QStringLiteral(": ") + words : words;
        if (!said.contains(line) && said.size() < 8)
            said << line;
    }
    m_legs->set(legHeads(columns), lines);
    const int shownLines = std::clamp(static_cast<int>(count), 1, kMostLegLines);
    m_legs->setMinimumHeight(m_legs->heightFor(std::min(shownLines, 2)));
    m_legs->setMaximumHeight(m_legs->heightFor(shownLines));
    m_said->setText(said.isEmpty() ? format::unknown() : said.join(QLatin1Char('\n')));
}

void LegsCard::showExchanges()
{
    if (m_stack->currentIndex() != 1)
        return;
    const int chosen = m_exchange->currentIndex();
    const QSignalBlocker quiet(m_exchange);
    m_exchange->clear();
    const std::size_t legs = m_row.report ? m_row.report->record.legs.size() : 0;
    for (std::size_t leg = 0; leg < legs; ++leg) {
        const QString name = remote::legName(legFigures(*m_row.report, leg));
        const auto& exchanges = m_row.report->record.legs[leg].exchanges;
        for (std::size_t i = 0; i < exchanges.size(); ++i)
            m_exchange->addItem(QString::fromStdString(exchanges[i].step.name) + QStringLiteral(" · ") + name,
                QPoint(static_cast<int>(leg), static_cast<int>(i)));
    }
    m_exchange->setCurrentIndex(std::clamp(chosen, m_exchange->count() > 0 ? 0 : -1, m_exchange->count() - 1));
    showExchange();
}

void LegsCard::showExchange()
{
    const QPoint place = m_exchange->currentData().toPoint();
    if (!m_row.report || m_exchange->currentIndex() < 0) {
        m_fields->show({});
        m_bytes->setPlainText({});
        return;
    }
    const remote::Exchange& exchange
        = m_row.report->record.legs[static_cast<std::size_t>(place.x())].exchanges[static_cast<std::size_t>(place.y())];
    m_fields->show(answerFields(m_row.url, exchange));
    m_bytes->setPlainText(rawText(m_row.url, exchange));
}

} // namespace waggle::ui
