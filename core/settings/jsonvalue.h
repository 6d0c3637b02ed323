// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/descriptor.h"

#include <QJsonValue>

// One setting in settings.json.
namespace waggle::settings {

[[nodiscard]] QJsonValue toJson(const Descriptor& descriptor, const Settings& from);
// What is not there leaves the setting as it is. What is wrong does too, and is named.
void readJson(const Descriptor& descriptor, const QJsonValue& json, Settings& to, std::vector<Problem>& problems);

} // namespace waggle::settings
