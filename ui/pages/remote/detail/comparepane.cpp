// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/detail/comparepane.h"

#include "core/torrent/safename.h"
#include "ui/base/backend.h"
#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/pages/remote/detail/celltable.h"
#include "ui/pages/remote/list/checkwishes.h"
#include "ui/pages/remote/list/remotemodel.h"
#include "ui/widgets/card.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/roundedframe.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QComboBox>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QThreadPool>
#include <QVBoxLayout>

#include <algorithm>

namespace waggle::ui {

namespace {

constexpr int kCompareEveryMs = 400;
constexpr std::size_t kMostOverlap = 30; // trackers in the matrix

TextCell countCell(const std::optional<qint64>& count)
{
    TextCell cell;
    cell.text = count && *count >= 0 ? format::count(static_cast<std::uint64_t>(*count)) : format::unknown();
    return cell;
}

TextCell plainCell(const QString& text, Tone tone = Tone::Normal, const QString& sign = {})
{
    TextCell cell;
    cell.text = text;
    cell.look.tone = tone;
    cell.look.sign = sign;
    return cell;
}

// Why it is down, in the words of the column of its family.
QString downWords(const remote::ComparedTracker& tracker, const std::vector<remote::ReportPtr>& reports)
{
    const auto report = std::find_if(reports.begin(), reports.end(),
        [&](const remote::ReportPtr& one) { return one && one->record.url == tracker.url; });
    if (tracker.state != remote::State::Down || report == reports.end())
        return {};
    for (const remote::LegRecord& leg : (*report)->record.legs)
        if (const remote::Cause cause = firstFailure(leg); cause != remote::Cause::None)
            return shortCause(cause);
    return {};
}

TextCell peersCell(const remote::ComparedTracker& tracker, std::size_t peers)
{
    return plainCell(tracker.state == remote::State::Down ? format::unknown() : format::count(peers));
}

std::vector<TextCell> lineOf(const remote::ComparedTracker& tracker, std::size_t place, const QString& down)
{
    TextCell name;
    name.text = QStringLiteral("%1 · %2").arg(place + 1).arg(tracker.url.shown());
    name.look.fixed = true;
    name.toolTip = tracker.url.shown();
    TextCell why = plainCell(tracker.why.isEmpty() ? down : torrent::safeText(tracker.why, 300),
        tracker.outlier ? Tone::Warning : Tone::Dim, tracker.outlier ? QStringLiteral("⚠") : QString());
    why.toolTip = why.text;
    return {name, plainCell(stateWord(tracker.state), stateTone(tracker.state), QStringLiteral("●")),
        countCell(tracker.seeders), countCell(tracker.leechers), countCell(tracker.completed),
        peersCell(tracker, tracker.peers), peersCell(tracker, tracker.added), why};
}

} // namespace

ComparePane::ComparePane(Backend& backend, RemoteModel& list, QWidget* parent)
    : QWidget(parent)
    , m_backend(backend)
    , m_list(list)
{
    setObjectName(QStringLiteral("comparePane"));
    m_table = new CellTable(QStringLiteral("compare"));
    m_table->setAccessibleName(tr("The swarm as each tracker sees it"));
    m_overlap = new CellTable(QStringLiteral("overlap"));
    m_overlap->setAccessibleName(tr("Peers that two trackers gave both"));
    m_overlapWords = new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Dim);
    m_overlapWords->setWordWrap(true);
    auto* frame = new RoundedFrame;
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(makeBar());
    inside->addWidget(m_table, 1);
    auto* card = new Card;
    auto* below = new QVBoxLayout(card);
    below->setContentsMargins(0, 0, 0, 0);
    below->addWidget(new TextLabel(tr("Overlap"), TextLabel::Role::Heading));
    below->addWidget(m_overlapWords);
    below->addWidget(m_overlap, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(frame, 3);
    column->addWidget(card, 2);
    keepScaled(*this, [column, below] {
        column->setSpacing(3 * unit() / 2);
        below->setSpacing(unit() / 2);
    });
    m_soon.setSingleShot(true);
    m_soon.setInterval(kCompareEveryMs);
    connect(&m_soon, &QTimer::timeout, this, &ComparePane::compareNow);
    connect(&m_backend, &Backend::checkReported, this, &ComparePane::takeReport);
    connect(&m_backend, &Backend::checkFinished, this, [this](quint64 run, bool) {
        if (run != m_run)
            return;
        m_run = 0;
        compareNow();
        showState();
    });
    connect(&m_list, &RemoteModel::changed, this, &ComparePane::showState);
    setFocusProxy(m_hash);
    showComparison(std::make_shared<remote::Comparison>());
    showState();
}

QWidget* ComparePane::makeBar()
{
    auto* bar = new QWidget;
    m_hash = new QLineEdit;
    m_hash->setObjectName(QStringLiteral("compareHash"));
    m_hash->setPlaceholderText(tr("Infohash or magnet link, or drop a .torrent file"));
    m_hash->setAccessibleName(m_hash->placeholderText());
    m_source = new QComboBox;
    m_source->setObjectName(QStringLiteral("compareSource"));
    m_source->setAccessibleName(tr("Which trackers"));
    m_source->addItems({QString(), QString()});
    m_source->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_start = new QPushButton(tr("Compare"));
    m_start->setObjectName(QStringLiteral("compareStart"));
    m_start->setProperty("primary", true);
    m_cancel = new QPushButton(tr("Cancel"));
    m_cancel->setObjectName(QStringLiteral("compareCancel"));
    m_copy = new QPushButton(tr("Copy ▾"));
    m_copy->setObjectName(QStringLiteral("compareCopy"));
    auto* copying = new QMenu(m_copy);
    copying
        ->addAction(tr("As a table for a spreadsheet"), this,
            [this] { QGuiApplication::clipboard()->setText(m_table->asTsv()); })
        ->setObjectName(QStringLiteral("compareTsv"));
    copying
        ->addAction(tr("As Markdown"), this, [this] { QGuiApplication::clipboard()->setText(m_table->asMarkdown()); })
        ->setObjectName(QStringLiteral("compareMarkdown"));
    connect(m_copy, &QPushButton::clicked, this,
        [this, copying] { copying->popup(m_copy->mapToGlobal(m_copy->rect().bottomLeft())); });
    m_summary = new TextLabel(TextLabel::Role::Body, TextLabel::Tone::Dim);
    m_summary->setObjectName(QStringLiteral("compareSummary"));
    m_problem = new TextLabel(TextLabel::Role::Body, TextLabel::Tone::Bad);
    m_problem->setObjectName(QStringLiteral("compareProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* row = new QHBoxLayout;
    row->addWidget(m_hash, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_source, m_start, m_cancel, m_summary, m_copy})
        row->addWidget(widget);
    auto* column = new QVBoxLayout(bar);
    column->addLayout(row);
    column->addWidget(m_problem);
    keepScaled(*bar, [this, column, row] {
        row->setSpacing(unit());
        m_hash->setFont(fixedFont());
        column->setContentsMargins(3 * unit() / 2, unit(), 3 * unit() / 2, unit());
        column->setSpacing(unit() / 2);
    });
    connect(m_start, &QPushButton::clicked, this, &ComparePane::start);
    connect(m_hash, &QLineEdit::returnPressed, this, &ComparePane::start);
    connect(m_hash, &QLineEdit::textChanged, m_problem, &QWidget::hide);
    connect(m_cancel, &QPushButton::clicked, this, &ComparePane::cancel);
    return bar;
}

void ComparePane::setTorrent(const protocol::InfoHash& hash, const std::vector<remote::TrackerUrl>& own)
{
    m_hash->setText(QString::fromStdString(hash.hex()));
    m_own = own;
    m_source->setCurrentIndex(own.empty() ? 0 : 1);
    showState();
}

std::vector<remote::TrackerUrl> ComparePane::wanted() const
{
    std::vector<remote::TrackerUrl> urls;
    if (m_source->currentIndex() == 1)
        urls = m_own;
    else
        for (const RemoteRow& row : m_list.all())
            urls.push_back(row.url);
    if (urls.size() > kMost)
        urls.erase(urls.begin() + static_cast<std::ptrdiff_t>(kMost), urls.end());
    return urls;
}

void ComparePane::start()
{
    const auto hash = readHash(m_hash->text());
    auto options = checkOptions(m_settings, Depth::Quick);
    const std::vector<remote::TrackerUrl> urls = wanted();
    QString problem;
    if (!hash)
        problem = QString::fromStdString(hash.error().message);
    else if (!options)
        problem = QString::fromStdString(options.error().message);
    else if (urls.empty())
        problem = tr("There is no tracker to ask: paste some on the tab Check.");
    m_problem->setText(torrent::safeText(problem, 300));
    m_problem->setVisible(!problem.isEmpty());
    if (!problem.isEmpty())
        return;
    cancel();
    m_asked = *hash;
    options->hash = *hash;
    m_reports.assign(urls.size(), nullptr);
    m_done = 0;
    m_run = Backend::nextView();
    showComparison(std::make_shared<remote::Comparison>());
    Q_EMIT m_backend.startCheck(m_run, urls, *options);
    showState();
}

void ComparePane::cancel()
{
    if (isRunning())
        Q_EMIT m_backend.cancelCheck(m_run);
}

void ComparePane::takeReport(quint64 run, int index, const remote::ReportPtr& report)
{
    if (run != m_run || index < 0 || static_cast<std::size_t>(index) >= m_reports.size() || !report)
        return;
    m_reports[static_cast<std::size_t>(index)] = report;
    m_done += report->complete ? 1 : 0;
    compareSoon();
    showState();
}

void ComparePane::compareSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void ComparePane::compareNow()
{
    if (m_isComparing) {
        m_again = true;
        return;
    }
    std::vector<remote::ReportPtr> reports;
    std::copy_if(m_reports.begin(), m_reports.end(), std::back_inserter(reports),
        [](const auto& report) { return report != nullptr; });
    m_isComparing = true;
    const quint64 number = ++m_comparison;
    QThreadPool::globalInstance()->start([guard = QPointer<ComparePane>(this), reports, hash = m_asked, number] {
        const auto comparison = std::make_shared<const remote::Comparison>(remote::compare(hash, reports));
        QMetaObject::invokeMethod(qApp, [guard, comparison, number] {
            if (!guard)
                return;
            guard->m_isComparing = false;
            if (guard->m_comparison == number && comparison->hash == guard->m_asked)
                guard->showComparison(comparison);
            if (std::exchange(guard->m_again, false))
                guard->compareNow();
        });
    });
}

void ComparePane::showComparison(const std::shared_ptr<const remote::Comparison>& comparison)
{
    std::vector<std::vector<TextCell>> lines;
    for (std::size_t i = 0; i < comparison->trackers.size(); ++i)
        lines.push_back(lineOf(comparison->trackers[i], i, downWords(comparison->trackers[i], m_reports)));
    constexpr Qt::Alignment kRight = Qt::AlignRight;
    m_table->set(
        {{tr("Tracker"), Qt::AlignLeft, {}}, {tr("State"), Qt::AlignLeft, {}},
            {tr("Seeds"), kRight, tr("complete, as it says")},
            {tr("Leechers"), kRight, tr("incomplete, as it says; this very check is one of them")},
            {tr("Completed"), kRight, tr("downloads, as scraped (BEP 48)")},
            {tr("Peers"), kRight, tr("Different addresses that it gave")},
            {tr("Added"), kRight, tr("Of these, given by no tracker above it")}, {tr("Remark"), Qt::AlignLeft, {}}},
        lines);
    const auto know = std::count_if(comparison->trackers.begin(), comparison->trackers.end(),
        [](const remote::ComparedTracker& tracker) { return tracker.peers > 0; });
    m_summary->setProperty("result",
        lines.empty() ? QString()
                      : tr("%1 in all · %2 of %3 gave some")
                            .arg(format::counted(comparison->uniquePeers, tr("1 peer"), tr("%1 peers")))
                            .arg(know)
                            .arg(lines.size()));
    showOverlap(*comparison);
    showState();
}

void ComparePane::showOverlap(const remote::Comparison& comparison)
{
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < comparison.trackers.size() && places.size() < kMostOverlap; ++i)
        if (comparison.trackers[i].peers > 0)
            places.push_back(i);
    std::vector<TextColumn> columns{{tr("Of the peers of"), Qt::AlignLeft, {}}};
    std::vector<std::vector<TextCell>> lines;
    for (const std::size_t row : places) {
        const QString name = comparison.trackers[row].url.shown();
        columns.push_back({QString::number(row + 1), Qt::AlignRight, name});
        TextCell head = plainCell(QStringLiteral("%1 · %2").arg(row + 1).arg(name));
        head.look.fixed = true;
        std::vector<TextCell> line{head};
        for (const std::size_t other : places) {
            const std::size_t all = comparison.overlap[row][row], both = comparison.overlap[row][other];
            TextCell cell
                = plainCell(row == other || all == 0 ? format::unknown() : format::percent(double(both) / double(all)),
                    row == other ? Tone::Dim : Tone::Normal);
            cell.toolTip = tr("%1 of %2 peers").arg(both).arg(all);
            line.push_back(cell);
        }
        lines.push_back(std::move(line));
    }
    m_overlap->set(columns, lines);
    m_overlapWords->setText(lines.size() < 2
            ? tr("How many of one tracker's peers another gives too; for this, two must give some.")
            : tr("How many of the row's peers the column's tracker gave too."));
}

void ComparePane::showState()
{
    m_source->setItemText(0, tr("The list's trackers (%1)").arg(std::min(m_list.all().size(), kMost)));
    m_source->setItemText(1, tr("The torrent's own (%1)").arg(std::min(m_own.size(), kMost)));
    m_source->setVisible(!m_own.empty());
    if (m_own.empty())
        m_source->setCurrentIndex(0);
    m_start->setVisible(!isRunning());
    m_cancel->setVisible(isRunning());
    m_copy->setEnabled(m_table->model()->rowCount() > 0);
    m_summary->setText(
        isRunning() ? tr("%1 of %2").arg(m_done).arg(m_reports.size()) : m_summary->property("result").toString());
}

} // namespace waggle::ui
