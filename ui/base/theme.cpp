// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/theme.h"

#include "ui/base/style.h"

#include <QApplication>
#include <QEvent>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QToolTip>
#include <QWindow>

#include <algorithm>
#include <cmath>

namespace waggle::ui {

namespace {

constexpr double kHighContrast = 20.0; // black on white is 21 : 1; no ordinary palette has it on the window itself

struct Current {
    settings::Theme choice = settings::Theme::System;
    double scale = 1.0;
    QFont systemFont;
    QPalette ours; // as it was installed
    bool started = false;
};

Current& current()
{
    static Current state;
    return state;
}

double luminance(const QColor& color)
{
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b)
{
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

void setDisabled(QPalette& palette, const Theme& theme)
{
    const QColor faint = QColor::fromRgbF((theme.dim.redF() + theme.window.redF()) / 2,
        (theme.dim.greenF() + theme.window.greenF()) / 2, (theme.dim.blueF() + theme.window.blueF()) / 2);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, faint);
}

QPalette paletteOf(const Theme& theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.base);
    palette.setColor(QPalette::AlternateBase, theme.alternate);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.dim);
    palette.setColor(QPalette::Button, theme.base);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::BrightText, theme.bad);
    palette.setColor(QPalette::Mid, theme.line);
    palette.setColor(QPalette::Midlight, theme.alternate);
    palette.setColor(QPalette::Light, theme.base);
    palette.setColor(QPalette::Dark, theme.dim);
    palette.setColor(QPalette::Shadow, theme.dark ? QColor(Qt::black) : theme.dim);
    palette.setColor(QPalette::Highlight, theme.highlight);
    palette.setColor(QPalette::HighlightedText, theme.text);
    palette.setColor(QPalette::Link, theme.progress);
    palette.setColor(QPalette::LinkVisited, theme.progress);
    palette.setColor(QPalette::ToolTipBase, theme.base);
    palette.setColor(QPalette::ToolTipText, theme.text);
    setDisabled(palette, theme);
    return palette;
}

void applyPalette()
{
    Current& state = current();
    QApplication::setPalette(QPalette()); // back to the system's own, to see whether that is light or dark
    const QPalette system = QApplication::palette();
    const bool highContrast
        = contrast(system.color(QPalette::Window), system.color(QPalette::WindowText)) >= kHighContrast;
    const bool follow = state.choice == settings::Theme::System;
    if (!follow || !highContrast) {
        const bool dark = follow ? Theme::of(system).dark : state.choice == settings::Theme::Dark;
        QApplication::setPalette(paletteOf(dark ? Theme::darkTheme() : Theme::light()));
    }
    state.ours = QApplication::palette();
    QToolTip::setPalette(state.ours);
}

// Applies again when the system changes between light and dark. Qt tells each window (ThemeChange), or the application
// where a role that we left alone has changed.
class SystemFollower final : public QObject {
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        const bool windowTold = event->type() == QEvent::ThemeChange && watched->isWindowType();
        // Our own change comes back here too, later; then the palette is ours.
        const bool appTold = event->type() == QEvent::ApplicationPaletteChange && watched == qApp
            && QApplication::palette() != current().ours;
        if ((windowTold || appTold) && !m_pending && current().choice == settings::Theme::System) {
            m_pending = true;
            QMetaObject::invokeMethod(
                this, [this] { follow(); }, Qt::QueuedConnection);
        }
        return false;
    }

private:
    void follow()
    {
        applyPalette();
        m_pending = false;
    }

    bool m_pending = false;
};

QFont scaled(double factor)
{
    QFont font = QApplication::font();
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(std::max(1, static_cast<int>(std::lround(font.pixelSize() * factor))));
    return font;
}

} // namespace

const Theme& Theme::light()
{
    static const Theme theme{false, QColor(0xf3f4f6), QColor(0xffffff), QColor(0xf8f9fb), QColor(0x1c1f24),
        QColor(0x5b6470), QColor(0xd9dde3), QColor(0xf5b301), QColor(0x221a00), QColor(0xfdf0c8), QColor(0x2e7d32),
        QColor(0x1565c0), QColor(0xa15c00), QColor(0xb3261e)};
    return theme;
}

const Theme& Theme::darkTheme()
{
    static const Theme theme{true, QColor(0x1f2226), QColor(0x272b30), QColor(0x2c3036), QColor(0xe9ecef),
        QColor(0xa2abb6), QColor(0x3a4048), QColor(0xf2b631), QColor(0x221a00), QColor(0x4a3f1c), QColor(0x7bc67e),
        QColor(0x7fb3f5), QColor(0xf0b45a), QColor(0xf2877f)};
    return theme;
}

const Theme& Theme::of(const QPalette& palette)
{
    return palette.color(QPalette::Window).lightness() < 128 ? darkTheme() : light();
}

void applyTheme(QApplication& app, settings::Theme choice)
{
    Current& state = current();
    state.choice = choice;
    if (!state.started) {
        state.started = true;
        state.systemFont = QApplication::font();
        QApplication::setStyle(new Style);
        app.installEventFilter(new SystemFollower(&app));
    }
    applyPalette();
}

void setScale(QApplication& app, double factor)
{
    Current& state = current();
    if (!state.started)
        applyTheme(app, state.choice);
    state.scale = std::clamp(factor, 0.7, 2.5);
    QApplication::setFont(state.systemFont); // scale the system's font, not the one scaled before
    QApplication::setFont(scaled(state.scale));
}

double scale()
{
    return current().scale;
}

int unit()
{
    return std::max(4, QFontMetrics(QApplication::font()).height() / 2);
}

QFont figureFont()
{
    QFont font = scaled(1.85);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont captionFont()
{
    return scaled(0.92);
}

QFont headingFont()
{
    QFont font = QApplication::font();
    font.setBold(true);
    return font;
}

QFont fixedFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    const QFont wanted = scaled(0.95);
    if (wanted.pointSizeF() > 0)
        font.setPointSizeF(wanted.pointSizeF());
    else
        font.setPixelSize(wanted.pixelSize());
    return font;
}

} // namespace waggle::ui
