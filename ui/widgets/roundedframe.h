// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

#include <array>

namespace waggle::ui {

// A card: hairline, round corners (8 px), Base inside. What stands in it may fill it to the edge; the corners are
// painted over it.
class RoundedFrame final : public QFrame {
    Q_OBJECT
public:
    explicit RoundedFrame(QWidget* parent = nullptr);

    void setSquareTopLeft(bool square); // where a selected tab stands on it

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void childEvent(QChildEvent* event) override;

private:
    std::array<QWidget*, 4> m_corners{};
};

} // namespace waggle::ui
