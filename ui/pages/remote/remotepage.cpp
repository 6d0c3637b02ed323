// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/remotepage.h"

#include "core/torrent/safename.h"
#include "ui/base/backend.h"
#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/pages/remote/detail/checkpane.h"
#include "ui/pages/remote/detail/comparepane.h"
#include "ui/pages/remote/list/checkruns.h"
#include "ui/pages/remote/list/remotemodel.h"
#include "ui/pages/remote/pastedialog.h"
#include "ui/pages/remote/remotebar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace waggle::ui {

namespace {

constexpr int kShowEveryMs = 50; // while reports come in by the hundred

} // namespace

RemotePage::RemotePage(Backend& backend, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_backend(backend)
    , m_model(new RemoteModel(this))
    , m_runs(new CheckRuns(backend, *m_model, this))
    , m_reader(new ListReader(this))
    , m_bar(new RemoteBar)
    , m_head(new QStackedWidget)
    , m_notices(new QVBoxLayout)
    , m_tabs(new QTabBar)
    , m_stack(new QStackedWidget)
    , m_check(new CheckPane(*m_model, *m_runs, settings))
    , m_compare(new ComparePane(backend, *m_model))
{
    setObjectName(QStringLiteral("remotePage"));
    build();
    connectParts();
    addKeys();
    showState();
}

void RemotePage::build()
{
    m_tabs->setObjectName(QStringLiteral("remoteTabs"));
    m_tabs->setAccessibleName(tr("Check trackers, or compare them"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Check"));
    m_tabs->addTab(tr("Compare"));
    auto* words = new TextLabel(
        tr("One torrent, asked of every tracker of the list: which of them know it, and whom only one of them knows."),
        TextLabel::Role::Body, TextLabel::Tone::Dim);
    words->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_head->addWidget(m_bar);
    m_head->addWidget(words); // of one height: the tabs stay where they are
    m_head->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_stack->addWidget(m_check);
    m_stack->addWidget(m_compare);
    auto* tabbed = new QVBoxLayout;
    tabbed->setSpacing(0);
    tabbed->addWidget(m_tabs);
    tabbed->addSpacing(-1); // the chosen tab opens into the frame
    tabbed->addWidget(m_stack, 1);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_head);
    column->addLayout(m_notices);
    column->addLayout(tabbed, 1);
    m_tabs->raise();
    keepScaled(*this, [this, column] {
        column->setContentsMargins(2 * unit(), 2 * unit(), 2 * unit(), 2 * unit());
        column->setSpacing(3 * unit() / 2);
        m_notices->setSpacing(unit());
    });
    setFocusProxy(m_check);
}

void RemotePage::connectParts()
{
    connect(m_tabs, &QTabBar::currentChanged, this, &RemotePage::showTab);
    connect(m_bar, &RemoteBar::checkAgain, this, [this] { m_check->check(Depth::Quick); });
    connect(m_bar, &RemoteBar::fullCheck, this, [this] { m_check->check(Depth::Full); });
    connect(m_bar, &RemoteBar::slowCheck, this, [this] { m_check->check(Depth::Slow); });
    connect(m_bar, &RemoteBar::paste, this, &RemotePage::askForList);
    connect(m_bar, &RemoteBar::cancelled, m_runs, &CheckRuns::cancel);
    connect(m_bar, &RemoteBar::copyGood, this, &RemotePage::copyGood);
    connect(m_bar, &RemoteBar::saveReport, this, &RemotePage::saveReport);
    connect(m_bar, &RemoteBar::copyReport, this, &RemotePage::copyReport);
    connect(m_check, &CheckPane::pasteRequested, this, &RemotePage::askForList);
    connect(m_check, &CheckPane::selectionChanged, this, &RemotePage::showState);
    connect(m_check, &CheckPane::filterCleared, this, &RemotePage::filterCleared);
    connect(m_model, &RemoteModel::changed, this, &RemotePage::showState);
    m_soon.setSingleShot(true);
    m_soon.setInterval(kShowEveryMs);
    connect(&m_soon, &QTimer::timeout, this, &RemotePage::showState);
    connect(m_runs, &CheckRuns::progressed, this, [this] {
        if (!m_soon.isActive())
            m_soon.start();
    });
    connect(m_runs, &CheckRuns::networkSeen, this, &RemotePage::takeNetwork);
    connect(m_runs, &CheckRuns::refused, this, [this](const QString& why) {
        tell(QStringLiteral("refused"), true,
            tr("Nothing was asked. %1 Change it in Settings, Remote trackers.").arg(why));
    });
    connect(m_reader, &ListReader::done, this, &RemotePage::takeList);
    connect(
        &m_backend, &Backend::settingsChanged, this, [this](const settings::Settings& settings, const QStringList&) {
            m_runs->setSettings(settings.remote);
            m_compare->setSettings(settings.remote);
        });
}

void RemotePage::addKeys()
{
    const auto add = [this](const QKeySequence& keys, auto act) {
        auto* shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, act);
    };
    add(QKeySequence(Qt::Key_F5), [this] {
        if (m_tabs->currentIndex() == 0)
            m_check->check(Depth::Quick);
        else
            m_compare->start();
    });
    add(QKeySequence(Qt::Key_Escape), [this] {
        m_runs->cancel();
        m_compare->cancel();
    });
}

void RemotePage::showTab(int index)
{
    m_stack->setCurrentIndex(index);
    m_head->setCurrentIndex(index);
    setFocusProxy(m_stack->currentWidget());
}

void RemotePage::setFilter(const QString& filter)
{
    m_check->setFilter(filter);
}

void RemotePage::askForList()
{
    if (findChild<PasteDialog*>())
        return;
    auto* dialog = new PasteDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &PasteDialog::chosen, this, &RemotePage::takeList);
    dialog->open();
}

