// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/requestdetailview.h"

#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/pages/requests/hexdump.h"
#include "ui/pages/requests/requestfields.h"
#include "ui/pages/requests/requestmodel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace waggle::ui {

namespace {

QString summary(const monitor::RequestRow& row)
{
    const auto& record = row.record;
    const QString over = record.transport == protocol::Transport::Http ? QStringLiteral("HTTP") : QStringLiteral("UDP");
    return RequestDetailView::tr("%1 over %2, %3 bytes · from %4")
        .arg(kindWord(record.kind), over, format::count(record.trueLength), fromText(row));
}

QVBoxLayout* columnIn(Card* card)
{
    auto* column = new QVBoxLayout(card);
    keepScaled(*card, [column] {
        column->setContentsMargins(7 * unit() / 4, 3 * unit() / 2, 7 * unit() / 4, 3 * unit() / 2);
        column->setSpacing(unit());
    });
    return column;
}

} // namespace

RequestDetailView::RequestDetailView(QWidget* parent)
    : QWidget(parent)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    keepScaled(*this, [row] { row->setSpacing(3 * unit() / 2); });
    row->addWidget(makeRequestCard(), 7);
    row->addWidget(makeSideCard(), 6);
    clear({});
}

QWidget* RequestDetailView::makeRequestCard()
{
    auto* card = new Card;
    QVBoxLayout* column = columnIn(card);
    auto* head = new QHBoxLayout;
    m_title = new TextLabel(TextLabel::Role::Heading);
    m_subtitle = new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Dim);
    m_subtitle->setObjectName(QStringLiteral("requestSummary"));
    m_subtitle->setTextInteractionFlags(Qt::TextSelectableByMouse);
    head->addWidget(m_title);
    head->addWidget(m_subtitle, 1);
    m_fields = new RequestFields(QStringLiteral("requestFields"));
    column->addLayout(head);
    column->addWidget(m_fields, 1);
    return card;
}

QWidget* RequestDetailView::makeSideCard()
{
    auto* card = new Card;
    m_side = card;
    QVBoxLayout* column = columnIn(card);
    m_oddTitle = new TextLabel(TextLabel::Role::Heading);
    m_oddities = new QWidget;
    m_oddityLines = new QVBoxLayout(m_oddities);
    m_oddityLines->setContentsMargins(0, 0, 0, 0);
    auto* links = new QHBoxLayout;
    m_follow = new QPushButton(tr("Follow this client"));
    m_copyReport = new QPushButton(tr("Copy for a bug report"));
    m_follow->setObjectName(QStringLiteral("followClient"));
    m_copyReport->setObjectName(QStringLiteral("copyReport"));
    for (QPushButton* link : {m_follow, m_copyReport}) {
        links->addWidget(link);
    }
    links->addStretch();
    m_replyTitle = new TextLabel(tr("Answer"), TextLabel::Role::Heading);
    m_reply = new RequestFields(QStringLiteral("replyFields"));
    m_bytes = new QPlainTextEdit;
    m_bytes->setObjectName(QStringLiteral("requestBytes"));
    m_bytes->setAccessibleName(tr("Bytes"));
    m_bytes->setReadOnly(true);
    m_bytes->setFrameShape(QFrame::NoFrame);
    m_bytes->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_bytes->setTabChangesFocus(true);
    keepScaled(*m_bytes, [this] { m_bytes->setFont(fixedFont()); });
    column->addWidget(m_oddTitle);
    column->addWidget(m_oddities);
    column->addLayout(links);
    column->addWidget(m_replyTitle);
    column->addWidget(m_reply, 1);
    column->addWidget(new TextLabel(tr("Bytes"), TextLabel::Role::Heading));
    column->addWidget(m_bytes, 1);
    connect(m_follow, &QPushButton::clicked, this, [this] {
        if (m_detail)
            Q_EMIT followRequested(m_detail->row);
    });
    connect(m_copyReport, &QPushButton::clicked, this, &RequestDetailView::copyReport);
    return card;
}

