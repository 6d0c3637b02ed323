// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/overview/overviewwords.h"

#include <QAbstractButton>

namespace waggle::ui {

// A card with a caption, one large figure and a note; the whole of it is a button. Main thread.
class FigureCard final : public QAbstractButton {
    Q_OBJECT
public:
    FigureCard(const QString& caption, const QString& leadsTo, QWidget* parent);

    void setFigure(const overview::Figure& figure);
    [[nodiscard]] const overview::Figure& figure() const { return m_figure; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_leadsTo;
    overview::Figure m_figure;
};

} // namespace waggle::ui
