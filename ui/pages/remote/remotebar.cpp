// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/remotebar.h"

#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

namespace waggle::ui {

namespace {

QString summaryOf(const RemoteBar::State& state)
{
    if (state.isRunning)
        return RemoteBar::tr("%1 of %2").arg(format::count(state.done), format::count(state.total));
    if (state.trackers == 0)
        return {};
    QStringList parts{state.trackers == 1 ? RemoteBar::tr("1 tracker")
                                          : RemoteBar::tr("%1 trackers").arg(format::count(state.trackers))};
    if (state.checked > 0) {
        parts << RemoteBar::tr("%1 work").arg(format::count(state.work));
        parts << (state.findings == 1 ? RemoteBar::tr("1 finding")
                                      : RemoteBar::tr("%1 findings").arg(format::count(state.findings)));
    }
    return parts.join(QStringLiteral(" · "));
}

} // namespace

RemoteBar::RemoteBar(QWidget* parent)
    : QWidget(parent)
    , m_again(add(QStringLiteral("checkAgain"), tr("Check again")))
    , m_full(new QToolButton(this))
    , m_paste(add(QStringLiteral("paste"), tr("Paste…")))
    , m_cancel(add(QStringLiteral("cancelCheck"), tr("Cancel")))
    , m_summary(new TextLabel(TextLabel::Role::Body, TextLabel::Tone::Dim))
    , m_good(add(QStringLiteral("copyGood"), tr("Copy the good ones")))
    , m_report(add(QStringLiteral("report"), tr("Report ▾")))
{
    makeFullButton();
    m_good->setToolTip(
        tr("The URLs of those that work, with their keys: up ones first, both families before one, then the fastest"));
    m_summary->setObjectName(QStringLiteral("remoteSummary"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    for (QWidget* button : std::initializer_list<QWidget*>{m_again, m_full, m_paste, m_cancel})
        row->addWidget(button);
    row->addStretch();
    row->addWidget(m_summary);
    row->addWidget(m_good);
    row->addWidget(m_report);
    keepScaled(*this, [row] { row->setSpacing(unit()); });
    connect(m_again, &QPushButton::clicked, this, &RemoteBar::checkAgain);
    connect(m_paste, &QPushButton::clicked, this, &RemoteBar::paste);
    connect(m_cancel, &QPushButton::clicked, this, &RemoteBar::cancelled);
    connect(m_good, &QPushButton::clicked, this, &RemoteBar::copyGood);
    makeReportMenu();
    set({});
}

QPushButton* RemoteBar::add(const QString& name, const QString& text)
{
    auto* button = new QPushButton(text, this);
    button->setObjectName(name);
    return button;
}

void RemoteBar::makeFullButton()
{
    m_full->setObjectName(QStringLiteral("fullCheck"));
    m_full->setToolTip(tr("Asks all there is to ask: at most 25 requests over each address, where a check asks 6"));
    m_full->setPopupMode(QToolButton::MenuButtonPopup);
    m_full->setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(m_full);
    menu->setObjectName(QStringLiteral("fullMenu"));
    menu->setToolTipsVisible(true);
    m_slow = menu->addAction(tr("Slow check"), this, &RemoteBar::slowCheck);
    m_slow->setObjectName(QStringLiteral("slowCheckOf"));
    m_slow->setToolTip(
        tr("A full check that also waits: 5 minutes for connection ids that stay good (U7), and two intervals, "
           "15 to 70 minutes, for clients that vanish (B16). At most 6 more requests over each address."));
    m_full->setMenu(menu);
    connect(m_full, &QToolButton::clicked, this, &RemoteBar::fullCheck);
}

void RemoteBar::makeReportMenu()
{
    auto* menu = new QMenu(m_report);
    menu->setObjectName(QStringLiteral("reportMenu"));
    const auto entry = [this, menu](const QString& title, const char* name, ReportFormat format) {
        menu->addAction(title, this, [this, format] { Q_EMIT saveReport(format); })->setObjectName(QLatin1String(name));
    };
    entry(tr("Save as Markdown…"), "reportMarkdown", ReportFormat::Markdown);
    entry(tr("Save as HTML…"), "reportHtml", ReportFormat::Html);
    entry(tr("Save as JSON…"), "reportJson", ReportFormat::Json);
    menu->addSeparator();
    menu->addAction(tr("Copy as Markdown"), this, &RemoteBar::copyReport)->setObjectName(QStringLiteral("reportCopy"));
    connect(m_report, &QPushButton::clicked, this,
        [this, menu] { menu->popup(m_report->mapToGlobal(m_report->rect().bottomLeft())); });
}

void RemoteBar::set(const State& state)
{
    const bool any = state.trackers > 0;
    // The one main action: to fill the page, then to look again.
    if (m_again->property("primary").toBool() != any || m_paste->property("primary").toBool() == any) {
        m_again->setProperty("primary", any);
        m_paste->setProperty("primary", !any);
        m_again->update();
        m_paste->update();
    }
    m_again->setVisible(any);
    m_full->setVisible(any);
    m_again->setText(state.selected > 1 ? tr("Check %1 again").arg(format::count(state.selected)) : tr("Check again"));
    m_full->setText(state.selected == 0 ? tr("Full check")
            : state.selected == 1       ? tr("Full check of this")
                                        : tr("Full check of %1").arg(format::count(state.selected)));
    m_slow->setText(state.selected == 0 ? tr("Slow check")
            : state.selected == 1       ? tr("Slow check of this")
                                        : tr("Slow check of %1").arg(format::count(state.selected)));
    m_cancel->setVisible(state.isRunning);
    m_summary->setText(summaryOf(state));
    m_good->setVisible(any);
    m_good->setEnabled(state.work > 0);
    m_report->setVisible(any);
    m_report->setEnabled(state.checked > 0);
}

} // namespace waggle::ui
