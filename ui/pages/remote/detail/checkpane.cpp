// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/detail/checkpane.h"

#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/pages/remote/detail/findingscard.h"
#include "ui/pages/remote/detail/legscard.h"
#include "ui/pages/remote/list/checkruns.h"
#include "ui/pages/remote/list/remotemodel.h"
#include "ui/table/tablepane.h"
#include "ui/table/tableview.h"
#include "ui/widgets/menuaction.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/roundedframe.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QMenu>
#include <QSettings>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>
#include <cstring>

namespace waggle::ui {

namespace {

const QString kSplitKey = QStringLiteral("remote/tableShare"); // of the height, in percent
constexpr int kTableShare = 45;
constexpr std::size_t kMostSlow = 50; // trackers of a slow check: each keeps sockets while it waits

QString words(std::size_t count)
{
    return count == 1 ? CheckPane::tr("1 tracker") : CheckPane::tr("%1 trackers").arg(format::count(count));
}

} // namespace

CheckPane::CheckPane(RemoteModel& model, CheckRuns& runs, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_runs(runs)
    , m_settings(settings)
    , m_table(new TablePane(model, settings, QStringLiteral("remote")))
    , m_frame(new RoundedFrame)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_detail(new QWidget)
    , m_findings(new FindingsCard)
    , m_legs(new LegsCard)
    , m_message(new MessageBar)
{
    m_table->view().setAccessibleName(tr("Trackers"));
    m_table->setEmptyText(tr("Look at other people's trackers"),
        tr("Paste or drop anything that names some: a list, a magnet link, a .torrent file, a web page's text.\n"
           "Each is asked over every address it has, and what it does wrong is told with the evidence.\n"
           "For example: udp://tracker.example:6969/announce"),
        tr("Paste…"), [this] { Q_EMIT pasteRequested(); });
    m_message->setObjectName(QStringLiteral("remoteMessages"));
    build();
    TableView& view = m_table->view();
    connect(&view, &TableView::currentKeyChanged, this, &CheckPane::showChosen);
    connect(&view, &TableView::menuFilling, this, [this](QMenu* menu) { fillMenu(*menu); });
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, &CheckPane::selectionChanged);
    connect(&model, &PagedModelBase::arrived, this, [this] {
        fitTable();
        showChosen();
    });
    connect(m_table, &TablePane::filterCleared, this, &CheckPane::filterCleared);
    connect(m_legs, &LegsCard::copyCommand, this, [this] { copyCommand(false); });
    auto* removing = new QShortcut(QKeySequence::Delete, &view, nullptr, nullptr, Qt::WidgetShortcut);
    connect(removing, &QShortcut::activated, this, [this] { remove(selected()); });
    showChosen();
}

void CheckPane::build()
{
    auto* inside = new QVBoxLayout(m_frame);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(m_table);
    m_frame->setSquareTopLeft(true); // the first tab stands on it
    auto* below = new QHBoxLayout(m_detail);
    below->setContentsMargins(0, 0, 0, 0);
    below->addWidget(m_findings, 1);
    below->addWidget(m_legs, 1);
    m_splitter->setObjectName(QStringLiteral("remoteSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_frame);
    m_splitter->addWidget(m_detail);
    const int share = std::clamp(m_settings.value(kSplitKey, kTableShare).toInt(), 5, 95);
    m_splitter->setSizes({share * 100, (100 - share) * 100});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_message);
    keepScaled(*this, [this, column, below] {
        below->setSpacing(3 * unit() / 2);
        column->setSpacing(unit());
        m_splitter->setHandleWidth(3 * unit() / 2);
    });
    setFocusProxy(m_table);
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        const QList<int> sizes = m_splitter->sizes();
        if (!m_detail->isHidden() && sizes[0] + sizes[1] > 0)
            m_settings.setValue(kSplitKey, 100 * sizes[0] / (sizes[0] + sizes[1]));
    });
}

void CheckPane::setFilter(const QString& filter)
{
    m_table->setFilter(filter);
}

std::vector<quint64> CheckPane::selected() const
{
    const TableView& view = m_table->view();
    if (view.selectedCount() == 0)
        return {};
    const auto isChosen = view.selectionTest();
    std::vector<quint64> chosen;
    qint64 place = 0;
    for (const quint64 id : m_model.passing()) {
        if (const RemoteRow* row = m_model.find(id); row && isChosen(place, row->key))
            chosen.push_back(id);
        ++place;
    }
    return chosen;
}

qint64 CheckPane::selectedCount() const
{
    return m_table->view().selectedCount();
}

void CheckPane::check(Depth depth)
{
    std::vector<quint64> ids = selected();
    if (ids.empty() || (depth == Depth::Quick && ids.size() == 1)) {
        ids.clear();
        for (const RemoteRow& row : m_model.all())
            ids.push_back(row.id);
    }
    start(ids, depth);
}

