// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace waggle::app {

// The known word that was most likely meant: the fewest letters to change, and at most a third of them.
// Empty: none is near. Words longer than any known one by half are not looked at, so its cost is bounded.
[[nodiscard]] QString nearest(const QString& word, const QStringList& known);

} // namespace waggle::app
