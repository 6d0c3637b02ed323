// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/swarms/statefilter.h"

#include "ui/base/format.h"
#include "ui/base/theme.h"

#include <QPainter>
#include <QStyledItemDelegate>

namespace waggle::ui {

namespace {

constexpr int kCountRole = Qt::UserRole;

// Name on the left, count on the right, the chosen one on a rounded ground.
class CountDelegate final : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool selected = option.state & QStyle::State_Selected;
        const bool hover = option.state & QStyle::State_MouseOver;
        if (selected || hover) {
            QColor ground = option.palette.color(selected ? QPalette::Highlight : QPalette::Mid);
            ground.setAlphaF(selected ? 1.0F : 0.35F);
            painter->setPen(Qt::NoPen);
            painter->setBrush(ground);
            painter->drawRoundedRect(QRectF(option.rect), 4, 4);
        }
        const bool byKeyboard = option.widget && option.widget->window()->testAttribute(Qt::WA_KeyboardFocusChange);
        if (selected && byKeyboard && option.state & QStyle::State_HasFocus) {
            painter->setPen(QPen(option.palette.color(QPalette::Link), 2));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 4, 4);
        }
        const QRect inner = option.rect.adjusted(unit(), 0, -unit(), 0);
        const QString count = format::shortCount(index.data(kCountRole).toULongLong());
        painter->setFont(option.font);
        painter->setPen(option.palette.color(QPalette::PlaceholderText));
        painter->drawText(inner, Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, count);
        const int room = inner.width() - option.fontMetrics.horizontalAdvance(count) - unit() / 2;
        painter->setPen(option.palette.color(QPalette::Text));
        painter->drawText(inner, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
            option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, room));
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        return {option.fontMetrics.horizontalAdvance(index.data().toString()) + 6 * unit(),
            option.fontMetrics.height() * 17 / 10};
    }
};

std::optional<monitor::SwarmState> stateOf(int row)
{
    return row <= 0 ? std::nullopt : std::optional(static_cast<monitor::SwarmState>(row - 1));
}

} // namespace

StateFilter::StateFilter(QWidget* parent)
    : QListWidget(parent)
{
    setObjectName(QStringLiteral("swarmStates"));
    setAccessibleName(tr("Show swarms of one state"));
    setFrameShape(NoFrame);
    setItemDelegate(new CountDelegate(this));
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setBackgroundRole(QPalette::Window);
    viewport()->setAutoFillBackground(false);
    const std::array<QPair<QString, QString>, monitor::kSwarmStates> states{
        QPair{tr("Sharing"), tr("Somebody has all of it and others are getting it")},
        QPair{tr("Everyone has it"), tr("All clients have all of it")},
        QPair{tr("Nobody has all of it"), tr("No client has all of it: the download can't end for anybody")},
        QPair{tr("Stuck"), tr("Clients that lack something don't get on")}, QPair{tr("Quiet"), tr("Nobody is here")}};
    addItem(tr("All"));
    for (const auto& [name, meaning] : states) {
        addItem(name);
        item(count() - 1)->setToolTip(meaning);
    }
    setCurrentRow(0);
    connect(this, &QListWidget::currentRowChanged, this, [this](int row) { Q_EMIT chosen(stateOf(row)); });
}

void StateFilter::setCounts(const monitor::SwarmPage& page)
{
    item(0)->setData(kCountRole, page.all);
    for (std::size_t i = 0; i < page.byState.size(); ++i)
        item(static_cast<int>(i) + 1)->setData(kCountRole, page.byState[i]);
}

void StateFilter::choose(std::optional<monitor::SwarmState> state)
{
    setCurrentRow(state ? static_cast<int>(*state) + 1 : 0);
}

qint64 StateFilter::countAt(int row) const
{
    return item(row)->data(kCountRole).toLongLong();
}

QSize StateFilter::sizeHint() const
{
    return {sizeHintForColumn(0), sizeHintForRow(0) * count() + 2};
}

} // namespace waggle::ui
