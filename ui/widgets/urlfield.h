// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>

namespace waggle::ui {

// A URL to be read and copied, not edited: as wide as its text, in the fixed font. Main thread.
class UrlField final : public QLineEdit {
    Q_OBJECT
public:
    explicit UrlField(QWidget* parent = nullptr);
    void setUrl(const QString& url);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void focusInEvent(QFocusEvent* event) override;
};

} // namespace waggle::ui
