// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/statuswords.h"

#include <QAbstractButton>

namespace waggle::ui {

// A sign and words of the status bar; elided where there is no room. A problem can be clicked. Main thread.
class StatusItem final : public QAbstractButton {
    Q_OBJECT
public:
    explicit StatusItem(QWidget* parent);
    void setEntry(const StatusEntry& entry);
    [[nodiscard]] const StatusEntry& entry() const { return m_entry; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    StatusEntry m_entry;
};

} // namespace waggle::ui
