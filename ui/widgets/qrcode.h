// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

namespace waggle::ui {

// The modules of a QR code, row by row; empty where the text is too long for one.
struct QrMatrix {
    int side = 0;
    std::vector<bool> dark;
};
[[nodiscard]] QrMatrix qrMatrix(const QString& text);

// A QR code with whole pixels a module and its quiet zone; black on white in every theme, so that cameras read it.
// Main thread.
class QrCode final : public QWidget {
    Q_OBJECT
public:
    QrCode(const QString& text, QWidget* parent);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QrMatrix m_matrix;
};

} // namespace waggle::ui
