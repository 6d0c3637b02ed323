// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/icons.h"

#include "ui/base/theme.h"

#include <QApplication>
#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

static void initResources()
{
    Q_INIT_RESOURCE(resources);
} // a static library's are not found by themselves

namespace waggle::ui {

namespace {

QByteArray svgOf(const QString& name)
{
    initResources();
    QFile file(QStringLiteral(":/waggle/") + name + QStringLiteral(".svg"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void paintSvg(QPainter& painter, const QRectF& rect, const QByteArray& svg)
{
    QSvgRenderer renderer(svg);
    if (renderer.isValid())
        renderer.render(&painter, rect);
}

// Paints afresh each time: colours follow the theme, edges stay crisp at every scale.
class SvgEngine final : public QIconEngine {
public:
    SvgEngine(QString name, bool tinted)
        : m_name(std::move(name))
        , m_tinted(tinted)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QApplication::palette();
        const auto group = mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active;
        if (m_tinted)
            paintLineIcon(*painter, rect, m_name, palette.color(group, QPalette::ButtonText));
        else
            paintSvg(*painter, rect, svgOf(m_name));
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap result(size);
        result.fill(Qt::transparent);
        QPainter painter(&result);
        paint(&painter, QRect({0, 0}, size), mode, state);
        return result;
    }

    QList<QSize> availableSizes(QIcon::Mode, QIcon::State) override
    {
        return {{16, 16}, {24, 24}, {32, 32}, {48, 48}, {64, 64}, {128, 128}}; // for those that ask: window and tray
    }

    QIconEngine* clone() const override { return new SvgEngine(m_name, m_tinted); }

private:
    QString m_name;
    bool m_tinted;
};

} // namespace

QIcon lineIcon(const QString& name)
{
    return QIcon(new SvgEngine(name, true));
}

QIcon programIcon()
{
    return QIcon(new SvgEngine(QStringLiteral("waggle"), false));
}

void paintLineIcon(QPainter& painter, const QRectF& rect, const QString& name, const QColor& colour)
{
    QByteArray svg = svgOf(QStringLiteral("icons/") + name);
    svg.replace("#000", colour.name().toLatin1());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    paintSvg(painter, rect, svg);
    painter.restore();
}

} // namespace waggle::ui
