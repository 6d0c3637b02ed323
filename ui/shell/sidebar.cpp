// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/sidebar.h"

#include "ui/base/theme.h"
#include "ui/shell/sidebutton.h"
#include "ui/widgets/rescale.h"

#include <QButtonGroup>
#include <QFrame>
#include <QPainter>
#include <QVBoxLayout>

namespace waggle::ui {

namespace {

constexpr double kWide = 21.5; // units: 172 px at usual sizes
constexpr double kNarrow = 7;

// A hairline with air above and below.
class Rule final : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setPen(palette().color(QPalette::Mid));
        painter.drawLine(unit() / 2, height() / 2, width() - unit() / 2, height() / 2);
    }
};

} // namespace

SideBar::SideBar(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_group(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("sideBar"));
    setAccessibleName(tr("Pages"));
    m_column->addStretch(1);
    m_column->setSpacing(0);
    keepScaled(*this, [this] {
        m_column->setContentsMargins(unit(), unit() * 5 / 4, unit(), unit());
        setCompact(m_compact);
    });
}

void SideBar::addPage(const QString& id, const QString& title, const QString& iconName)
{
    auto* button = new SideButton(title, iconName, this);
    button->setObjectName(QStringLiteral("page_") + id);
    button->setCompact(m_compact);
    m_group->addButton(button);
    m_buttons[id] = button;
    m_column->insertWidget(m_column->count() - 1, button);
    connect(button, &SideButton::clicked, this, [this, id] { Q_EMIT chosen(id); });
}

void SideBar::addSeparator()
{
    auto* rule = new Rule(this);
    keepScaled(*rule, [rule] { rule->setFixedHeight(unit() * 2); });
    m_column->insertWidget(m_column->count() - 1, rule);
}

void SideBar::choose(const QString& id)
{
    if (const auto found = m_buttons.find(id); found != m_buttons.end())
        found->second->setChecked(true);
    for (const auto& [other, button] : m_buttons) // Tab comes to the chosen one, arrows go on from there
        button->setFocusPolicy(other == id ? Qt::StrongFocus : Qt::ClickFocus);
}

void SideBar::setCount(const QString& id, const QString& count)
{
    if (const auto found = m_buttons.find(id); found != m_buttons.end())
        found->second->setCount(count);
}

QString SideBar::countOf(const QString& id) const
{
    const auto found = m_buttons.find(id);
    return found != m_buttons.end() ? found->second->count() : QString();
}

void SideBar::setCompact(bool compact)
{
    m_compact = compact;
    setFixedWidth(qRound(unit() * (compact ? kNarrow : kWide)));
    for (const auto& [id, button] : m_buttons)
        button->setCompact(compact);
}

void SideBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(rect().topRight(), rect().bottomRight());
}

} // namespace waggle::ui
