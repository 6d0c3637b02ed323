// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/style.h"

#include "ui/base/theme.h"

#include <QAbstractScrollArea>
#include <QComboBox>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QStyleOption>
#include <QTabBar>
#include <QToolButton>

namespace waggle::ui {

namespace {

constexpr qreal kRadius = 5;
constexpr qreal kCardRadius = 8;

QColor mixed(const QColor& a, const QColor& b, qreal share)
{
    return QColor::fromRgbF(static_cast<float>(a.redF() * (1 - share) + b.redF() * share),
        static_cast<float>(a.greenF() * (1 - share) + b.greenF() * share),
        static_cast<float>(a.blueF() * (1 - share) + b.blueF() * share));
}

bool isPrimary(const QWidget* widget)
{
    return widget && widget->property("primary").toBool();
}

void drawRounded(QPainter* painter, const QRectF& rect, const QBrush& fill, const QPen& pen, qreal radius = kRadius)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(pen);
    painter->setBrush(fill);
    const qreal inset = pen.style() == Qt::NoPen ? 0 : pen.widthF() / 2;
    painter->drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius, radius);
    painter->restore();
}

void drawButton(const QStyleOption* option, QPainter* painter, const QWidget* widget)
{
    const Theme& theme = Theme::of(option->palette);
    const bool enabled = option->state & QStyle::State_Enabled;
    const bool sunken = option->state & QStyle::State_Sunken;
    const bool hover = enabled && (option->state & QStyle::State_MouseOver);
    QColor fill = option->palette.color(QPalette::Button);
    QColor border = option->palette.color(QPalette::Mid);
    if (isPrimary(widget) && enabled)
        fill = border = theme.honey;
    else if (option->state & QStyle::State_On)
        fill = option->palette.color(QPalette::Highlight);
    if (sunken)
        fill = mixed(fill, option->palette.color(QPalette::ButtonText), 0.12);
    else if (hover)
        fill = mixed(fill, option->palette.color(QPalette::ButtonText), 0.05);
    drawRounded(painter, option->rect, fill, QPen(border, 1));
}

void drawFlat(const QStyleOption* option, QPainter* painter)
{
    const bool hover = option->state & QStyle::State_Enabled && option->state & QStyle::State_MouseOver;
    if (option->state & QStyle::State_On)
        drawRounded(painter, option->rect, option->palette.color(QPalette::Highlight), Qt::NoPen);
    else if (hover || option->state & QStyle::State_Sunken)
        drawRounded(painter, option->rect,
            mixed(option->palette.color(QPalette::Window), option->palette.color(QPalette::ButtonText), 0.08),
            Qt::NoPen);
}

void drawArrow(QPainter* painter, const QRectF& rect, const QColor& color, bool up)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(color);
    const qreal side = std::min(rect.width(), rect.height());
    const QPointF middle = rect.center();
    const qreal half = side / 2, height = side * 0.3 * (up ? -1 : 1);
    painter->drawPolygon(
        QPolygonF({middle + QPointF(-half, -height), middle + QPointF(half, -height), middle + QPointF(0, height)}));
    painter->restore();
}

void drawHeaderGround(const QStyleOption* option, QPainter* painter)
{
    painter->fillRect(option->rect, option->palette.color(QPalette::Base));
    painter->setPen(option->palette.color(QPalette::Mid));
    painter->drawLine(option->rect.bottomLeft(), option->rect.bottomRight());
}

