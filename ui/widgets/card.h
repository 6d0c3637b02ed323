// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

namespace waggle::ui {

// A rounded, white (dark: lighter) place with a hairline round it; its layout's margins are the card's padding. Dashed:
// something can be dropped here. Main thread.
class Card : public QFrame {
    Q_OBJECT
public:
    enum class Edge { Plain, Dashed, Warning };
    explicit Card(QWidget* parent = nullptr, Edge edge = Edge::Plain);
    void setEdge(Edge edge);
    // In units of the grid; 1.75 and 1.5 at first.
    void setPadding(double horizontal, double vertical);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void applyPadding();

    Edge m_edge;
    double m_horizontal = 1.75, m_vertical = 1.5;
};

} // namespace waggle::ui
