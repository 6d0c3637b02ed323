// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace waggle::ui {

// A switch with its words before it: on is "good" and to the right, off is outlined and to the left. Main thread.
class ToggleSwitch final : public QAbstractButton {
    Q_OBJECT
public:
    ToggleSwitch(const QString& onText, const QString& offText, QWidget* parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QString words() const { return isChecked() ? m_onText : m_offText; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QSizeF trackSize() const;

    QString m_onText, m_offText;
};

} // namespace waggle::ui
