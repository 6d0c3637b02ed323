// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/queries.h"

#include <QWidget>

class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace waggle::ui {

class RequestFields;
class TextLabel;

// Below the table: one request decoded, what is odd about it in words, its bytes, and the answer where it was captured;
// or two requests side by side. Main thread.
class RequestDetailView final : public QWidget {
    Q_OBJECT
public:
    explicit RequestDetailView(QWidget* parent = nullptr);

    void clear(const QString& words); // nothing chosen, or no longer in the log
    void show(const monitor::RequestDetailPtr& detail);
    void compare(const monitor::RequestDetailPtr& first, const monitor::RequestDetailPtr& second);
    using QWidget::show;

Q_SIGNALS:
    void followRequested(const waggle::monitor::RequestRow& row);

private:
    QWidget* makeRequestCard();
    QWidget* makeSideCard();
    void showOddities(const monitor::RequestDetail& detail);
    void showBytes(const monitor::RequestDetail& detail);
    void copyReport() const;

    monitor::RequestDetailPtr m_detail;
    TextLabel* m_title;
    TextLabel* m_subtitle;
    RequestFields* m_fields;
    TextLabel* m_oddTitle;
    QWidget* m_oddities;
    QVBoxLayout* m_oddityLines;
    QPushButton* m_follow;
    QPushButton* m_copyReport;
    QWidget* m_side;
    TextLabel* m_replyTitle;
    RequestFields* m_reply;
    QPlainTextEdit* m_bytes;
};

// A whole request as text, for a bug report: what it was, its fields, oddities and bytes.
[[nodiscard]] QString bugReport(const monitor::RequestDetail& detail);

} // namespace waggle::ui