// The arrow follows the words, before them where they stand on the right: they keep in line with the figures below.
void drawHeaderSection(const QStyleOptionHeader* header, QPainter* painter)
{
    drawHeaderGround(header, painter);
    const int padding = unit() * 5 / 4;
    const bool sorted = header->sortIndicator != QStyleOptionHeader::None;
    const bool right = header->textAlignment & Qt::AlignRight;
    const int arrow = sorted ? unit() : 0;
    const QRect room = header->rect.adjusted(padding, 0, -padding, 0);
    const QString text = header->fontMetrics.elidedText(header->text, Qt::ElideRight, room.width() - arrow * 3 / 2);
    const QColor color = header->palette.color(QPalette::PlaceholderText);
    painter->setPen(color);
    painter->drawText(
        room, static_cast<int>(right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextSingleLine, text);
    if (!sorted)
        return;
    const int width = header->fontMetrics.horizontalAdvance(text) + arrow / 2;
    const qreal left = right ? room.right() - width - arrow : room.left() + width;
    drawArrow(painter, QRectF(left, room.center().y() - arrow / 2.0 + 0.5, arrow, arrow), color,
        header->sortIndicator == QStyleOptionHeader::SortUp);
}

void drawTab(const QStyleOptionTab* tab, QPainter* painter)
{
    const QRectF rect = QRectF(tab->rect).adjusted(0.5, 0.5, -0.5, 0);
    if (tab->state & QStyle::State_Selected) {
        QPainterPath path(QPointF(rect.left(), rect.bottom()));
        path.lineTo(rect.left(), rect.top() + kRadius);
        path.quadTo(rect.topLeft(), QPointF(rect.left() + kRadius, rect.top()));
        path.lineTo(rect.right() - kRadius, rect.top());
        path.quadTo(rect.topRight(), QPointF(rect.right(), rect.top() + kRadius));
        path.lineTo(rect.right(), rect.bottom());
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->fillPath(path, tab->palette.color(QPalette::Base));
        painter->setPen(tab->palette.color(QPalette::Mid));
        painter->drawPath(path);
        painter->restore();
    } else if (tab->state & QStyle::State_MouseOver) {
        drawRounded(painter, rect.adjusted(2, 4, -2, -4),
            mixed(tab->palette.color(QPalette::Window), tab->palette.color(QPalette::WindowText), 0.06), Qt::NoPen);
    }
}

void drawScrollBar(const QStyle& style, const QStyleOptionSlider* bar, QPainter* painter, const QWidget* widget)
{
    painter->fillRect(bar->rect, bar->palette.color(QPalette::Base));
    if (bar->maximum <= bar->minimum)
        return;
    const QRect slider = style.subControlRect(QStyle::CC_ScrollBar, bar, QStyle::SC_ScrollBarSlider, widget);
    const bool active = bar->state & QStyle::State_MouseOver || bar->activeSubControls & QStyle::SC_ScrollBarSlider;
    const QColor color
        = mixed(bar->palette.color(QPalette::Base), bar->palette.color(QPalette::PlaceholderText), active ? 0.7 : 0.4);
    const QRectF inner = QRectF(slider).adjusted(2, 2, -2, -2);
    drawRounded(painter, inner, color, Qt::NoPen, std::min(inner.width(), inner.height()) / 2);
}

void drawComboBox(const QStyle& style, const QStyleOptionComboBox* box, QPainter* painter, const QWidget* widget)
{
    drawButton(box, painter, widget);
    const QRect arrow = style.subControlRect(QStyle::CC_ComboBox, box, QStyle::SC_ComboBoxArrow, widget);
    const qreal side = unit() * 0.9;
    drawArrow(painter, QRectF(QPointF(arrow.center()) - QPointF(side / 2, side / 2), QSizeF(side, side)),
        box->palette.color(QPalette::PlaceholderText), false);
    if (box->state & QStyle::State_HasFocus) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(*box);
        style.drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, widget);
    }
}

// A button that opens a menu: words and an arrow of the size that the combo boxes have.
void drawMenuButton(const QStyle& style, const QStyleOptionToolButton* button, QPainter* painter, const QWidget* widget)
{
    style.drawPrimitive(QStyle::PE_PanelButtonTool, button, painter, widget);
    QStyleOptionToolButton label = *button;
    label.features &= ~QStyleOptionToolButton::HasMenu;
    label.rect = button->rect.adjusted(unit() / 2, 0, -2 * unit(), 0);
    style.drawControl(QStyle::CE_ToolButtonLabel, &label, painter, widget);
    const qreal side = unit() * 0.9;
    const QPointF middle(button->rect.right() - unit() * 1.5, button->rect.center().y() + 0.5);
    drawArrow(painter, QRectF(middle - QPointF(side / 2, side / 2), QSizeF(side, side)),
        button->palette.color(QPalette::PlaceholderText), false);
    if (button->state & QStyle::State_HasFocus) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(*button);
        style.drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, widget);
    }
}

