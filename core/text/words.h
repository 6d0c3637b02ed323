// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace waggle {

// Words for a person where no QObject is at hand: Words::tr("…"). lupdate finds them under the context Waggle.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Waggle)
};

} // namespace waggle
