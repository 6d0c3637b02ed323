// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/rows.h"

#include <QTreeWidget>

#include <vector>

namespace waggle::ui {

using RequestField = monitor::RequestDetail::Field;

// Decoded fields, one a line: name, value, remark; a tree where they have depth. With a second request beside it, its
// values take the remarks' place and what differs is bold. Ctrl+C copies the chosen lines. Main thread.
class RequestFields final : public QTreeWidget {
    Q_OBJECT
public:
    explicit RequestFields(const QString& name, QWidget* parent = nullptr);

    void show(const std::vector<RequestField>& fields);
    void compare(const std::vector<RequestField>& first, const std::vector<RequestField>& second);
    using QTreeWidget::show;

    [[nodiscard]] static QString asText(const std::vector<RequestField>& fields); // for the clipboard

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void fill(const std::vector<RequestField>& fields, const QString& lastHeader);
    void copySelected() const;
};

} // namespace waggle::ui
