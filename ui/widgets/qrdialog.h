// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace waggle::ui {

// A link as a QR code, large enough for a telephone across a desk, with the link below it. Main thread.
class QrDialog final : public QDialog {
    Q_OBJECT
public:
    QrDialog(const QString& url, QWidget* parent);
};

} // namespace waggle::ui
