// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <map>

class QButtonGroup;
class QVBoxLayout;

namespace waggle::ui {

class SideButton;

// The list of pages with counts; icons alone where the window is narrow. Arrow keys move, Alt+1… choose. Main thread.
class SideBar final : public QWidget {
    Q_OBJECT
public:
    explicit SideBar(QWidget* parent);

    void addPage(const QString& id, const QString& title, const QString& iconName);
    void addSeparator();
    void choose(const QString& id);
    void setCount(const QString& id, const QString& count);
    void setCompact(bool compact);
    [[nodiscard]] bool isCompact() const { return m_compact; }
    [[nodiscard]] QString countOf(const QString& id) const;

Q_SIGNALS:
    void chosen(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QVBoxLayout* m_column = nullptr;
    QButtonGroup* m_group = nullptr;
    std::map<QString, SideButton*> m_buttons;
    bool m_compact = false;
};

} // namespace waggle::ui
