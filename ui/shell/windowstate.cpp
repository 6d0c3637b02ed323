// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/windowstate.h"

#include <QSettings>
#include <QSplitter>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace waggle::ui {

namespace {

const QString kGroup = QStringLiteral("window");
const QString kSplitters = QStringLiteral("splitters/");
constexpr int kLeastSize = 100; // px in all: below, the page of the splitter was never laid out

bool isOurs(QSettings& settings)
{
    return settings.value(QStringLiteral("version"), kWindowStateVersion).toInt() == kWindowStateVersion;
}

bool hidesAnything(const QSplitter& splitter)
{
    for (int i = 0; i < splitter.count(); ++i) {
        if (splitter.widget(i)->isHidden())
            return true;
    }
    return false;
}

} // namespace

WindowState readWindowState(QSettings& settings)
{
    WindowState state;
    if (!isOurs(settings))
        return state;
    settings.beginGroup(kGroup);
    state.geometry = settings.value(QStringLiteral("geometry")).toByteArray();
    state.page = settings.value(QStringLiteral("page")).toString();
    const double scale = settings.value(QStringLiteral("scale"), 1.0).toDouble();
    state.scale = std::isfinite(scale) && scale > 0 ? std::clamp(scale, 0.7, 2.5) : 1.0;
    state.toldAboutTray = settings.value(QStringLiteral("toldAboutTray"), false).toBool();
    settings.endGroup();
    return state;
}

void writeWindowState(QSettings& settings, const WindowState& state)
{
    settings.setValue(QStringLiteral("version"), kWindowStateVersion);
    settings.beginGroup(kGroup);
    settings.setValue(QStringLiteral("geometry"), state.geometry);
    settings.setValue(QStringLiteral("page"), state.page);
    settings.setValue(QStringLiteral("scale"), state.scale);
    settings.setValue(QStringLiteral("toldAboutTray"), state.toldAboutTray);
    settings.endGroup();
}

void saveSplitters(QSettings& settings, const QWidget& root)
{
    const auto splitters = root.findChildren<QSplitter*>();
    for (const QSplitter* splitter : splitters) {
        if (splitter->objectName().isEmpty() || hidesAnything(*splitter))
            continue; // what is hidden has no size: the last one it had is kept
        QStringList sizes;
        int sum = 0;
        for (const int size : splitter->sizes()) {
            sizes << QString::number(size);
            sum += size;
        }
        if (sum < kLeastSize)
            continue;
        settings.setValue(kSplitters + splitter->objectName(), sizes);
    }
}

void restoreSplitters(QSettings& settings, const QWidget& root)
{
    if (!isOurs(settings))
        return;
    const auto splitters = root.findChildren<QSplitter*>();
    for (QSplitter* splitter : splitters) {
        QList<int> sizes;
        const QStringList saved = settings.value(kSplitters + splitter->objectName()).toStringList();
        for (const QString& size : saved)
            sizes << std::clamp(size.toInt(), 0, 100'000);
        const bool anything = std::any_of(sizes.begin(), sizes.end(), [](int size) { return size > 0; });
        if (sizes.size() == splitter->count() && anything)
            splitter->setSizes(sizes);
    }
}

} // namespace waggle::ui
