// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/statuswords.h"

#include <QWidget>

#include <vector>

class QHBoxLayout;

namespace waggle::ui {

class StatusItem;
class TextLabel;

// The last row: only what is true of the tracker now. Main thread.
class StatusBar final : public QWidget {
    Q_OBJECT
public:
    explicit StatusBar(QWidget* parent);

    void setEntries(const std::vector<StatusEntry>& entries);
    void setAllow(const QString& words, const QString& detail);
    void setRate(const QString& words);
    [[nodiscard]] QStringList words() const;

Q_SIGNALS:
    void problemChosen(const waggle::ui::StatusEntry& entry);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<StatusEntry> m_entries;
    std::vector<StatusItem*> m_items;
    QHBoxLayout* m_row = nullptr;
    TextLabel* m_allow = nullptr;
    TextLabel* m_rate = nullptr;
};

} // namespace waggle::ui
