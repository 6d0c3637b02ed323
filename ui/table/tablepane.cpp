// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/tablepane.h"

#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/table/exportjob.h"
#include "ui/table/tableheader.h"
#include "ui/table/tableview.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/messagebar.h"

#include <QClipboard>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace waggle::ui {

TablePane::TablePane(PagedModelBase& model, QSettings& settings, const QString& name, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_name(name)
    , m_view(new TableView(model, settings, name, this))
    , m_empty(new EmptyState(m_view->viewport()))
    , m_hiddenLine(new QWidget(this))
    , m_hiddenText(new QLabel(m_hiddenLine))
    , m_message(new MessageBar(this))
{
    setObjectName(name + QStringLiteral("Pane"));
    m_hiddenText->setTextFormat(Qt::PlainText);
    m_hiddenText->setForegroundRole(QPalette::PlaceholderText);
    m_hiddenText->setObjectName(name + QStringLiteral("Hidden"));
    auto* clear = new QPushButton(tr("Clear"), m_hiddenLine);
    clear->setObjectName(name + QStringLiteral("ClearFilter"));
    clear->setAccessibleName(tr("Clear the filter"));
    auto* line = new QHBoxLayout(m_hiddenLine);
    line->setContentsMargins(unit() * 5 / 4, unit() / 2, unit(), unit() / 2);
    line->setSpacing(unit());
    line->addWidget(m_hiddenText);
    line->addWidget(clear);
    line->addStretch();
    auto* overlay = new QVBoxLayout(m_view->viewport());
    overlay->setContentsMargins(0, 0, 0, 0);
    overlay->setSizeConstraint(QLayout::SetNoConstraint);
    overlay->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_hiddenLine);
    layout->addWidget(m_message);
    setFocusProxy(m_view);

    connect(clear, &QPushButton::clicked, this, &TablePane::clearFilter);
    connect(&model, &PagedModelBase::arrived, this, &TablePane::refresh);
    connect(m_view, &TableView::copyRequested, this, &TablePane::copySelection);
    connect(m_view, &TableView::menuEnding, this, [this](QMenu* menu) {
        if (!menu->isEmpty())
            menu->addSeparator();
        addTableActions(*menu);
    });
    refresh();
}

void TablePane::setEmptyText(
    const QString& title, const QString& text, const QString& action, std::function<void()> act)
{
    m_emptyTitle = title;
    m_emptyText = text;
    m_emptyAction = action;
    m_emptyAct = std::move(act);
    refresh();
}

void TablePane::setFilter(const QString& filter)
{
    m_model.setFilter(filter.trimmed());
}

void TablePane::clearFilter()
{
    m_model.setFilter({});
    m_view->setFocus();
    Q_EMIT filterCleared();
}

QString TablePane::hiddenWords() const
{
    const qint64 rows = m_model.hiddenRows();
    return rows == 1
        ? tr("1 row hidden by “%1”").arg(m_model.filter())
        : tr("%1 rows hidden by “%2”").arg(format::count(static_cast<std::uint64_t>(rows)), m_model.filter());
}

void TablePane::refresh()
{
    const bool filtered = m_model.hiddenRows() > 0 && !m_model.filter().isEmpty();
    const bool empty = m_model.total() == 0;
    if (empty && filtered)
        m_empty->set(hiddenWords(), {}, tr("Clear"), [this] { clearFilter(); });
    else if (empty)
        m_empty->set(m_emptyTitle, m_emptyText, m_emptyAction, m_emptyAct);
    m_empty->setVisible(empty && m_model.isAnswered());
    if (filtered)
        m_hiddenText->setText(hiddenWords());
    m_hiddenLine->setVisible(filtered && !empty);
}

int TablePane::heightFor(qint64 rows) const
{
    const int row = m_view->verticalHeader()->defaultSectionSize();
    int height = m_view->horizontalHeader()->sizeHint().height() + static_cast<int>(std::min<qint64>(rows, 1000)) * row;
    if (m_view->horizontalScrollBar()->isVisible())
        height += m_view->horizontalScrollBar()->height();
    for (const QWidget* below : {m_hiddenLine, static_cast<QWidget*>(m_message)})
        height += below->isHidden() ? 0 : below->sizeHint().height();
    return height;
}

void TablePane::addTableActions(QMenu& menu)
{
    QAction* copy = menu.addAction(
        m_view->selectedCount() == 1 ? tr("Copy row") : tr("Copy rows"), this, &TablePane::copySelection);
    copy->setObjectName(QStringLiteral("copyRows"));
    copy->setShortcut(QKeySequence::Copy);
    copy->setEnabled(m_view->selectedCount() > 0);
    QAction* all = menu.addAction(tr("Export…"), this, &TablePane::exportRows);
    all->setObjectName(QStringLiteral("export"));
    all->setEnabled(m_model.total() > 0);
}

void TablePane::copySelection()
{
    if (m_view->selectedCount() == 0)
        return;
    if (m_view->isSelectionFetched()) {
        QGuiApplication::clipboard()->setText(m_view->selectionAsText());
        return;
    }
    ExportJob::Wanted wanted;
    wanted.columns = m_view->columnHeader().shownColumns();
    wanted.format = RowFormat::Tsv;
    if (!m_view->isAllSelected())
        wanted.accept = m_view->selectionTest();
    auto* job = new ExportJob(m_model, std::move(wanted), this);
    start(job, tr("Copying"), [this, job](qint64 rows) {
        QGuiApplication::clipboard()->setText(job->text());
        m_message->tell(format::counted(static_cast<std::uint64_t>(rows), tr("Copied 1 row"), tr("Copied %1 rows")));
    });
}

void TablePane::exportRows()
{
    const QStringList filters{tr("Comma-separated values (*.csv)"), tr("JSON (*.json)")};
    FileDialog::save(
        this, tr("Export all rows"), m_name + QStringLiteral(".csv"), filters, [this](const QString& path) {
            ExportJob::Wanted wanted;
            wanted.columns.resize(m_model.columns().size());
            std::iota(wanted.columns.begin(), wanted.columns.end(), 0);
            wanted.path = path;
            wanted.format
                = path.endsWith(QLatin1String(".json"), Qt::CaseInsensitive) ? RowFormat::Json : RowFormat::Csv;
            auto* job = new ExportJob(m_model, std::move(wanted), this);
            const QString file = QFileInfo(path).fileName();
            start(job, tr("Exporting"), [this, file](qint64 rows) {
                m_message->tell(
                    tr("Exported %1 to %2")
                        .arg(format::counted(static_cast<std::uint64_t>(rows), tr("1 row"), tr("%1 rows")), file));
            });
        });
}

void TablePane::start(ExportJob* job, const QString& doing, std::function<void(qint64)> done)
{
    if (m_job)
        m_job->cancel();
    m_job = job;
    m_message->tell(doing + QChar(0x2026), tr("Cancel"), [job = QPointer(job)] {
        if (job)
            job->cancel();
    });
    connect(job, &ExportJob::progressed, this, [this, doing](qint64 rows, qint64 total) {
        m_message->setText(tr("%1 %2 of %3…")
                               .arg(doing, format::count(static_cast<std::uint64_t>(rows)),
                                   format::count(static_cast<std::uint64_t>(total))));
    });
    connect(job, &ExportJob::finished, this, [this, done](bool ok, qint64 rows, const QString& problem) {
        m_message->dismiss();
        if (ok)
            done(rows);
        else if (!problem.isEmpty())
            m_message->tell(tr("The file could not be written: %1. Choose another place.").arg(problem));
        Q_EMIT exported(ok);
    });
}

} // namespace waggle::ui
