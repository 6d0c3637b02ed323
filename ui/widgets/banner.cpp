// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/banner.h"

#include "ui/base/theme.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

namespace waggle::ui {

namespace {

constexpr int kPassingMs = 10'000;

QString signOf(Banner::Kind kind)
{
    switch (kind) {
    case Banner::Kind::Good:
        return QStringLiteral("✓");
    case Banner::Kind::Note:
        return QStringLiteral("○");
    case Banner::Kind::Warning:
        return QStringLiteral("⚠");
    case Banner::Kind::Bad:
        break;
    }
    return QStringLiteral("✕");
}

TextLabel::Tone toneOf(Banner::Kind kind)
{
    switch (kind) {
    case Banner::Kind::Good:
        return TextLabel::Tone::Good;
    case Banner::Kind::Note:
        return TextLabel::Tone::Dim;
    case Banner::Kind::Warning:
        return TextLabel::Tone::Warning;
    case Banner::Kind::Bad:
        break;
    }
    return TextLabel::Tone::Bad;
}

} // namespace

Banner::Banner(const Notice& notice, QWidget* parent)
    : Card(parent, notice.kind == Kind::Warning || notice.kind == Kind::Bad ? Edge::Warning : Edge::Plain)
    , m_notice(notice)
{
    setObjectName(QStringLiteral("banner_") + notice.id);
    setAccessibleName(notice.words);
    auto* row = new QHBoxLayout(this);
    auto* sign = new TextLabel(signOf(notice.kind), TextLabel::Role::Heading, toneOf(notice.kind), this);
    auto* words = new TextLabel(notice.words, TextLabel::Role::Body, TextLabel::Tone::Normal, this);
    words->setWordWrap(true);
    words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    row->addWidget(sign, 0, Qt::AlignTop);
    row->addWidget(words, 1);
    if (!notice.action.isEmpty()) {
        auto* action = new QPushButton(notice.action, this);
        action->setObjectName(objectName() + QStringLiteral("Action"));
        connect(action, &QPushButton::clicked, this, [this] {
            if (m_notice.act)
                m_notice.act();
        });
        row->addWidget(action);
    }
    auto* close = new QToolButton(this);
    close->setObjectName(objectName() + QStringLiteral("Close"));
    close->setAccessibleName(tr("Put this notice away"));
    close->setToolTip(close->accessibleName());
    close->setIcon(lineIcon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::StrongFocus);
    connect(close, &QToolButton::clicked, this, &Banner::closed);
    row->addWidget(close);
    row->setContentsMargins(0, 0, 0, 0);
    setPadding(1.5, 0.75);
    keepScaled(*this, [row, close] {
        row->setSpacing(unit());
        close->setIconSize({2 * unit(), 2 * unit()});
    });
    if (notice.passing)
        QTimer::singleShot(kPassingMs, this, &Banner::closed);
}

} // namespace waggle::ui