bool RemotePage::take(const QMimeData& data)
{
    if (!ListReader::holdsSomething(data))
        return false;
    m_reader->read(data);
    return true;
}

void RemotePage::takeList(const ReadListPtr& list)
{
    const bool comparing = m_tabs->currentIndex() == 1;
    if (comparing && !list->hashes.empty()) {
        std::vector<remote::TrackerUrl> own;
        for (const RemoteRow& row : list->rows)
            own.push_back(row.url);
        return m_compare->setTorrent(list->hashes.front(), own);
    }
    MessageBar& messages = m_check->messages();
    if (list->rows.empty()) {
        const QString why
            = list->problems.isEmpty() ? QString() : QLatin1Char(' ') + torrent::safeText(list->problems.front(), 300);
        messages.tell(tr("There is no tracker in this.") + why);
        return;
    }
    if (!list->hashes.empty())
        m_compare->setTorrent(list->hashes.front(), {});
    if (list->problemCount > 0 || list->duplicates > 0)
        messages.tell(foundWords(*list));
    m_tabs->setCurrentIndex(0);
    addAndCheck(std::move(list->rows));
}

void RemotePage::addAndCheck(std::vector<RemoteRow> rows)
{
    const std::size_t wanted = rows.size();
    const std::vector<quint64> ids = m_model->add(std::move(rows)); // known ones too: who pastes them wants to know
    if (ids.size() < wanted)
        m_check->messages().tell(tr("The list is full: %1 trackers are kept.").arg(format::count(RemoteModel::kMost)));
    // Twenty thousand rows are work enough for one turn of the event loop.
    QTimer::singleShot(0, this, [this, ids] { m_runs->check(ids, Depth::Quick); });
}

void RemotePage::checkTorrent(const protocol::InfoHash& hash, const QStringList& urls)
{
    std::vector<remote::TrackerUrl> own;
    for (const QString& text : urls)
        if (const auto url = remote::TrackerUrl::parse(text);
            url && std::find(own.begin(), own.end(), *url) == own.end())
            own.push_back(*url);
    m_compare->setTorrent(hash, own);
    m_tabs->setCurrentIndex(0);
    if (own.empty())
        m_check->messages().tell(tr("None of this torrent's trackers has a URL that can be asked."));
    else
        addAndCheck(remoteRows(own, 1));
}

void RemotePage::showState()
{
    const RemoteCounts& counts = m_model->counts();
    m_bar->set({counts.trackers, counts.checked, counts.work, counts.findings,
        static_cast<std::size_t>(m_check->selectedCount()), m_runs->isRunning(), m_runs->done(), m_runs->total()});
    Q_EMIT countChanged(static_cast<qint64>(counts.trackers));
}

std::vector<remote::ReportPtr> RemotePage::reports() const
{
    std::vector<remote::ReportPtr> complete;
    for (const RemoteRow& row : m_model->all())
        if (row.report && row.report->complete)
            complete.push_back(row.report);
    return complete;
}

void RemotePage::copyGood()
{
    const QString good = remote::goodOnes(reports());
    QGuiApplication::clipboard()->setText(good);
    const auto count = static_cast<std::size_t>(good.count(QLatin1Char('\n')));
    m_check->messages().tell(count == 1 ? tr("Copied 1 URL") : tr("Copied %1 URLs").arg(format::count(count)));
}

void RemotePage::saveReport(ReportFormat format)
{
    struct Kind {
        QString name, filter;
    };
    const Kind kind = format == ReportFormat::Markdown ? Kind{QStringLiteral("trackers.md"), tr("Markdown (*.md)")}
        : format == ReportFormat::Html                 ? Kind{QStringLiteral("trackers.html"), tr("HTML (*.html)")}
                                                       : Kind{QStringLiteral("trackers.json"), tr("JSON (*.json)")};
    FileDialog::save(this, tr("Save the report"), kind.name, {kind.filter}, [this, format](const QString& path) {
        makeReport(reports(), format, this, [this, path](const QByteArray& text) {
            writeReport(path, text, this, [this, path](const QString& problem) {
                m_check->messages().tell(problem.isEmpty()
                        ? tr("Saved the report as %1").arg(QFileInfo(path).fileName())
                        : tr("The file could not be written: %1. Choose another place.").arg(problem));
            });
        });
    });
}

void RemotePage::copyReport()
{
    makeReport(reports(), ReportFormat::Markdown, this, [this](const QByteArray& text) {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(text));
        m_check->messages().tell(tr("Copied the report"));
    });
}

void RemotePage::takeNetwork(bool v4, bool v6, bool v6Wanted)
{
    if (!v4 && !v6)
        tell(QStringLiteral("network"), true,
            tr("This computer has no network: only trackers on it can be asked. Connect it, then check again."));
    else if (v6Wanted)
        tell(QStringLiteral("ipv6"), false,
            tr("This computer has no IPv6: the trackers' IPv6 addresses are not asked."));
}

void RemotePage::tell(const QString& id, bool bad, const QString& words)
{
    if (m_told.contains(id) && id != QLatin1String("refused"))
        return;
    if (auto* old = findChild<Banner*>(QStringLiteral("banner_") + id)) {
        if (old->words() == words)
            return;
        old->deleteLater();
    }
    m_told << id;
    Banner::Notice notice;
    notice.id = id;
    notice.kind = bad ? Banner::Kind::Bad : Banner::Kind::Note;
    notice.words = words;
    auto* banner = new Banner(notice, this);
    connect(banner, &Banner::closed, banner, &QObject::deleteLater);
    m_notices->addWidget(banner);
}

} // namespace waggle::ui
