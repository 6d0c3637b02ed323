// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/swarms/swarmspage.h"

#include "ui/base/backend.h"
#include "ui/base/format.h"
#include "ui/base/rowwords.h"
#include "ui/base/theme.h"
#include "ui/pages/swarms/magnet.h"
#include "ui/pages/swarms/statefilter.h"
#include "ui/pages/swarms/swarmcolumns.h"
#include "ui/pages/swarms/swarmdetails.h"
#include "ui/pages/swarms/swarmmodel.h"
#include "ui/table/tablepane.h"
#include "ui/table/tableview.h"
#include "ui/widgets/menuaction.h"
#include "ui/widgets/messagebar.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/roundedframe.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace waggle::ui {

namespace {

const QString kSplitKey = QStringLiteral("swarms/tableShare"); // of the height, in percent
constexpr int kTableShare = 36;

void copyLines(
    const std::vector<monitor::SwarmRow>& rows, const std::function<QString(const monitor::SwarmRow&)>& words)
{
    QStringList lines;
    for (const monitor::SwarmRow& row : rows)
        lines << words(row);
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace

SwarmsPage::SwarmsPage(Backend& backend, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_backend(backend)
    , m_settings(settings)
    , m_model(new SwarmModel(backend, this))
    , m_states(new StateFilter(this))
    , m_pane(new TablePane(*m_model, settings, QStringLiteral("swarms"), this))
    , m_details(new SwarmDetails(backend, settings, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_message(new MessageBar(this))
{
    setObjectName(QStringLiteral("swarmsPage"));
    m_pane->view().setAccessibleName(tr("Swarms"));
    showEmptyText();
    build();
    connectParts();
    m_details->hide();
}

void SwarmsPage::build()
{
    auto* exporting = new QPushButton(tr("Export…"), this);
    exporting->setObjectName(QStringLiteral("swarmsExport"));
    exporting->setAccessibleName(tr("Export all swarms"));
    connect(exporting, &QPushButton::clicked, m_pane, &TablePane::exportRows);
    auto* side = new QVBoxLayout;
    side->addWidget(m_states, 1);
    side->addWidget(exporting, 0, Qt::AlignLeft);
    auto* frame = new RoundedFrame(m_splitter);
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(m_pane);
    m_splitter->setObjectName(QStringLiteral("swarmsSplitter"));
    m_splitter->setAccessibleName(tr("Between the table and the chosen swarm"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(frame);
    m_splitter->addWidget(m_details);
    const int share = std::clamp(m_settings.value(kSplitKey, kTableShare).toInt(), 5, 95);
    m_splitter->setSizes({share * 100, (100 - share) * 100});
    auto* right = new QVBoxLayout;
    right->addWidget(m_splitter, 1);
    right->addWidget(m_message);
    auto* layout = new QHBoxLayout(this);
    layout->addLayout(side);
    layout->addLayout(right, 1);
    keepScaled(*this, [this, layout, right] {
        layout->setContentsMargins(2 * unit(), 2 * unit(), 2 * unit(), 2 * unit());
        layout->setSpacing(unit() * 3 / 2);
        right->setSpacing(unit());
        m_states->setFixedWidth(std::max(19 * unit(), m_states->sizeHint().width()));
    });
    setFocusProxy(m_pane);
}

void SwarmsPage::connectParts()
{
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        const QList<int> sizes = m_splitter->sizes();
        if (sizes.size() == 2 && sizes[0] + sizes[1] > 0)
            m_settings.setValue(kSplitKey, 100 * sizes[0] / (sizes[0] + sizes[1]));
    });
    connect(m_states, &StateFilter::chosen, m_model, &SwarmModel::setState);
    connect(m_states, &StateFilter::chosen, this, &SwarmsPage::showEmptyText);
    connect(m_model, &PagedModelBase::arrived, this, &SwarmsPage::takeArrival);
    connect(&m_pane->view(), &TableView::currentKeyChanged, this, &SwarmsPage::showChosen);
    connect(&m_pane->view(), &TableView::menuFilling, this, [this](QMenu* menu) { fillMenu(*menu); });
    connect(m_pane, &TablePane::filterCleared, this, [this] {
        setFilter({});
        Q_EMIT filterCleared();
    });
    connect(m_details, &SwarmDetails::labelRequested, this, &SwarmsPage::editLabel);
    connect(m_details, &SwarmDetails::followClient, this, &SwarmsPage::followClient);
    connect(&m_backend, &Backend::namesChanged, this, [this](const torrent::NameTablePtr& names) {
        m_names = names;
        showChosen();
    });
    connect(&m_backend, &Backend::announceUrlsChanged, this, [this](const std::vector<server::AnnounceUrl>& urls) {
        m_urls = urls;
        showChosen();
    });
}

void SwarmsPage::setFilter(const QString& filter)
{
    m_pane->setFilter(filter);
}

void SwarmsPage::setState(std::optional<monitor::SwarmState> state)
{
    m_states->choose(state);
}

void SwarmsPage::selectSwarm(const protocol::InfoHash& infoHash)
{
    const bool filtered = !m_model->filter().isEmpty();
    m_states->choose(std::nullopt);
    setFilter({});
    m_pane->view().selectKey(swarmRowKey(infoHash));
    if (filtered)
        Q_EMIT filterCleared();
}

void SwarmsPage::showEmptyText()
{
    if (m_model->state())
        m_pane->setEmptyText(tr("None now"), tr("No swarm is in this state."));
    else
        m_pane->setEmptyText(tr("No swarms yet"),
            tr("A swarm stands here from the first announce of a torrent on. Drop a .torrent file on the window to see "
               "it by its name."));
}

void SwarmsPage::takeArrival()
{
    if (m_model->page())
        m_states->setCounts(*m_model->page());
    TableView& view = m_pane->view();
    if (!view.currentKey()) {
        if (const auto first = m_model->keyAt(0))
            view.selectKey(*first);
    }
    showChosen();
}

void SwarmsPage::showChosen()
{
    const auto& key = m_pane->view().currentKey();
    const auto row = key ? m_model->rowOf(*key) : std::nullopt;
    if (const monitor::SwarmRow* swarm = row ? m_model->rowAt(*row) : nullptr)
        m_chosen = *swarm;
    else if (m_chosen && key != m_chosen->key)
        m_chosen.reset();
    m_details->setSwarm(
        m_chosen, m_chosen ? known(m_chosen->infoHash) : nullptr, urls(true), m_chosen ? magnet(*m_chosen) : QString());
    m_details->setVisible(m_chosen.has_value());
    fitTable();
}

// A few swarms need a few lines: the rest is the chosen one's. An empty table has room for its words.
void SwarmsPage::fitTable()
{
    constexpr qint64 kFew = 3;
    QWidget* frame = m_splitter->widget(0);
    frame->setMinimumHeight(m_pane->heightFor(2) + 2);
    frame->setMaximumHeight(m_details->isHidden() || m_model->total() == 0
            ? QWIDGETSIZE_MAX
            : m_pane->heightFor(std::max(kFew, m_model->total())) + 2);
}

std::vector<monitor::SwarmRow> SwarmsPage::chosen() const
{
    std::vector<monitor::SwarmRow> rows;
    for (const qint64 row : m_pane->view().selectedRows()) {
        if (const monitor::SwarmRow* swarm = m_model->rowAt(row))
            rows.push_back(*swarm);
    }
    return rows;
}

std::shared_ptr<const torrent::KnownTorrent> SwarmsPage::known(const protocol::InfoHash& infoHash) const
{
    if (!m_names)
        return nullptr;
    const auto found = m_names->find(infoHash);
    return found == m_names->end() ? nullptr : found->second;
}

QStringList SwarmsPage::urls(bool all) const
{
    QStringList urls;
    for (const server::AnnounceUrl& url : m_urls) {
        if (url.primary || (all && url.othersCanReach))
            urls << url.url;
    }
    return urls;
}

QString SwarmsPage::magnet(const monitor::SwarmRow& swarm) const
{
    return magnetOf(swarm.infoHash, known(swarm.infoHash).get(), urls(false));
}

// That its torrent names, without this one's own.
QStringList SwarmsPage::trackersOf(const protocol::InfoHash& infoHash) const
{
    const auto torrent = known(infoHash);
    QStringList trackers;
    for (const auto& tier : torrent ? torrent->trackers : std::vector<std::vector<QString>>{})
        for (const QString& url : tier)
            if (std::none_of(
                    m_urls.begin(), m_urls.end(), [&](const server::AnnounceUrl& own) { return own.url == url; }))
                trackers << url;
    return trackers;
}

void SwarmsPage::fillMenu(QMenu& menu)
{
    const std::vector<monitor::SwarmRow> rows = chosen();
    if (rows.empty())
        return;
    const bool one = rows.size() == 1;
    addMenuAction(menu, QStringLiteral("copyHash"), one ? tr("Copy infohash") : tr("Copy infohashes"),
        [rows] { copyLines(rows, [](const monitor::SwarmRow& row) { return hexOf(row.infoHash); }); });
    addMenuAction(menu, QStringLiteral("copyMagnet"), one ? tr("Copy magnet") : tr("Copy magnets"),
        [this, rows] { copyLines(rows, [this](const monitor::SwarmRow& row) { return magnet(row); }); });
    addMenuAction(menu, QStringLiteral("copyName"), one ? tr("Copy name") : tr("Copy names"),
        [rows] { copyLines(rows, [](const monitor::SwarmRow& row) { return row.name; }); });
    menu.addSeparator();
    addMenuAction(menu, QStringLiteral("label"), tr("Label…"), [this] { editLabel(); });
    addMenuAction(
        menu, QStringLiteral("requests"), tr("Show its requests"),
        [this, hash = rows.front().infoHash] { Q_EMIT showRequests(hash); }, one);
    const QStringList trackers = one ? trackersOf(rows.front().infoHash) : QStringList();
    const QString check
        = one && trackers.isEmpty() ? tr("Check its other trackers (it has none)") : tr("Check its other trackers");
    addMenuAction(
        menu, QStringLiteral("checkTrackers"), check,
        [this, hash = rows.front().infoHash, trackers] { Q_EMIT checkTrackers(hash, trackers); }, !trackers.isEmpty());
    addMenuAction(menu, QStringLiteral("forget"), tr("Forget"), [this, rows] { forget(rows); });
}

void SwarmsPage::editLabel()
{
    const std::vector<monitor::SwarmRow> rows = chosen();
    if (rows.empty())
        return;
    auto* dialog = new QInputDialog(this);
    dialog->setObjectName(QStringLiteral("labelDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Label"));
    dialog->setLabelText(rows.size() == 1 ? tr("Label of %1:").arg(rows.front().name).toHtmlEscaped()
                                          : tr("Label of %1 swarms:").arg(format::count(rows.size())));
    dialog->setTextValue(rows.front().label);
    connect(dialog, &QInputDialog::textValueSelected, this, [this, rows](const QString& label) {
        for (const monitor::SwarmRow& row : rows)
            Q_EMIT m_backend.commanded(LabelSwarm{row.infoHash, label.trimmed()});
    });
    dialog->open();
}

void SwarmsPage::forget(const std::vector<monitor::SwarmRow>& swarms)
{
    for (const monitor::SwarmRow& swarm : swarms)
        Q_EMIT m_backend.commanded(ForgetSwarm{swarm.infoHash});
    const QString what = swarms.size() == 1 ? swarms.front().name : tr("%1 swarms").arg(format::count(swarms.size()));
    m_message->tell(tr("Forgot %1").arg(what), tr("Undo"), [this, swarms] {
        for (const monitor::SwarmRow& swarm : swarms)
            Q_EMIT m_backend.commanded(RestoreSwarm{swarm.infoHash});
    });
}

} // namespace waggle::ui
