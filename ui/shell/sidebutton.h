// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace waggle::ui {

// One entry of the side bar: icon, title, count. Main thread.
class SideButton final : public QAbstractButton {
    Q_OBJECT
public:
    SideButton(const QString& title, const QString& iconName, QWidget* parent);

    void setCount(const QString& count);
    [[nodiscard]] const QString& count() const { return m_count; }
    void setCompact(bool compact);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void describe();

    QString m_iconName, m_count;
    bool m_compact = false;
};

} // namespace waggle::ui
