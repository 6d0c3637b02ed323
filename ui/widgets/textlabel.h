// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/tone.h"

#include <QLabel>

namespace waggle::ui {

// A plain-text label in one of the program's fonts and colours; follows scale and theme. Main thread.
class TextLabel final : public QLabel {
    Q_OBJECT
public:
    enum class Role { Body, Heading, CardTitle, Caption, Figure, Title, Fixed };
    using Tone = ui::Tone;

    explicit TextLabel(Role role, Tone tone = Tone::Normal, QWidget* parent = nullptr);
    TextLabel(const QString& text, Role role, Tone tone = Tone::Normal, QWidget* parent = nullptr);

    void setTone(Tone tone);
    [[nodiscard]] Tone tone() const { return m_tone; }

private:
    void restyle();

    Role m_role;
    Tone m_tone;
};

} // namespace waggle::ui
