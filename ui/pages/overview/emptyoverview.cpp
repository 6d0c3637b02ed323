// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/emptyoverview.h"

#include "ui/base/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/urlfield.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace waggle::ui {

namespace {

QPushButton* makeButton(const QString& text, const QString& name, const QString& accessible, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAccessibleName(accessible);
    return button;
}

} // namespace

EmptyOverview::EmptyOverview(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("emptyOverview"));
    m_title = new TextLabel(TextLabel::Role::Title, TextLabel::Tone::Normal, this);
    m_subtitle = new TextLabel(TextLabel::Role::Body, TextLabel::Tone::Dim, this);
    m_start = makeButton(tr("Start"), QStringLiteral("emptyStart"), tr("Start the tracker"), this);
    m_start->setProperty("primary", true);
    connect(m_start, &QPushButton::clicked, this, &EmptyOverview::startRequested);
    auto* cards = new QHBoxLayout;
    cards->addStretch(1);
    for (Card* card : {dropCard(), linkCard(), announceCard()})
        cards->addWidget(card, 8); // alike, and the margins have the rest
    cards->addStretch(1);
    auto* reach = new QHBoxLayout;
    m_sign = new TextLabel(TextLabel::Role::Body, TextLabel::Tone::Dim, this);
    m_reach = new TextLabel(TextLabel::Role::Body, TextLabel::Tone::Dim, this);
    reach->addStretch(1);
    reach->addWidget(m_sign);
    reach->addWidget(m_reach);
    reach->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->addStretch(1);
    column->addWidget(m_title, 0, Qt::AlignHCenter);
    column->addWidget(m_subtitle, 0, Qt::AlignHCenter);
    column->addWidget(m_start, 0, Qt::AlignHCenter);
    column->addLayout(cards);
    column->addLayout(reach);
    column->addStretch(1);
    keepScaled(*this, [column, cards, reach] {
        column->setSpacing(unit() * 5 / 4);
        cards->setSpacing(unit() * 9 / 4);
        cards->setContentsMargins(unit() * 2, unit() * 2, unit() * 2, unit() * 2);
        reach->setSpacing(unit() / 2);
    });
    updateWords();
    setUrls({});
}

Card* EmptyOverview::makeCard(bool dashed, const QString& heading, const QString& words)
{
    auto* card = new Card(this, dashed ? Card::Edge::Dashed : Card::Edge::Plain);
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(0, 0, 0, 0);
    column->addStretch(1);
    auto* title = new TextLabel(heading, TextLabel::Role::CardTitle, TextLabel::Tone::Normal, card);
    title->setAlignment(Qt::AlignCenter);
    title->setWordWrap(true);
    column->addWidget(title);
    if (!words.isEmpty()) {
        auto* text = new TextLabel(words, TextLabel::Role::Body, TextLabel::Tone::Dim, card);
        text->setAlignment(Qt::AlignCenter);
        text->setWordWrap(true);
        column->addWidget(text);
    }
    column->addStretch(1);
    keepScaled(*card, [card, column] {
        card->setMinimumSize(unit() * 20, unit() * 24);
        card->setMaximumSize(unit() * 42, unit() * 30);
        column->setSpacing(unit());
    });
    card->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    return card;
}

Card* EmptyOverview::dropCard()
{
    Card* card = makeCard(true, tr("Drop a .torrent or magnet here"),
        tr("Its swarm then shows under its name. Anywhere on this window will do."));
    auto* choose = makeButton(tr("Choose…"), QStringLiteral("emptyChoose"), tr("Choose .torrent files"), card);
    choose->setProperty("primary", true);
    connect(choose, &QPushButton::clicked, this, &EmptyOverview::chooseRequested);
    auto* column = static_cast<QVBoxLayout*>(card->layout());
    column->insertWidget(column->count() - 1, choose, 0, Qt::AlignHCenter);
    return card;
}

