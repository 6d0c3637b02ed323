// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/requestbar.h"

#include "core/monitor/tables/naming.h"
#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QToolButton>

namespace waggle::ui {

namespace {

using Kinds = monitor::RequestQuery::Kinds;
using Results = monitor::RequestQuery::Results;
using What = requests::CaptureScope::What;

} // namespace

RequestBar::RequestBar(QWidget* parent)
    : QWidget(parent)
    , m_kinds(new QComboBox)
    , m_results(new QComboBox)
    , m_odd(new QCheckBox(tr("Only odd")))
    , m_kept(new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Dim))
    , m_pause(new QPushButton(tr("Pause")))
    , m_capture(new QToolButton)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    keepScaled(*this, [row] { row->setSpacing(unit()); });
    makeFilters(row);
    row->addStretch();
    row->addWidget(m_kept);
    makeVerbs(row);
}

void RequestBar::makeFilters(QHBoxLayout* row)
{
    m_kinds->setObjectName(QStringLiteral("requestKinds"));
    m_kinds->setAccessibleName(tr("Which requests"));
    m_kinds->addItem(tr("Everything"), static_cast<int>(Kinds::All));
    m_kinds->addItem(tr("Announces and everything not answered"), static_cast<int>(Kinds::AnnouncesAndProblems));
    m_kinds->addItem(tr("Announces"), static_cast<int>(Kinds::Announces));
    m_kinds->addItem(tr("Scrapes"), static_cast<int>(Kinds::Scrapes));
    m_kinds->addItem(tr("Connects"), static_cast<int>(Kinds::Connects));
    m_kinds->addItem(tr("Other"), static_cast<int>(Kinds::Other));
    m_results->setObjectName(QStringLiteral("requestResults"));
    m_results->setAccessibleName(tr("Which results"));
    m_results->addItem(tr("All results"), static_cast<int>(Results::All));
    m_results->addItem(tr("Answered"), static_cast<int>(Results::Answered));
    m_results->addItem(tr("Refused"), static_cast<int>(Results::Refused));
    m_results->addItem(tr("Dropped"), static_cast<int>(Results::Dropped));
    m_results->addItem(tr("Refused or dropped"), static_cast<int>(Results::Problems));
    m_odd->setObjectName(QStringLiteral("requestOdd"));
    setKinds(Kinds::AnnouncesAndProblems);
    row->addWidget(m_kinds);
    row->addWidget(m_results);
    row->addWidget(m_odd);
    const char* names[] = {"onlyFrom", "onlySwarm", "onlyClient"};
    for (std::size_t i = 0; i < m_only.size(); ++i) {
        m_only[i] = new QToolButton;
        m_only[i]->setObjectName(QString::fromLatin1(names[i]));
        m_only[i]->setToolTip(tr("Show all again"));
        m_only[i]->hide();
        row->addWidget(m_only[i]);
        connect(m_only[i], &QToolButton::clicked, this, [this, i] { Q_EMIT onlyEnded(static_cast<Only>(i)); });
    }
    connect(m_kinds, &QComboBox::activated, this,
        [this] { Q_EMIT kindsChosen(static_cast<Kinds>(m_kinds->currentData().toInt())); });
    connect(m_results, &QComboBox::activated, this,
        [this] { Q_EMIT resultsChosen(static_cast<Results>(m_results->currentData().toInt())); });
    connect(m_odd, &QCheckBox::toggled, this, &RequestBar::onlyOddChosen);
}

