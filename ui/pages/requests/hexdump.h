// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace waggle::ui {

// "5f 0c 91 aa  _..." : 16 bytes a line, the printable ones beside them. Any bytes; only ASCII comes out.
[[nodiscard]] QString hexDump(const QByteArray& bytes);

} // namespace waggle::ui