Card* EmptyOverview::linkCard()
{
    Card* card = makeCard(false, tr("Send this link to the others"), tr("Its page says how to take part"));
    m_link = new UrlField(card);
    m_link->setObjectName(QStringLiteral("emptyLink"));
    m_link->setAccessibleName(tr("Link for the others"));
    auto* copy = makeButton(tr("Copy"), QStringLiteral("emptyCopyLink"), tr("Copy the link"), card);
    auto* qr = makeButton(tr("QR"), QStringLiteral("emptyQr"), tr("Show the link as a QR code"), card);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_link->text()); });
    connect(qr, &QPushButton::clicked, this, [this] { Q_EMIT qrRequested(m_link->text()); });
    m_needUrl.insert(m_needUrl.end(), {copy, qr});
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(copy);
    buttons->addWidget(qr);
    buttons->addStretch(1);
    auto* column = static_cast<QVBoxLayout*>(card->layout());
    column->insertWidget(column->count() - 1, m_link, 0, Qt::AlignHCenter);
    column->insertLayout(column->count() - 1, buttons);
    return card;
}

Card* EmptyOverview::announceCard()
{
    Card* card = makeCard(false, tr("Have a torrent already?"), tr("Add this tracker to it"));
    m_announce = new UrlField(card);
    m_announce->setObjectName(QStringLiteral("emptyAnnounce"));
    m_announce->setAccessibleName(tr("Announce URL"));
    auto* copy = makeButton(tr("Copy"), QStringLiteral("emptyCopyAnnounce"), tr("Copy the announce URL"), card);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_announce->text()); });
    m_needUrl.push_back(copy);
    auto* column = static_cast<QVBoxLayout*>(card->layout());
    column->insertWidget(column->count() - 1, m_announce, 0, Qt::AlignHCenter);
    column->insertWidget(column->count() - 1, copy, 0, Qt::AlignHCenter);
    return card;
}

void EmptyOverview::setUrls(const AnnounceUrls& urls)
{
    const server::AnnounceUrl* best = bestUrl(urls);
    m_link->setUrl(best ? pageLink(*best) : QString());
    m_announce->setUrl(best ? best->url : QString());
    for (UrlField* field : {m_link, m_announce})
        field->setPlaceholderText(tr("no address yet"));
    for (QPushButton* button : m_needUrl)
        button->setEnabled(best != nullptr);
}

void EmptyOverview::setTrackerOn(bool on)
{
    m_on = on;
    updateWords();
}

void EmptyOverview::setAllowAnyone(bool anyone)
{
    m_anyone = anyone;
    updateWords();
}

void EmptyOverview::setOpen(bool open)
{
    m_open = open;
    updateWords();
}

void EmptyOverview::updateWords()
{
    m_title->setText(!m_on ? tr("Your tracker is off")
            : m_open       ? tr("Your tracker is running")
                           : tr("Nobody can reach your tracker"));
    m_start->setVisible(!m_on);
    if (!m_on)
        m_subtitle->setText(tr("Nobody can announce until it is started."));
    else if (!m_open)
        m_subtitle->setText(tr("None of its ports could be opened. The message above says why and what to do."));
    else
        m_subtitle->setText(m_anyone ? tr("Three ways to begin. Everyone who can reach this computer is served.")
                                     : tr("Three ways to begin. Nothing leaves this network unless you allow it."));
}

void EmptyOverview::setReach(const StatusEntry& entry)
{
    const bool problem = entry.sign == StatusEntry::Sign::Problem;
    m_sign->setText(signText(entry.sign));
    m_sign->setTone(problem                            ? TextLabel::Tone::Warning
            : entry.sign == StatusEntry::Sign::Reached ? TextLabel::Tone::Good
                                                       : TextLabel::Tone::Dim);
    m_reach->setText(entry.words);
    m_reach->setTone(problem ? TextLabel::Tone::Warning : TextLabel::Tone::Dim);
    m_reach->setToolTip(entry.detail.toHtmlEscaped());
}

QString EmptyOverview::reach() const
{
    return m_reach->text();
}

} // namespace waggle::ui
