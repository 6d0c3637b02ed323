// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/requestspage.h"

#include "ui/base/backend.h"
#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/pages/requests/requestbar.h"
#include "ui/pages/requests/requestdetailview.h"
#include "ui/pages/requests/requestmodel.h"
#include "ui/table/tableheader.h"
#include "ui/table/tablepane.h"
#include "ui/table/tableview.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/roundedframe.h"
#include "ui/widgets/textlabel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QVBoxLayout>

#include <algorithm>

namespace waggle::ui {

namespace {

const QString kSplitKey = QStringLiteral("requests/tableShare"); // percent of the height
constexpr int kTableShare = 52;

} // namespace

RequestsPage::RequestsPage(Backend& backend, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_backend(backend)
    , m_settings(settings)
    , m_model(new RequestModel(backend, this))
    , m_bar(new RequestBar)
    , m_table(new TablePane(*m_model, settings, QStringLiteral("requests")))
    , m_detail(new RequestDetailView)
    , m_splitter(new QSplitter(Qt::Vertical))
    , m_hint(new TextLabel(tr("Choose a row to see it decoded; two rows to compare them."), TextLabel::Role::Caption,
          TextLabel::Tone::Dim))
    , m_detailView(Backend::nextView())
{
    auto* frame = new RoundedFrame;
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(m_table);
    m_splitter->setObjectName(QStringLiteral("requestsSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(frame);
    m_splitter->addWidget(m_detail);
    m_detail->hide();
    m_hint->setObjectName(QStringLiteral("requestHint"));
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_bar);
    column->addWidget(m_splitter, 1);
    column->addWidget(m_hint);
    keepScaled(*this, [this, column] {
        column->setContentsMargins(2 * unit(), 2 * unit(), 2 * unit(), 2 * unit());
        column->setSpacing(3 * unit() / 2);
        m_splitter->setHandleWidth(3 * unit() / 2);
    });
    connect(m_splitter, &QSplitter::splitterMoved, this, [this] {
        const QList<int> sizes = m_splitter->sizes();
        if (!m_detail->isHidden() && sizes[0] + sizes[1] > 0)
            m_settings.setValue(kSplitKey, 100 * sizes[0] / (sizes[0] + sizes[1]));
    });
    m_table->setEmptyText(tr("No requests yet"), tr("Every request appears here, refused and malformed ones too."),
        tr("Send a test announce"), [this] { Q_EMIT m_backend.commanded(SendTestAnnounce{}); });
    connectBar();
    connect(m_table, &TablePane::filterCleared, this, &RequestsPage::filterCleared);
    TableView& view = m_table->view();
    connect(&view, &TableView::menuFilling, this, &RequestsPage::fillMenu);
    connect(view.selectionModel(), &QItemSelectionModel::selectionChanged, this, &RequestsPage::choose);
    connect(&m_backend, &Backend::answered, this,
        monitor::ofKind<monitor::DetailAnswer>(
            [this](const monitor::DetailAnswer& answer) { takeDetail(answer.view, answer.detail); }));
    connect(m_detail, &RequestDetailView::followRequested, this,
        [this](const monitor::RequestRow& row) { follow(row.record.peerId, row.client); });
    connect(m_model, &RequestModel::arrived, this, [this] {
        if (m_model->page())
            m_bar->setKept(m_model->page()->kept, m_model->page()->lost);
        showHint();
    });
    choose();
}

void RequestsPage::connectBar()
{
    connect(m_bar, &RequestBar::kindsChosen, m_model, &RequestModel::setKinds);
    connect(m_bar, &RequestBar::resultsChosen, m_model, &RequestModel::setResults);
    connect(m_bar, &RequestBar::onlyOddChosen, m_model, &RequestModel::setOnlyOdd);
    connect(m_bar, &RequestBar::pauseChosen, m_model, &RequestModel::setPaused);
    connect(m_bar, &RequestBar::exportChosen, m_table, &TablePane::exportRows);
    connect(m_bar, &RequestBar::clearChosen, this, [this] { Q_EMIT m_backend.commanded(ClearRequests{}); });
    connect(m_bar, &RequestBar::captureChosen, this,
        [this](const requests::CaptureScope& scope) { Q_EMIT m_backend.commanded(SetCapture{scope}); });
    connect(&m_backend, &Backend::captureChanged, m_bar, &RequestBar::setCapture);
    connect(m_bar, &RequestBar::onlyEnded, this, [this](RequestBar::Only which) {
        m_bar->setOnly(which, {});
        if (which == RequestBar::Only::From)
            m_model->setFrom({});
        else if (which == RequestBar::Only::Swarm)
            m_model->setSwarm({});
        else
            m_model->setFollow({});
    });
}

void RequestsPage::setFilter(const QString& filter)
{
    m_table->setFilter(filter);
}

void RequestsPage::showAll()
{
    for (const auto which : {RequestBar::Only::From, RequestBar::Only::Swarm, RequestBar::Only::Client})
        m_bar->setOnly(which, {});
    m_model->setFrom({});
    m_model->setSwarm({});
    m_model->setFollow({});
    m_bar->setResults(monitor::RequestQuery::Results::All);
    m_model->setResults(monitor::RequestQuery::Results::All);
}

void RequestsPage::showProblems()
{
    showAll();
    m_bar->setKinds(monitor::RequestQuery::Kinds::All);
    m_model->setKinds(monitor::RequestQuery::Kinds::All);
    m_bar->setResults(monitor::RequestQuery::Results::Problems);
    m_model->setResults(monitor::RequestQuery::Results::Problems);
}

void RequestsPage::showFrom(const protocol::Address& address)
{
    m_bar->setOnly(RequestBar::Only::From, tr("from %1").arg(QString::fromStdString(address.text())));
    m_model->setFrom(address);
}

void RequestsPage::showSwarm(const monitor::InfoHash& infoHash, const QString& name)
{
    m_bar->setOnly(RequestBar::Only::Swarm, tr("swarm %1").arg(name));
    m_model->setSwarm(infoHash);
}

void RequestsPage::follow(const protocol::PeerId& peerId, const QString& client)
{
    m_bar->setOnly(RequestBar::Only::Client, tr("following %1").arg(client));
    m_model->setFollow(peerId);
    for (const char* id : {"sinceLast", "due", "deltaUp", "deltaDown", "deltaLeft"})
        if (const auto at = m_model->columnOf(QString::fromLatin1(id)))
            m_table->view().columnHeader().setColumnShown(*at, true);
}

void RequestsPage::fillMenu(QMenu* menu)
{
    const auto current = m_table->view().currentRow();
    const monitor::RequestRow* row = current ? m_model->rowAt(*current) : nullptr;
    if (!row)
        return;
    const monitor::RequestRow chosen = *row;
    const QString address = QString::fromStdString(chosen.record.from.text());
    if (chosen.record.hasPeer)
        menu->addAction(
            tr("Follow this client"), this, [this, chosen] { follow(chosen.record.peerId, chosen.client); });
    menu->addAction(tr("Only from %1").arg(address), this, [this, chosen] { showFrom(chosen.record.from); });
    if (chosen.record.hasSwarm) {
        menu->addAction(tr("Only swarm %1").arg(chosen.swarmName), this,
            [this, chosen] { showSwarm(chosen.record.infoHash, chosen.swarmName); });
        menu->addAction(tr("Copy infohash"), this,
            [chosen] { QGuiApplication::clipboard()->setText(QString::fromStdString(chosen.record.infoHash.hex())); });
    }
    menu->addAction(tr("Copy address"), this, [address] { QGuiApplication::clipboard()->setText(address); });
    menu->addSeparator();
    menu->addAction(tr("Ban %1 until the program ends").arg(address), this,
        [this, chosen] { Q_EMIT m_backend.commanded(BanAddress{chosen.record.from}); });
    menu->addSeparator();
}

void RequestsPage::choose()
{
    m_chosen.clear();
    m_details.clear();
    for (const qint64 at : m_table->view().isAllSelected() ? std::vector<qint64>{} : m_table->view().selectedRows())
        if (const monitor::RequestRow* row = m_model->rowAt(at))
            m_chosen.push_back(row->number);
    std::sort(m_chosen.begin(), m_chosen.end());
    if (m_chosen.empty() || m_chosen.size() > 2) {
        m_bar->setCaptureChoice({}, {});
        showDetail(!m_chosen.empty());
        m_detail->clear(m_chosen.empty() ? tr("Choose a row to see it decoded; two rows to compare them.")
                                         : tr("Choose one row, or two to compare them."));
        return;
    }
    showDetail(true);
    for (const std::uint64_t number : m_chosen)
        Q_EMIT m_backend.ask(monitor::DetailQuery{m_detailView, number});
}

// Where there are no rows there is none to choose.
void RequestsPage::showHint()
{
    m_hint->setVisible(m_detail->isHidden() && m_model->total() > 0);
}

void RequestsPage::showDetail(bool shown)
{
    if (m_detail->isHidden() != shown)
        return showHint();
    m_detail->setVisible(shown);
    showHint();
    if (!shown)
        return;
    const int share = std::clamp(m_settings.value(kSplitKey, kTableShare).toInt(), 5, 95);
    m_splitter->setSizes({share * 100, (100 - share) * 100});
    TableView& view = m_table->view();
    if (view.currentIndex().isValid())
        view.scrollTo(view.currentIndex()); // the table has become lower
}

void RequestsPage::takeDetail(quint64 view, const monitor::RequestDetailPtr& detail)
{
    if (view != m_detailView)
        return;
    if (!detail) {
        m_detail->clear(tr("This request is no longer in the log."));
        return;
    }
    const std::uint64_t number = detail->row.number;
    if (std::find(m_chosen.begin(), m_chosen.end(), number) == m_chosen.end())
        return; // another row was chosen meanwhile
    m_details[number] = detail;
    if (m_details.size() < m_chosen.size())
        return;
    const requests::RequestRecord& record = detail->row.record;
    m_bar->setCaptureChoice(record.from, record.hasSwarm ? std::optional(record.infoHash) : std::nullopt);
    if (m_chosen.size() == 1)
        m_detail->show(detail);
    else
        m_detail->compare(m_details[m_chosen[0]], m_details[m_chosen[1]]);
}

} // namespace waggle::ui
