// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/dropoverlay.h"

#include "ui/base/theme.h"
#include "ui/widgets/icons.h"

#include <QFileInfo>
#include <QMimeData>
#include <QPainter>
#include <QUrl>

#include <algorithm>

namespace waggle::ui {

namespace {

constexpr int kMostItems = 1000; // of one drop

bool isMagnet(const QString& text)
{
    return text.startsWith(QStringLiteral("magnet:"), Qt::CaseInsensitive);
}

void takeText(const QString& text, Addable& addable)
{
    const auto lines = QStringView(text).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QStringView line : lines) {
        const QString word = line.trimmed().toString();
        if (isMagnet(word) && addable.filesOrMagnets.size() < kMostItems && !addable.filesOrMagnets.contains(word))
            addable.filesOrMagnets << word;
    }
}

} // namespace

Addable addableOf(const QMimeData& data)
{
    Addable addable;
    const auto urls = data.urls();
    for (const QUrl& url : urls.first(std::min<qsizetype>(urls.size(), kMostItems))) {
        if (url.isLocalFile() && url.fileName().endsWith(QStringLiteral(".torrent"), Qt::CaseInsensitive))
            addable.filesOrMagnets << url.toLocalFile();
        else if (isMagnet(url.toString()))
            addable.filesOrMagnets << url.toString(QUrl::FullyEncoded);
        else if (url.isLocalFile())
            addable.others << QFileInfo(url.toLocalFile()).fileName();
        else
            addable.others << url.toDisplayString();
    }
    if (urls.isEmpty() && data.hasText())
        takeText(data.text(), addable);
    return addable;
}

DropOverlay::DropOverlay(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("dropOverlay"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void DropOverlay::showFor(const Addable& addable)
{
    m_possible = !addable.filesOrMagnets.isEmpty();
    const auto count = addable.filesOrMagnets.size();
    if (!m_possible)
        m_words = tr("Only .torrent files and magnet links can be dropped here");
    else
        m_words = count == 1 ? tr("Drop to add this torrent") : tr("Drop to add %1 torrents").arg(count);
    open();
}

void DropOverlay::showWords(const QString& words)
{
    m_possible = true;
    m_words = words;
    open();
}

void DropOverlay::open()
{
    setAccessibleName(m_words);
    setGeometry(parentWidget()->rect());
    raise();
    show();
    update();
}

void DropOverlay::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = palette().color(QPalette::Window);
    veil.setAlphaF(0.9F);
    painter.fillRect(rect(), veil);
    const int u = unit();
    QPen pen(m_possible ? theme.honey : theme.warning, 2);
    pen.setDashPattern({4, 3});
    painter.setPen(pen);
    painter.drawRoundedRect(QRectF(rect()).adjusted(2 * u, 2 * u, -2 * u, -2 * u), u * 1.5, u * 1.5);
    QRectF icon(0, 0, u * 5, u * 5);
    icon.moveCenter(QRectF(rect()).center() - QPointF(0, u * 4));
    paintLineIcon(painter, icon, m_possible ? QStringLiteral("drop") : QStringLiteral("close"),
        m_possible ? palette().color(QPalette::WindowText) : theme.warning);
    QFont font = headingFont();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    painter.setFont(font);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRectF(rect()).adjusted(u * 4, u * 4, -u * 4, 0), Qt::AlignCenter | Qt::TextWordWrap, m_words);
}

} // namespace waggle::ui