void RequestBar::makeVerbs(QHBoxLayout* row)
{
    m_kept->setObjectName(QStringLiteral("requestsKept"));
    m_pause->setObjectName(QStringLiteral("pauseRequests"));
    m_pause->setCheckable(true);
    m_pause->setToolTip(tr("New requests go on being kept; they appear when you go on"));
    m_capture->setObjectName(QStringLiteral("captureRequests"));
    m_capture->setText(tr("Capture"));
    m_capture->setToolTip(tr("Keeps the bytes of answers too, for the requests you choose"));
    m_capture->setPopupMode(QToolButton::InstantPopup);
    m_capture->setMenu(new QMenu(m_capture));
    auto* clear = new QPushButton(tr("Clear"));
    clear->setObjectName(QStringLiteral("clearRequests"));
    auto* save = new QPushButton(tr("Export…"));
    save->setObjectName(QStringLiteral("exportRequests"));
    for (QWidget* verb : std::initializer_list<QWidget*>{m_pause, m_capture, clear, save})
        row->addWidget(verb);
    connect(m_pause, &QPushButton::toggled, this, [this](bool on) {
        setPaused(on);
        Q_EMIT pauseChosen(on);
    });
    connect(m_capture->menu(), &QMenu::aboutToShow, this, &RequestBar::fillCaptureMenu);
    connect(clear, &QPushButton::clicked, this, &RequestBar::clearChosen);
    connect(save, &QPushButton::clicked, this, &RequestBar::exportChosen);
    setCapture({});
}

void RequestBar::setOnly(Only which, const QString& words)
{
    QToolButton* button = m_only[static_cast<std::size_t>(which)];
    button->setText(words + QStringLiteral("  ✕"));
    button->setAccessibleName(tr("%1: show all again").arg(words));
    button->setVisible(!words.isEmpty());
}

void RequestBar::setKept(qint64 kept, std::uint64_t lost)
{
    m_kept->setText(tr("%1 kept · %2 lost").arg(format::count(static_cast<std::uint64_t>(kept)), format::count(lost)));
    m_kept->setMinimumWidth(m_kept->sizeHint().width());
    m_kept->setToolTip(tr("Lost: older than the log holds, or more at once than it could take"));
}

void RequestBar::setCapture(const requests::CaptureScope& scope)
{
    m_scope = scope;
    const bool on = scope.what != What::Off;
    m_capture->setText(on ? tr("● Capturing") : tr("○ Capture"));
    QPalette colours = palette();
    if (on)
        colours.setColor(QPalette::ButtonText, Theme::of(colours).bad);
    m_capture->setPalette(colours);
}

void RequestBar::setPaused(bool paused)
{
    const QSignalBlocker quiet(m_pause);
    m_pause->setChecked(paused);
    m_pause->setText(paused ? tr("Go on") : tr("Pause"));
}

void RequestBar::setKinds(Kinds kinds)
{
    m_kinds->setCurrentIndex(m_kinds->findData(static_cast<int>(kinds)));
}

void RequestBar::setResults(Results results)
{
    m_results->setCurrentIndex(m_results->findData(static_cast<int>(results)));
}

void RequestBar::setCaptureChoice(
    const std::optional<protocol::Address>& address, const std::optional<monitor::InfoHash>& infoHash)
{
    m_address = address;
    m_infoHash = infoHash;
}

void RequestBar::fillCaptureMenu()
{
    QMenu* menu = m_capture->menu();
    menu->clear();
    const auto add = [&](const QString& words, const requests::CaptureScope& scope) {
        QAction* action = menu->addAction(words);
        action->setCheckable(true);
        action->setChecked(scope == m_scope);
        connect(action, &QAction::triggered, this, [this, scope] { Q_EMIT captureChosen(scope); });
    };
    add(tr("Off"), {});
    add(tr("All requests and answers"), {What::All, {}, {}});
    if (m_address)
        add(tr("Only %1").arg(QString::fromStdString(m_address->text())), {What::Address, *m_address, {}});
    if (m_infoHash)
        add(tr("Only swarm %1").arg(monitor::shortHash(*m_infoHash)), {What::InfoHash, {}, *m_infoHash});
    if (!m_address)
        menu->addAction(tr("Choose a row to narrow it to an address or a swarm"))->setEnabled(false);
}

} // namespace waggle::ui