bool opensMenuOnly(const QStyleOptionToolButton* button)
{
    return button && button->features & QStyleOptionToolButton::HasMenu
        && !(button->features & QStyleOptionToolButton::MenuButtonPopup);
}

} // namespace

Style::Style()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void Style::polish(QWidget* widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QTabBar*>(widget) || qobject_cast<QScrollBar*>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    const bool focused = option->state & State_HasFocus;
    switch (element) {
    case PE_PanelButtonCommand:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
            button && button->features & QStyleOptionButton::Flat)
            return drawFlat(option, painter);
        return drawButton(option, painter, widget);
    case PE_PanelButtonTool:
        if (option->state & State_AutoRaise)
            return drawFlat(option, painter);
        return drawButton(option, painter, widget);
    case PE_FrameFocusRect: {
        const QRectF ring = QRectF(option->rect);
        return drawRounded(painter, ring, Qt::NoBrush, QPen(option->palette.color(QPalette::Link), 2));
    }
    case PE_PanelLineEdit: {
        const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
        if (frame && frame->lineWidth == 0) {
            painter->fillRect(option->rect, option->palette.color(QPalette::Base));
            return;
        }
        return drawRounded(painter, option->rect, option->palette.color(QPalette::Base),
            QPen(option->palette.color(focused ? QPalette::Link : QPalette::Mid), focused ? 2 : 1));
    }
    case PE_FrameLineEdit:
    case PE_FrameTabBarBase:
    case PE_FrameStatusBarItem:
        return; // drawn with the panel, or not at all
    case PE_Frame:
        if (qobject_cast<const QAbstractScrollArea*>(widget))
            return drawRounded(
                painter, option->rect, Qt::NoBrush, QPen(option->palette.color(QPalette::Mid), 1), kRadius);
        break;
    case PE_FrameTabWidget:
        return drawRounded(painter, option->rect, option->palette.color(QPalette::Base),
            QPen(option->palette.color(QPalette::Mid), 1), kCardRadius);
    default:
        break;
    }
    QProxyStyle::drawPrimitive(element, option, painter, widget);
}

