// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/card.h"

class QVBoxLayout;

namespace waggle::ui {

// A card with a heading and a column of fields. Main thread.
class SettingsCard final : public Card {
    Q_OBJECT
public:
    explicit SettingsCard(const QString& title, QWidget* parent = nullptr);
    void addField(QWidget* field);

private:
    QVBoxLayout* m_column;
};

} // namespace waggle::ui
