// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/findingscard.h"

#include "core/remote/reporttext.h"
#include "ui/pages/remote/chiplabel.h"
#include "ui/theme.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

namespace waggle::ui {

namespace {

constexpr std::size_t kMost = 200; // more are told of, not listed

QToolButton* bepButton(int bep)
{
    auto* button = new QToolButton;
    button->setText(QStringLiteral("BEP %1").arg(bep));
    button->setObjectName(QStringLiteral("bep"));
    const QString link = QStringLiteral("https://www.bittorrent.org/beps/bep_%1.html").arg(bep, 4, 10, QLatin1Char('0'));
    button->setToolTip(link);
    button->setAccessibleName(FindingsCard::tr("Open BEP %1 in the browser").arg(bep));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    keepScaled(*button, [button] { button->setFont(captionFont()); });
    QObject::connect(button, &QToolButton::clicked, button, [link] { QDesktopServices::openUrl(QUrl(link)); });
    return button;
}

} // namespace

FindingsCard::FindingsCard(QWidget* parent)
    : Card(parent)
    , m_subject(new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Dim))
    , m_scroll(new QScrollArea)
{
    setObjectName(QStringLiteral("findingsCard"));
    m_subject->setObjectName(QStringLiteral("findingsSubject"));
    m_subject->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_subject->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_scroll->setObjectName(QStringLiteral("findings"));
    m_scroll->setAccessibleName(tr("Findings"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    auto* head = new QHBoxLayout;
    head->addWidget(new TextLabel(tr("Findings"), TextLabel::Role::Heading));
    head->addWidget(m_subject, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(head);
    column->addWidget(m_scroll, 1);
    keepScaled(*this, [column, head] {
        column->setSpacing(unit() / 2);
        head->setSpacing(unit());
    });
}

void FindingsCard::show(const RemoteRow& row)
{
    m_subject->setText(row.shown);
    auto* inside = new QWidget;
    inside->setAutoFillBackground(false);
    m_lines = new QVBoxLayout(inside);
    m_lines->setContentsMargins(0, 0, unit(), 0);
    m_lines->setSpacing(unit() / 2);
    const auto& findings = row.report ? row.report->findings : std::vector<remote::Finding>{};
    for (std::size_t i = 0; i < std::min(findings.size(), kMost); ++i)
        add(row, findings[i]);
    if (findings.size() > kMost)
        addLine(tr("… and %1 more").arg(findings.size() - kMost), true);
    if (!row.report)
        addLine(tr("Not checked yet."), true);
    else if (findings.empty() && !row.report->complete)
        addLine(tr("Nothing so far; the check goes on."), true);
    else if (findings.empty() && row.report->record.mode != remote::Mode::Full)
        addLine(tr("Nothing found by the quick check. A full check asks more."), true);
    else if (findings.empty())
        addLine(tr("Nothing found."), true);
    m_lines->addStretch();
    m_scroll->setWidget(inside); // deletes the former
    inside->setAutoFillBackground(false);
}

void FindingsCard::addLine(const QString& words, bool dim)
{
    auto* line = new TextLabel(words, TextLabel::Role::Body, dim ? TextLabel::Tone::Dim : TextLabel::Tone::Normal);
    line->setWordWrap(true);
    line->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_lines->addWidget(line);
}

void FindingsCard::add(const RemoteRow& row, const remote::Finding& finding)
{
    if (m_lines->count() > 0)
        m_lines->addSpacing(unit() / 2);
    auto* head = new QHBoxLayout;
    head->setSpacing(unit());
    auto* title = new TextLabel(remote::title(*finding.kind), TextLabel::Role::Heading);
    title->setWordWrap(true);
    title->setObjectName(QStringLiteral("findingTitle"));
    head->addWidget(new ChipLabel(QString::fromLatin1(finding.kind->id), severityTone(finding.severity)), 0, Qt::AlignVCenter);
    head->addWidget(title, 1);
    if (finding.kind->bep > 0)
        head->addWidget(bepButton(finding.kind->bep), 0, Qt::AlignVCenter);
    m_lines->addLayout(head);
    QString evidence = finding.evidence;
    if (finding.leg >= 0 && row.report->record.legs.size() > 1 && finding.leg < static_cast<int>(row.report->record.legs.size()))
        evidence = remote::legName(legFigures(*row.report, static_cast<std::size_t>(finding.leg))) + QStringLiteral(": ") + evidence;
    if (!evidence.isEmpty())
        addLine(evidence, false);
    addLine(remote::advice(*finding.kind), true);
}

} // namespace waggle::ui
