// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/card.h"

#include <functional>

class QPushButton;

namespace waggle::ui {

class TextLabel;

// One notice above a page: sign, words, at most one action, and a way to put it away. Main thread.
class Banner final : public Card {
    Q_OBJECT
public:
    enum class Kind { Good, Note, Warning, Bad };
    struct Notice {
        QString id; // one of a kind: a newer one takes its place
        Kind kind = Kind::Note;
        QString words; // what happened, why, what to do
        QString action; // a verb; empty: none
        std::function<void()> act;
        bool passing = false; // goes by itself after a while
    };
    Banner(const Notice& notice, QWidget* parent);

    [[nodiscard]] const QString& id() const { return m_notice.id; }
    [[nodiscard]] const QString& words() const { return m_notice.words; }

Q_SIGNALS:
    void closed();

private:
    Notice m_notice;
};

} // namespace waggle::ui
