// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QString>

#include <functional>

class QLabel;
class QPushButton;

namespace waggle::ui {

// One line in a page: what has happened, at most one thing to do about it ("Forgot disk.img [Undo]"), and a cross. It
// stays until it is closed or the next one takes its place. Plain text only. Hidden while there is nothing to say.
class MessageBar final : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);

    void tell(const QString& text, const QString& action = {}, std::function<void()> act = {});
    void setText(const QString& text); // of what is told: progress
    [[nodiscard]] QString text() const;
    void dismiss();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_text;
    QPushButton* m_action;
    std::function<void()> m_act;
};

} // namespace waggle::ui
