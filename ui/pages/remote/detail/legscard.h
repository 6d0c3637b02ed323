// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/remote/list/remoterow.h"
#include "ui/widgets/card.h"

class QComboBox;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace waggle::ui {

class CellTable;
class ChoiceRow;
class RequestFields;
class TextLabel;

// The legs of one tracker with their phases and what it said; or one exchange of them, decoded and in bytes. Main
// thread.
class LegsCard final : public Card {
    Q_OBJECT
public:
    explicit LegsCard(QWidget* parent = nullptr);

    void show(const RemoteRow& row);
    using Card::show;

Q_SIGNALS:
    void copyCommand();

private:
    [[nodiscard]] QWidget* makeLegs();
    [[nodiscard]] QWidget* makeExchange();
    void showLegs();
    void showExchanges();
    void showExchange();

    RemoteRow m_row;
    ChoiceRow* m_choice;
    QStackedWidget* m_stack;
    QPushButton* m_copyCommand;
    CellTable* m_legs = nullptr;
    TextLabel* m_said = nullptr;
    QComboBox* m_exchange = nullptr;
    RequestFields* m_fields = nullptr;
    QPlainTextEdit* m_bytes = nullptr;
};

} // namespace waggle::ui
