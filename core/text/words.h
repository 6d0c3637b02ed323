// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

namespace waggle {

// Words for a person where no QObject is at hand: Words::tr("…"). lupdate finds them under the context Waggle.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Waggle)
public:
    // "1 tracker", or "%1 trackers" with the number in it. Not tr()'s %n: that needs a translation even for English.
    [[nodiscard]] static QString counted(qint64 count, const QString& one, const QString& many)
    {
        return count == 1 ? one : many.arg(count);
    }
};

} // namespace waggle
