// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/detail/findingscard.h"

#include "core/remote/report/reporttext.h"
#include "ui/base/theme.h"
#include "ui/pages/remote/detail/chiplabel.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QDesktopServices>
#include <QHBoxLayout>
#include <QScrollArea>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace waggle::ui {

namespace {

constexpr std::size_t kMost = 200; // more are told of, not listed

QToolButton* bepButton(int bep)
{
    auto* button = new QToolButton;
    button->setText(QStringLiteral("BEP %1").arg(bep));
    button->setObjectName(QStringLiteral("bep"));
    const QString link
        = QStringLiteral("https://www.bittorrent.org/beps/bep_%1.html").arg(bep, 4, 10, QLatin1Char('0'));
    button->setToolTip(link);
    button->setAccessibleName(FindingsCard::tr("Open BEP %1 in the browser").arg(bep));
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    keepScaled(*button, [button] { button->setFont(captionFont()); });
    QObject::connect(button, &QToolButton::clicked, button, [link] { QDesktopServices::openUrl(QUrl(link)); });
    return button;
}

// One kind of finding: what shows it, and on which legs.
struct Evidence {
    QString words;
    QStringList legs; // names
};
struct Group {
    const remote::Finding* first = nullptr;
    std::vector<Evidence> evidence;
};

// Of all legs alike: no need to name them.
QString lineOf(const Evidence& evidence, std::size_t legs)
{
    const auto named = static_cast<std::size_t>(evidence.legs.size());
    return named == 0 || named == legs
        ? evidence.words
        : evidence.legs.join(QStringLiteral(", ")) + QStringLiteral(": ") + evidence.words;
}

QString legOf(const remote::Report& report, const remote::Finding& finding)
{
    const auto legs = report.record.legs.size();
    const bool needed = finding.leg >= 0 && legs > 1 && finding.leg < static_cast<int>(legs);
    return needed ? remote::legName(legFigures(report, static_cast<std::size_t>(finding.leg))) : QString();
}

std::vector<Group> groupsOf(const remote::Report& report)
{
    std::vector<Group> groups;
    for (std::size_t i = 0; i < std::min(report.findings.size(), kMost); ++i) {
        const remote::Finding& finding = report.findings[i];
        auto group = std::find_if(groups.begin(), groups.end(), [&](const Group& one) {
            return one.first->kind == finding.kind && one.first->severity == finding.severity;
        });
        if (group == groups.end()) {
            groups.push_back({&finding, {}});
            group = groups.end() - 1;
        }
        auto said = std::find_if(group->evidence.begin(), group->evidence.end(),
            [&](const auto& one) { return one.words == finding.evidence; });
        if (said == group->evidence.end()) {
            group->evidence.push_back({finding.evidence, {}});
            said = group->evidence.end() - 1;
        }
        if (const QString leg = legOf(report, finding); !leg.isEmpty() && !said->legs.contains(leg))
            said->legs << leg;
    }
    return groups;
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
    if (row.report) {
        for (const Group& group : groupsOf(*row.report)) {
            addHead(*group.first);
            for (const Evidence& evidence : group.evidence)
                if (!evidence.words.isEmpty())
                    addLine(lineOf(evidence, row.report->record.legs.size()), false);
            addLine(remote::advice(*group.first->kind), true);
        }
    }
    if (findings.size() > kMost)
        addLine(tr("… and %1 more").arg(findings.size() - kMost), true);
    if (row.report)
        for (const QString& line : remote::untestedLines(*row.report))
            addLine(line, true);
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

void FindingsCard::addHead(const remote::Finding& finding)
{
    if (m_lines->count() > 0)
        m_lines->addSpacing(unit() / 2);
    auto* head = new QHBoxLayout;
    head->setSpacing(unit());
    auto* title = new TextLabel(remote::title(*finding.kind), TextLabel::Role::Heading);
    title->setWordWrap(true);
    title->setObjectName(QStringLiteral("findingTitle"));
    head->addWidget(
        new ChipLabel(QString::fromLatin1(finding.kind->id), severityTone(finding.severity)), 0, Qt::AlignVCenter);
    head->addWidget(title, 1);
    if (finding.kind->bep > 0)
        head->addWidget(bepButton(finding.kind->bep), 0, Qt::AlignVCenter);
    m_lines->addLayout(head);
}

} // namespace waggle::ui
