// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/requestfields.h"

#include "ui/base/theme.h"
#include "ui/table/tablecell.h"
#include "ui/widgets/rescale.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>

#include <algorithm>
#include <map>

namespace waggle::ui {

namespace {

enum FieldColumn { Name, Value, Remark, Columns };

// Names repeat within one request ("peers" of a list), so the n-th of a name meets the n-th.
using Occurrence = std::pair<QString, int>;

std::map<Occurrence, QString> valuesOf(const std::vector<RequestField>& fields)
{
    std::map<QString, int> seen;
    std::map<Occurrence, QString> values;
    for (const RequestField& field : fields)
        values.emplace(Occurrence{field.name, seen[field.name]++}, field.value);
    return values;
}

} // namespace

RequestFields::RequestFields(const QString& name, QWidget* parent)
    : QTreeWidget(parent)
{
    setObjectName(name);
    setAccessibleName(tr("Decoded fields"));
    setColumnCount(Columns);
    setHeaderHidden(true);
    setFrameShape(QFrame::NoFrame);
    setAlternatingRowColors(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setUniformRowHeights(true);
    setTextElideMode(Qt::ElideRight);
    header()->setStretchLastSection(true);
    keepScaled(*this, [this] { setIndentation(2 * unit()); });
}

void RequestFields::show(const std::vector<RequestField>& fields)
{
    setHeaderHidden(true);
    fill(fields, {});
}

void RequestFields::compare(const std::vector<RequestField>& first, const std::vector<RequestField>& second)
{
    const auto others = valuesOf(second);
    std::map<QString, int> seen;
    std::vector<RequestField> joined = first;
    for (RequestField& field : joined) {
        const auto other = others.find({field.name, seen[field.name]++});
        field.remark = other == others.end() ? QStringLiteral("–") : other->second;
    }
    const auto mine = valuesOf(first);
    for (const auto& [key, value] : others)
        if (!mine.contains(key))
            joined.push_back({key.first, QStringLiteral("–"), value, 0});
    setHeaderLabels({tr("Field"), tr("First"), tr("Second")});
    setHeaderHidden(false);
    fill(joined, tr("Second"));
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem* item = topLevelItem(i);
        if (item->text(Value) == item->text(Remark))
            continue;
        QFont bold = item->font(Remark);
        bold.setBold(true);
        item->setFont(Remark, bold);
    }
}

void RequestFields::fill(const std::vector<RequestField>& fields, const QString& lastHeader)
{
    clear();
    setRootIsDecorated(std::any_of(fields.begin(), fields.end(), [](const auto& f) { return f.depth > 0; }));
    std::vector<QTreeWidgetItem*> path; // of the line before
    const QBrush dim = palette().placeholderText();
    const int rowHeight = fontMetrics().height() * 17 / 10;
    for (const RequestField& field : fields) {
        auto* item = new QTreeWidgetItem({field.name, field.value, field.remark});
        item->setForeground(Name, dim);
        item->setSizeHint(Name, QSize(fontMetrics().horizontalAdvance(field.name) + unit(), rowHeight));
        item->setFont(Value, fixedFont());
        if (!lastHeader.isEmpty())
            item->setFont(Remark, fixedFont());
        for (int column = 0; column < Columns; ++column)
            item->setToolTip(column, plainToolTip(item->text(column)));
        path.resize(static_cast<std::size_t>(std::clamp<int>(field.depth, 0, static_cast<int>(path.size()))));
        if (path.empty())
            addTopLevelItem(item);
        else
            path.back()->addChild(item);
        path.push_back(item);
    }
    expandAll();
    for (const int column : {Name, Value}) {
        resizeColumnToContents(column);
        setColumnWidth(
            column, std::min(columnWidth(column) + 2 * unit(), std::max(viewport()->width(), 40 * unit()) * 3 / 5));
    }
}

QString RequestFields::asText(const std::vector<RequestField>& fields)
{
    QString text;
    for (const RequestField& field : fields) {
        text += QString(2 * field.depth, QLatin1Char(' ')) + field.name + QStringLiteral(": ") + field.value;
        if (!field.remark.isEmpty())
            text += QStringLiteral(" (%1)").arg(field.remark);
        text += QLatin1Char('\n');
    }
    return text;
}

void RequestFields::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy))
        copySelected();
    else
        QTreeWidget::keyPressEvent(event);
}

void RequestFields::copySelected() const
{
    QStringList lines;
    for (const QTreeWidgetItem* item : selectedItems())
        lines += QStringList{item->text(Name), item->text(Value), item->text(Remark)}.join(QLatin1Char('\t'));
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace waggle::ui
