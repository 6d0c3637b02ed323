// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/urlfield.h"

#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"

#include <QFocusEvent>

#include <algorithm>

namespace waggle::ui {

UrlField::UrlField(QWidget* parent)
    : QLineEdit(parent)
{
    setReadOnly(true);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    keepScaled(*this, [this] {
        setFont(fixedFont());
        updateGeometry();
    });
}

void UrlField::setUrl(const QString& url)
{
    setText(url);
    setCursorPosition(0);
    setToolTip(url);
    updateGeometry();
}

QSize UrlField::sizeHint() const
{
    const int characters = std::clamp(static_cast<int>(text().size()), 16, 40);
    const int wanted = std::max(fontMetrics().horizontalAdvance(text().left(40)),
        fontMetrics().horizontalAdvance(QLatin1Char('0')) * characters);
    return {wanted + 4 * unit(), QLineEdit::sizeHint().height()};
}

QSize UrlField::minimumSizeHint() const
{
    return {fontMetrics().horizontalAdvance(QLatin1Char('0')) * 12, QLineEdit::minimumSizeHint().height()};
}

void UrlField::focusInEvent(QFocusEvent* event)
{
    QLineEdit::focusInEvent(event);
    if (event->reason() != Qt::MouseFocusReason)
        selectAll();
}

} // namespace waggle::ui