void CheckPane::start(const std::vector<quint64>& ids, Depth depth)
{
    if (depth == Depth::Slow && ids.size() > kMostSlow)
        return m_message->tell(
            tr("A slow check holds its connections while it waits: choose at most %1 trackers.").arg(kMostSlow));
    if (depth == Depth::Slow)
        m_message->tell(
            tr("This takes 17 to 72 minutes, by the interval that a tracker asks for. Other checks go on meanwhile."));
    m_runs.check(ids, depth);
}

const RemoteRow* CheckPane::current() const
{
    const auto& key = m_table->view().currentKey();
    quint64 id = 0;
    if (!key)
        return nullptr;
    std::memcpy(&id, key->bytes.data(), sizeof id);
    return m_model.find(id);
}

void CheckPane::showChosen()
{
    const RemoteRow* row = current();
    m_detail->setVisible(row != nullptr);
    if (!row) {
        m_shownId = 0;
        m_shownReport.reset();
        return;
    }
    if (row->id == m_shownId && row->report == m_shownReport)
        return;
    m_shownId = row->id;
    m_shownReport = row->report;
    m_findings->show(*row);
    m_legs->show(*row);
}

// A few trackers need a few lines: the rest is the chosen one's.
void CheckPane::fitTable()
{
    constexpr qint64 kFew = 3;
    m_frame->setMinimumHeight(m_table->heightFor(kFew) + 2);
    m_frame->setMaximumHeight(m_detail->isHidden() || m_model.total() == 0
            ? QWIDGETSIZE_MAX
            : m_table->heightFor(std::max(kFew, m_model.total())) + 2);
}

void CheckPane::fillMenu(QMenu& menu)
{
    const std::vector<quint64> ids = selected();
    const RemoteRow* row = current();
    if (ids.empty() || !row)
        return;
    const bool one = ids.size() == 1;
    addMenuAction(menu, QStringLiteral("checkAgain"), one ? tr("Check again") : tr("Check these again"),
        [this, ids] { start(ids, Depth::Quick); });
    addMenuAction(menu, QStringLiteral("fullCheck"), one ? tr("Full check") : tr("Full check of these"),
        [this, ids] { start(ids, Depth::Full); });
    addMenuAction(menu, QStringLiteral("slowCheck"), one ? tr("Slow check") : tr("Slow check of these"),
        [this, ids] { start(ids, Depth::Slow); });
    menu.addSeparator();
    const bool keyed = row->url.hasKey();
    addMenuAction(menu, QStringLiteral("copyUrls"),
        keyed     ? tr("Copy URL with its key")
            : one ? tr("Copy URL")
                  : tr("Copy URLs"),
        [this, ids] {
            QStringList urls;
            for (const quint64 id : ids)
                if (const RemoteRow* chosen = m_model.find(id))
                    urls << chosen->url.text();
            QGuiApplication::clipboard()->setText(urls.join(QLatin1Char('\n')));
        });
    addMenuAction(
        menu, QStringLiteral("copyCommandLine"), tr("Copy command"), [this] { copyCommand(false); }, one);
    if (keyed)
        addMenuAction(
            menu, QStringLiteral("copyCommandWithKey"), tr("Copy command with key"), [this] { copyCommand(true); },
            one);
    menu.addSeparator();
    addMenuAction(menu, QStringLiteral("removeRows"), tr("Remove"), [this, ids] { remove(ids); });
    addMenuAction(menu, QStringLiteral("removeDown"), tr("Remove those that are down"), [this] {
        std::vector<quint64> down;
        for (const RemoteRow& candidate : m_model.all())
            if (candidate.report && candidate.report->complete && candidate.report->state == remote::State::Down)
                down.push_back(candidate.id);
        remove(down);
    });
}

void CheckPane::copyCommand(bool withKey)
{
    const RemoteRow* row = current();
    if (!row)
        return;
    CommandWish wish{row->url, Depth::Quick, std::nullopt, withKey};
    if (row->report) {
        const remote::TrackerRecord& record = row->report->record;
        wish.depth = record.slow ? Depth::Slow : record.mode == remote::Mode::Full ? Depth::Full : Depth::Quick;
        wish.hash = record.hash;
    }
    QGuiApplication::clipboard()->setText(commandLine(wish, m_runs.settings()));
    m_message->tell(
        row->url.hasKey() && !withKey ? tr("Copied the command, without the tracker's key") : tr("Copied the command"));
}

void CheckPane::remove(const std::vector<quint64>& ids)
{
    const std::vector<RemoteRow> gone = m_model.remove(ids);
    if (gone.empty())
        return;
    const QString what = gone.size() == 1 ? gone.front().shown : words(gone.size());
    m_message->tell(tr("Removed %1").arg(what), tr("Undo"), [this, gone] { m_model.restore(gone); });
}

} // namespace waggle::ui
