// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/remote/list/remoterow.h"
#include "ui/widgets/card.h"

class QScrollArea;
class QVBoxLayout;

namespace waggle::ui {

class TextLabel;

// What one tracker does wrong: id, title, evidence, advice and BEP of each finding. Main thread.
class FindingsCard final : public Card {
    Q_OBJECT
public:
    explicit FindingsCard(QWidget* parent = nullptr);

    void show(const RemoteRow& row);
    using Card::show;

private:
    void addHead(const remote::Finding& finding);
    void addLine(const QString& words, bool dim);

    TextLabel* m_subject;
    QScrollArea* m_scroll;
    QVBoxLayout* m_lines = nullptr; // of what is shown; made anew each time
};

} // namespace waggle::ui
