// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/tablesupport.h"

#include "ui/base/theme.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QEvent>
#include <QFontMetrics>

#include <cmath>

namespace waggle::ui::test {

namespace {

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

// Counts how often the application's palette changes.
class PaletteCounter final : public QObject {
public:
    int changes = 0;
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        changes += watched == qApp && event->type() == QEvent::ApplicationPaletteChange ? 1 : 0;
        return false;
    }
};

} // namespace

TEST(Theme, TextIsReadableOnEveryGround)
{
    for (const Theme* theme : {&Theme::light(), &Theme::darkTheme()}) {
        for (const QColor& ground : {theme->window, theme->base, theme->alternate}) {
            for (const QColor& text :
                {theme->text, theme->dim, theme->good, theme->progress, theme->warning, theme->bad})
                EXPECT_GE(contrast(text, ground), 4.5)
                    << text.name().toStdString() << " on " << ground.name().toStdString();
        }
        EXPECT_GE(contrast(theme->text, theme->highlight), 4.5);
        EXPECT_GE(contrast(theme->onHoney, theme->honey), 4.5);
    }
}

TEST(Theme, ChoiceWinsAndFollowingTheSystemSettles)
{
    applyTheme(*qApp, settings::Theme::Dark);
    EXPECT_TRUE(Theme::of(QApplication::palette()).dark);
    EXPECT_EQ(QApplication::palette().color(QPalette::Highlight), Theme::darkTheme().highlight);
    PaletteCounter counter;
    qApp->installEventFilter(&counter);
    applyTheme(*qApp, settings::Theme::System);
    EXPECT_FALSE(Theme::of(QApplication::palette()).dark) << "the test platform is light";
    for (int i = 0; i < 50; ++i)
        QCoreApplication::processEvents();
    EXPECT_LE(counter.changes, 4) << "our own change must not start another one";
    qApp->removeEventFilter(&counter);
    applyTheme(*qApp, settings::Theme::Light);
}

TEST(Theme, ScaleIsOfTheSystemsFontAndBounded)
{
    const int normal = QFontMetrics(QApplication::font()).height();
    setScale(*qApp, 2);
    EXPECT_GT(QFontMetrics(QApplication::font()).height(), normal * 3 / 2);
    setScale(*qApp, 100);
    EXPECT_DOUBLE_EQ(scale(), 2.5);
    setScale(*qApp, 1);
    EXPECT_EQ(QFontMetrics(QApplication::font()).height(), normal);
}

} // namespace waggle::ui::test
