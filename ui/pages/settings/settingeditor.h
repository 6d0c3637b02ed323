// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/descriptor.h"

#include <QWidget>

#include <functional>

namespace waggle::ui {

// The widget that edits one setting, by the kind of its value.
struct SettingEditor {
    QWidget* widget;
    std::function<void(const settings::Settings&)> show;
    std::function<void(settings::Settings&)> read;
    // What cannot be applied, of which a value tells nothing: a line that is no address, a proxy that is none.
    // Empty: all is right.
    std::function<QString()> mistake;
};

// `edited` is called on each change that a person makes, and lives as long as `context`. Main thread.
[[nodiscard]] SettingEditor makeEditor(
    const settings::Descriptor& descriptor, QObject* context, const std::function<void()>& edited);

} // namespace waggle::ui
