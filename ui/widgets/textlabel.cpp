// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/textlabel.h"

#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"

#include <QApplication>

namespace waggle::ui {

namespace {

QFont fontOf(TextLabel::Role role)
{
    switch (role) {
    case TextLabel::Role::Body:
        break;
    case TextLabel::Role::Heading:
        return headingFont();
    case TextLabel::Role::CardTitle: {
        QFont font = headingFont();
        font.setPointSizeF(font.pointSizeF() * 1.2);
        return font;
    }
    case TextLabel::Role::Caption:
        return captionFont();
    case TextLabel::Role::Figure:
        return figureFont();
    case TextLabel::Role::Title: {
        QFont font = figureFont();
        font.setPointSizeF(font.pointSizeF() * 0.88);
        return font;
    }
    case TextLabel::Role::Fixed:
        return fixedFont();
    }
    return QApplication::font();
}

} // namespace

TextLabel::TextLabel(Role role, Tone tone, QWidget* parent)
    : QLabel(parent)
    , m_role(role)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText); // names come from the network
    keepScaled(*this, [this] { restyle(); });
}

TextLabel::TextLabel(const QString& text, Role role, Tone tone, QWidget* parent)
    : TextLabel(role, tone, parent)
{
    setText(text);
}

void TextLabel::setTone(Tone tone)
{
    if (tone == m_tone)
        return;
    m_tone = tone;
    restyle();
}

void TextLabel::restyle()
{
    const QFont wanted = fontOf(m_role);
    if (font() != wanted)
        setFont(wanted);
    if (m_tone == Tone::Normal)
        return setPalette(QPalette());
    QPalette own;
    own.setColor(QPalette::WindowText, toneColor(m_tone, QApplication::palette()));
    setPalette(own);
}

} // namespace waggle::ui
