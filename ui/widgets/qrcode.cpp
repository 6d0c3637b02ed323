// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/qrcode.h"

#include "ui/base/theme.h"

#include <QPainter>

#include <qrencode.h>

#include <algorithm>
#include <memory>

namespace waggle::ui {

namespace {

constexpr int kQuietZone = 4; // modules, as the standard asks for

} // namespace

QrMatrix qrMatrix(const QString& text)
{
    const QByteArray bytes = text.toUtf8();
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeString(bytes.constData(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), &QRcode_free);
    QrMatrix matrix;
    if (!code)
        return matrix;
    matrix.side = code->width;
    matrix.dark.resize(static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width));
    for (std::size_t i = 0; i < matrix.dark.size(); ++i)
        matrix.dark[i] = (code->data[i] & 1) != 0;
    return matrix;
}

QrCode::QrCode(const QString& text, QWidget* parent)
    : QWidget(parent)
    , m_matrix(qrMatrix(text))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize QrCode::sizeHint() const
{
    const int modules = m_matrix.side + 2 * kQuietZone;
    const int pixels = std::max(4, unit() * 30 / std::max(1, modules));
    return {modules * pixels, modules * pixels};
}

void QrCode::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white);
    const int modules = m_matrix.side + 2 * kQuietZone;
    const int pixels = std::max(1, std::min(width(), height()) / modules);
    const int left = (width() - m_matrix.side * pixels) / 2;
    const int top = (height() - m_matrix.side * pixels) / 2;
    for (int row = 0; row < m_matrix.side; ++row) {
        for (int column = 0; column < m_matrix.side; ++column) {
            if (m_matrix.dark[static_cast<std::size_t>(row * m_matrix.side + column)])
                painter.fillRect(left + column * pixels, top + row * pixels, pixels, pixels, Qt::black);
        }
    }
}

} // namespace waggle::ui