void RequestDetailView::clear(const QString& words)
{
    m_detail.reset();
    m_title->setText(tr("Request"));
    m_subtitle->setText(words);
    m_fields->show({});
    m_side->hide();
}

void RequestDetailView::show(const monitor::RequestDetailPtr& detail)
{
    m_detail = detail;
    m_title->setText(tr("Request"));
    m_subtitle->setText(summary(detail->row));
    m_fields->show(detail->fields);
    showOddities(*detail);
    showBytes(*detail);
    m_follow->setVisible(detail->row.record.hasPeer);
    m_side->show();
}

void RequestDetailView::compare(const monitor::RequestDetailPtr& first, const monitor::RequestDetailPtr& second)
{
    m_detail.reset();
    m_title->setText(tr("Two requests"));
    m_subtitle->setText(
        tr("%1 and %2").arg(format::clockTime(first->row.wallMs, true), format::clockTime(second->row.wallMs, true)));
    m_fields->compare(first->fields, second->fields);
    m_side->hide();
}

void RequestDetailView::showOddities(const monitor::RequestDetail& detail)
{
    while (QLayoutItem* item = m_oddityLines->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    QStringList ids;
    for (const auto& oddity : detail.oddities) {
        ids += oddity.id;
        auto* what = new TextLabel(
            oddity.id + QStringLiteral(" · ") + oddity.what, TextLabel::Role::Body, TextLabel::Tone::Warning);
        auto* consequence = new TextLabel(oddity.consequence, TextLabel::Role::Body, TextLabel::Tone::Dim);
        for (TextLabel* line : {what, consequence}) {
            line->setWordWrap(true);
            line->setTextInteractionFlags(Qt::TextSelectableByMouse);
            m_oddityLines->addWidget(line);
        }
    }
    m_oddTitle->setText(ids.isEmpty() ? tr("Nothing odd") : tr("Odd"));
}

void RequestDetailView::showBytes(const monitor::RequestDetail& detail)
{
    QString text = hexDump(detail.raw);
    if (detail.row.record.trueLength > static_cast<std::uint64_t>(detail.raw.size()))
        text += tr("… the first %1 of %2 bytes are kept\n")
                    .arg(format::count(static_cast<std::uint64_t>(detail.raw.size())),
                        format::count(detail.row.record.trueLength));
    if (!detail.reply.isEmpty())
        text += QLatin1Char('\n')
            + tr("Answer, %1 bytes").arg(format::count(static_cast<std::uint64_t>(detail.reply.size())))
            + QLatin1Char('\n') + hexDump(detail.reply);
    m_bytes->setPlainText(text);
    const bool captured = !detail.replyFields.empty();
    m_replyTitle->setVisible(captured);
    m_reply->setVisible(captured);
    m_reply->show(detail.replyFields);
}

void RequestDetailView::copyReport() const
{
    if (m_detail)
        QGuiApplication::clipboard()->setText(bugReport(*m_detail));
}

QString bugReport(const monitor::RequestDetail& detail)
{
    const monitor::RequestRow& row = detail.row;
    QString text = format::moment(row.wallMs) + QLatin1Char('\n') + summary(row) + QLatin1Char('\n');
    text += QStringLiteral("%1 %2\n").arg(resultWord(row.record.result), row.why);
    if (!row.client.isEmpty())
        text += row.client + QLatin1Char('\n');
    for (const auto& oddity : detail.oddities)
        text += QStringLiteral("%1 %2 %3\n").arg(oddity.id, oddity.what, oddity.consequence);
    text += QLatin1Char('\n') + RequestFields::asText(detail.fields) + QLatin1Char('\n') + hexDump(detail.raw);
    if (!detail.reply.isEmpty())
        text += QLatin1Char('\n') + RequestFields::asText(detail.replyFields) + QLatin1Char('\n')
            + hexDump(detail.reply);
    return text;
}

} // namespace waggle::ui
