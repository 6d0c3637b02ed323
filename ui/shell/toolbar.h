// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/urlmenu.h"

#include <QWidget>

class QHBoxLayout;
class QLineEdit;
class QMenu;
class QPushButton;
class QToolButton;

namespace waggle::ui {

class TextLabel;
class ToggleSwitch;
class UrlField;

// The one row above everything: the link, the filter of the page, the switch of the tracker. Main thread.
class ToolBar final : public QWidget {
    Q_OBJECT
public:
    explicit ToolBar(QWidget* parent);

    void setUrls(const AnnounceUrls& urls);
    void setTrackerOn(bool on);
    // A page without a filter has the box disabled.
    void setFilter(const QString& text, bool possible);
    void focusFilter();
    [[nodiscard]] const QString& link() const { return m_link; }
    void copyLink();
    void showQr();

Q_SIGNALS:
    void filterChanged(const QString& text);
    void filterLeft(); // by Esc
    void trackerWanted(bool on);
    void copied(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void buildFilter();
    void updateLink();

    AnnounceUrls m_urls;
    QString m_link;
    bool m_on = true;
    QHBoxLayout* m_row = nullptr;
    TextLabel* m_words = nullptr;
    UrlField* m_field = nullptr;
    QToolButton* m_copy = nullptr;
    QMenu* m_menu = nullptr;
    QPushButton* m_qr = nullptr;
    QLineEdit* m_filter = nullptr;
    ToggleSwitch* m_switch = nullptr;
};

} // namespace waggle::ui
