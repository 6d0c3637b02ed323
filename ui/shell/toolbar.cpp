// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/toolbar.h"

#include "ui/base/theme.h"
#include "ui/widgets/qrdialog.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/toggleswitch.h"
#include "ui/widgets/urlfield.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QTimer>
#include <QToolButton>

namespace waggle::ui {

namespace {

constexpr int kCopiedMs = 1500; // how long the button says so

} // namespace

ToolBar::ToolBar(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("toolBar"));
    build();
    setUrls({});
}

void ToolBar::build()
{
    m_words = new TextLabel(tr("Send this link to the others"), TextLabel::Role::Body, TextLabel::Tone::Dim, this);
    m_field = new UrlField(this);
    m_field->setObjectName(QStringLiteral("linkField"));
    m_field->setAccessibleName(tr("Link for the others"));
    m_copy = new QToolButton(this);
    m_copy->setObjectName(QStringLiteral("copyLink"));
    m_copy->setText(tr("Copy"));
    m_copy->setAccessibleName(tr("Copy the link; the menu has every announce URL"));
    m_copy->setPopupMode(QToolButton::MenuButtonPopup);
    m_copy->setFocusPolicy(Qt::StrongFocus);
    m_menu = new QMenu(m_copy);
    m_menu->setObjectName(QStringLiteral("urlMenu"));
    m_copy->setMenu(m_menu);
    connect(m_copy, &QToolButton::clicked, this, &ToolBar::copyLink);
    m_qr = new QPushButton(tr("QR"), this);
    m_qr->setObjectName(QStringLiteral("showQr"));
    m_qr->setAccessibleName(tr("Show the link as a QR code"));
    m_qr->setToolTip(m_qr->accessibleName());
    connect(m_qr, &QPushButton::clicked, this, &ToolBar::showQr);
    buildFilter();
    m_switch = new ToggleSwitch(tr("Tracker on"), tr("Tracker off"), this);
    m_switch->setObjectName(QStringLiteral("trackerSwitch"));
    connect(this, &ToolBar::copied, this, [this] {
        m_copy->setText(tr("Copied"));
        QTimer::singleShot(kCopiedMs, m_copy, [this] { m_copy->setText(tr("Copy")); });
    });
    connect(m_switch, &ToggleSwitch::clicked, this, &ToolBar::trackerWanted);

    m_row = new QHBoxLayout(this);
    m_row->addWidget(m_words);
    m_row->addWidget(m_field);
    m_row->addWidget(m_copy);
    m_row->addWidget(m_qr);
    m_row->addStretch(1);
    m_row->addWidget(m_filter, 1);
    m_row->addWidget(m_switch);
    keepScaled(*this, [this] {
        const int u = unit();
        m_row->setContentsMargins(u * 7 / 4, u * 5 / 4, u * 7 / 4, u * 5 / 4);
        m_row->setSpacing(u * 5 / 4);
        m_words->setMinimumWidth(1); // cut before it keeps the window wide
        m_filter->setMinimumWidth(u * 12);
        m_filter->setMaximumWidth(u * 24);
        m_qr->setFixedHeight(m_field->sizeHint().height());
        m_copy->setMinimumWidth(m_copy->fontMetrics().horizontalAdvance(tr("Copied")) + 5 * u);
        m_copy->setFixedHeight(m_field->sizeHint().height());
    });
}

void ToolBar::buildFilter()
{
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("filterBox"));
    m_filter->setAccessibleName(tr("Filter of this page"));
    m_filter->setPlaceholderText(tr("Filter  Ctrl+F"));
    m_filter->setClearButtonEnabled(true);
    auto* leave = new QShortcut(QKeySequence(Qt::Key_Escape), m_filter, nullptr, nullptr, Qt::WidgetShortcut);
    connect(leave, &QShortcut::activated, this, &ToolBar::filterLeft);
    connect(m_filter, &QLineEdit::textEdited, this, &ToolBar::filterChanged);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (text.isEmpty() && m_filter->hasFocus())
            Q_EMIT filterChanged(text); // the clear button is no edit
    });
}

void ToolBar::setUrls(const AnnounceUrls& urls)
{
    m_urls = urls;
    fillUrlMenu(*m_menu, m_urls, [this](const QString& text) {
        QApplication::clipboard()->setText(text);
        Q_EMIT copied(text);
    });
    updateLink();
}

void ToolBar::setTrackerOn(bool on)
{
    m_on = on;
    m_switch->setChecked(on);
    updateLink();
}

void ToolBar::updateLink()
{
    const server::AnnounceUrl* best = m_on ? bestUrl(m_urls) : nullptr;
    m_link = best ? pageLink(*best) : QString();
    m_field->setUrl(m_link);
    m_field->setPlaceholderText(m_on ? tr("no address yet") : tr("tracker is off"));
    m_copy->setEnabled(best != nullptr);
    m_qr->setEnabled(best != nullptr);
}

void ToolBar::setFilter(const QString& text, bool possible)
{
    m_filter->setEnabled(possible);
    m_filter->setToolTip(possible ? QString() : tr("This page has nothing to filter"));
    if (m_filter->text() != text)
        m_filter->setText(text);
}

void ToolBar::focusFilter()
{
    if (!m_filter->isEnabled())
        return;
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ToolBar::copyLink()
{
    if (m_link.isEmpty())
        return;
    QApplication::clipboard()->setText(m_link);
    Q_EMIT copied(m_link);
}

void ToolBar::showQr()
{
    if (m_link.isEmpty())
        return;
    auto* dialog = new QrDialog(m_link, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void ToolBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_words->setVisible(width() > unit() * 100); // the field alone says enough in a narrow window
}

void ToolBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace waggle::ui
