// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/banner.h"

#include <QWidget>

#include <vector>

class QVBoxLayout;

namespace waggle::ui {

// The notices above the pages: newest below, few at a time. Main thread.
class NoticeArea final : public QWidget {
    Q_OBJECT
public:
    explicit NoticeArea(QWidget* parent);

    void post(const Banner::Notice& notice); // takes the place of one with the same id
    void withdraw(const QString& id);
    [[nodiscard]] QStringList words() const;
    [[nodiscard]] const Banner* find(const QString& id) const;

private:
    QVBoxLayout* m_column;
    std::vector<Banner*> m_banners;
};

} // namespace waggle::ui
