// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/tableheader.h"

#include "ui/base/theme.h"
#include "ui/table/celldelegate.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QSettings>

#include <algorithm>

namespace waggle::ui {

namespace {

constexpr int kVersion = 1;

// "name:180:1": id, width in hundredths of a unit (0: not set by the user), shown.
struct SavedColumn {
    QString id;
    int width = 0;
    bool shown = true;

    [[nodiscard]] QString text() const { return QStringLiteral("%1:%2:%3").arg(id).arg(width).arg(shown ? 1 : 0); }
    static std::optional<SavedColumn> parse(const QString& text)
    {
        const QStringList parts = text.split(QLatin1Char(':'));
        bool numeric = false;
        if (parts.size() != 3)
            return std::nullopt;
        const int width = parts[1].toInt(&numeric);
        if (!numeric || width < 0 || width > 100'000)
            return std::nullopt;
        return SavedColumn{parts[0], width, parts[2] == QLatin1String("1")};
    }
};

} // namespace

TableHeader::TableHeader(PagedModelBase& model, QSettings& settings, const QString& name, QWidget* parent)
    : QHeaderView(Qt::Horizontal, parent)
    , m_table(model)
    , m_settings(settings)
    , m_name(name)
    , m_userWidths(model.columns().size())
{
    setObjectName(name + QStringLiteral("Header"));
    setAccessibleName(tr("Columns"));
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setStretchLastSection(false);
    setTextElideMode(Qt::ElideRight);
    setMinimumSectionSize(4 * unit());
    setFocusPolicy(Qt::NoFocus);
    connect(
        this, &QHeaderView::sectionResized, this, [this](int column, int, int width) { noteResize(column, width); });
    connect(this, &QHeaderView::sectionMoved, this, [this] { save(); });
    connect(this, &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
        if (m_busy)
            return;
        m_table.sort(column, order);
        showSort(); // a column that can't be sorted leaves it as it was
        save();
    });
    connect(&m_table, &PagedModelBase::queryChanged, this, &TableHeader::showSort);
}

QString TableHeader::settingsKey(const char* what) const
{
    return QStringLiteral("tables/%1/%2").arg(m_name, QLatin1String(what));
}

void TableHeader::showSort()
{
    const bool busy = std::exchange(m_busy, true);
    setSortIndicator(m_table.sortColumn(), m_table.sortOrder());
    m_busy = busy;
}

void TableHeader::save()
{
    if (m_busy || !m_restored || count() == 0)
        return;
    QStringList columns;
    for (int visual = 0; visual < count(); ++visual) {
        const int column = logicalIndex(visual);
        const auto& width = m_userWidths[static_cast<std::size_t>(column)];
        columns << SavedColumn{QString::fromLatin1(m_table.columns()[static_cast<std::size_t>(column)].id),
            width ? static_cast<int>(*width * 100) : 0, !isSectionHidden(column)}
                       .text();
    }
    m_settings.setValue(settingsKey("version"), kVersion);
    m_settings.setValue(settingsKey("columns"), columns);
    m_settings.setValue(
        settingsKey("sort"), QString::fromLatin1(m_table.columns()[static_cast<std::size_t>(m_table.sortColumn())].id));
    m_settings.setValue(settingsKey("descending"), m_table.sortOrder() == Qt::DescendingOrder);
}

void TableHeader::restore()
{
    setSortIndicatorShown(true); // QTableView switches it off when it takes a header
    const bool busy = std::exchange(m_busy, true);
    for (int column = 0; column < count(); ++column)
        setSectionHidden(column, !m_table.columns()[static_cast<std::size_t>(column)].shown);
    if (m_settings.value(settingsKey("version")).toInt() == kVersion) {
        int visual = 0;
        for (const QString& text : m_settings.value(settingsKey("columns")).toStringList()) {
            const auto saved = SavedColumn::parse(text);
            const auto column = saved ? m_table.columnOf(saved->id) : std::nullopt;
            if (!column || visual >= count())
                continue; // of another version of the program
            moveSection(visualIndex(*column), visual++);
            setSectionHidden(*column, !saved->shown);
            if (saved->width > 0)
                m_userWidths[static_cast<std::size_t>(*column)] = saved->width / 100.0;
        }
        if (shownColumns().empty())
            setSectionHidden(0, false);
        if (const auto sorted = m_table.columnOf(m_settings.value(settingsKey("sort")).toString()))
            m_table.sort(*sorted,
                m_settings.value(settingsKey("descending")).toBool() ? Qt::DescendingOrder : Qt::AscendingOrder);
    }
    m_busy = busy;
    m_restored = true;
    showSort();
    fit();
}

void TableHeader::reset()
{
    std::fill(m_userWidths.begin(), m_userWidths.end(), std::nullopt);
    const bool busy = std::exchange(m_busy, true);
    for (int column = 0; column < count(); ++column) {
        moveSection(visualIndex(column), column);
        setSectionHidden(column, !m_table.columns()[static_cast<std::size_t>(column)].shown);
    }
    m_busy = busy;
    fit();
    save();
}

std::vector<int> TableHeader::shownColumns() const
{
    std::vector<int> columns;
    for (int visual = 0; visual < count(); ++visual) {
        if (!isSectionHidden(logicalIndex(visual)))
            columns.push_back(logicalIndex(visual));
    }
    return columns;
}

void TableHeader::setColumnShown(int column, bool shown)
{
    if (!shown && shownColumns().size() <= 1)
        return; // without a header there would be no way back
    setSectionHidden(column, !shown);
    fit();
    save();
}

int TableHeader::hint(int column) const
{
    const ColumnInfo& info = m_table.columns()[static_cast<std::size_t>(column)];
    const QFontMetrics metrics(font());
    const int title = metrics.horizontalAdvance(info.title) + 2 * CellDelegate::padding() + unit() * 3 / 2;
    return std::max(title, info.chars * metrics.averageCharWidth() + 2 * CellDelegate::padding());
}

int TableHeader::roomyHint(int column) const
{
    const int chars = m_table.columns()[static_cast<std::size_t>(column)].roomyChars;
    return std::max(hint(column), chars * QFontMetrics(font()).averageCharWidth() + 2 * CellDelegate::padding());
}

void TableHeader::fit()
{
    if (m_busy || count() == 0)
        return;
    m_busy = true;
    std::vector<std::pair<int, int>> free; // columns whose width nobody has set, and how wide they become
    int room = viewport()->width(), sharing = 0;
    for (const int column : shownColumns()) {
        const auto& user = m_userWidths[static_cast<std::size_t>(column)];
        if (user)
            resizeSection(column, static_cast<int>(*user * unit()));
        else
            free.emplace_back(column, hint(column));
        room -= user ? sectionSize(column) : hint(column);
    }
    for (auto& [column, width] : free) {
        const int extra = std::clamp(roomyHint(column) - width, 0, std::max(0, room));
        width += extra;
        room -= extra;
        sharing += width;
    }
    for (const auto& [column, width] : free) {
        const int extra = sharing > 0 ? static_cast<int>(qint64(std::max(0, room)) * width / sharing) : 0;
        room -= extra;
        sharing -= width;
        resizeSection(column, width + extra);
    }
    m_busy = false;
}

void TableHeader::noteResize(int column, int width)
{
    if (m_busy || !m_restored || width <= 0)
        return;
    m_userWidths[static_cast<std::size_t>(column)] = static_cast<double>(width) / unit();
    save();
}

void TableHeader::fillChooser(QMenu& menu)
{
    for (int visual = 0; visual < count(); ++visual) {
        const int column = logicalIndex(visual);
        const ColumnInfo& info = m_table.columns()[static_cast<std::size_t>(column)];
        QAction* action = menu.addAction(info.title);
        action->setObjectName(QStringLiteral("column.") + QLatin1String(info.id));
        action->setToolTip(plainToolTip(info.toolTip));
        action->setCheckable(true);
        action->setChecked(!isSectionHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool on) { setColumnShown(column, on); });
    }
    menu.addSeparator();
    QAction* again = menu.addAction(tr("Reset columns"));
    again->setObjectName(QStringLiteral("resetColumns"));
    connect(again, &QAction::triggered, this, &TableHeader::reset);
}

void TableHeader::contextMenuEvent(QContextMenuEvent* event)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("columnChooser"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    fillChooser(*menu);
    connect(menu, &QMenu::aboutToHide, this, &TableHeader::menuClosed);
    Q_EMIT menuOpened();
    menu->popup(event->globalPos());
}

} // namespace waggle::ui