void Style::drawControl(
    ControlElement element, const QStyleOption* option, QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case CE_PushButtonLabel:
        if (const auto* button = qstyleoption_cast<const QStyleOptionButton*>(option);
            button && isPrimary(widget) && (option->state & State_Enabled)) {
            QStyleOptionButton primary = *button;
            primary.palette.setColor(QPalette::ButtonText, Theme::of(option->palette).onHoney);
            painter->save();
            QFont font = painter->font();
            font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            QProxyStyle::drawControl(element, &primary, painter, widget);
            painter->restore();
            return;
        }
        break;
    case CE_Header:
        if (const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option))
            return drawHeaderSection(header, painter);
        break;
    case CE_HeaderEmptyArea:
        return drawHeaderGround(option, painter);
    case CE_TabBarTabShape:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option))
            return drawTab(tab, painter);
        break;
    case CE_TabBarTabLabel:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option); tab && tab->state & State_Selected) {
            QFont font = painter->font();
            painter->save();
            font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            QProxyStyle::drawControl(element, option, painter, widget);
            painter->restore();
            return;
        }
        break;
    case CE_Splitter:
        return; // white space does it
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex* option, QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ScrollBar) {
        if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option))
            return drawScrollBar(*this, bar, painter, widget);
    } else if (control == CC_ComboBox) {
        if (const auto* box = qstyleoption_cast<const QStyleOptionComboBox*>(option); box && !box->editable)
            return drawComboBox(*this, box, painter, widget);
    } else if (control == CC_ToolButton) {
        if (const auto* button = qstyleoption_cast<const QStyleOptionToolButton*>(option); opensMenuOnly(button))
            return drawMenuButton(*this, button, painter, widget);
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const
{
    const int u = unit();
    switch (metric) {
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_ScrollBarExtent:
        return u + u / 2;
    case PM_ScrollBarSliderMin:
        return 4 * u;
    case PM_HeaderMargin:
        return u;
    case PM_HeaderMarkSize:
        return u;
    case PM_SplitterWidth:
        return u + u / 2;
    case PM_TabBarTabHSpace:
        return 4 * u;
    case PM_TabBarTabVSpace:
        return u + u / 2;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(
    StyleHint hint, const QStyleOption* option, const QWidget* widget, QStyleHintReturn* returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_ToolTipLabel_Opacity:
        return 255;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QRect Style::subControlRect(
    ComplexControl control, const QStyleOptionComplex* option, SubControl subControl, const QWidget* widget) const
{
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField)
        return QProxyStyle::subControlRect(control, option, subControl, widget).adjusted(unit() / 2, 0, 0, 0);
    const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
    if (control != CC_ScrollBar || !bar)
        return QProxyStyle::subControlRect(control, option, subControl, widget);
    // No buttons at the ends: the groove is the whole bar.
    const bool vertical = bar->orientation == Qt::Vertical;
    const int length = vertical ? bar->rect.height() : bar->rect.width();
    const qint64 range = qint64(bar->maximum) - bar->minimum;
    const int shortest = std::min(proxy()->pixelMetric(PM_ScrollBarSliderMin, bar, widget), length);
    const int slider = range <= 0
        ? length
        : std::max<int>(
            shortest, static_cast<int>(qint64(length) * bar->pageStep / std::max<qint64>(range + bar->pageStep, 1)));
    const int start
        = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition, length - slider, bar->upsideDown);
    const auto span = [&](int from, int size) {
        return vertical ? QRect(bar->rect.left(), bar->rect.top() + from, bar->rect.width(), size)
                        : QRect(bar->rect.left() + from, bar->rect.top(), size, bar->rect.height());
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return span(start, slider);
    case SC_ScrollBarGroove:
        return bar->rect;
    case SC_ScrollBarSubPage:
        return span(0, start);
    case SC_ScrollBarAddPage:
        return span(start + slider, length - start - slider);
    default:
        return {};
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption* option, const QWidget* widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(option);
    if (element != SE_LineEditContents || !frame || frame->lineWidth == 0)
        return rect;
    return rect.adjusted(unit(), 0, -unit(), 0);
}

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption* option, const QSize& size, const QWidget* widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int height = (option->fontMetrics.height() * 19 + 9) / 10;
    switch (type) {
    case CT_PushButton:
        result.setWidth(std::max(size.width() + 3 * unit(), height));
        result.setHeight(std::max(height, size.height()));
        break;
    case CT_ToolButton:
        if (opensMenuOnly(qstyleoption_cast<const QStyleOptionToolButton*>(option)))
            result.rwidth() += 2 * unit();
        result.setHeight(std::max(height, result.height()));
        break;
    case CT_LineEdit:
    case CT_ComboBox:
        result.rwidth() += unit();
        result.setHeight(std::max(height, result.height()));
        break;
    case CT_SpinBox:
        result.setHeight(std::max(height, result.height()));
        break;
    case CT_TabBarTab:
        if (const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(option)) {
            QFont chosen = widget ? widget->font() : QFont();
            chosen.setWeight(QFont::DemiBold); // so that a tab is as wide chosen as not
            result.rwidth() += QFontMetrics(chosen).horizontalAdvance(tab->text)
                - option->fontMetrics.horizontalAdvance(tab->text) + 2;
        }
        break;
    case CT_HeaderSection:
        result.setHeight(option->fontMetrics.height() * 21 / 10);
        break;
    default:
        break;
    }
    return result;
}

} // namespace waggle::ui
