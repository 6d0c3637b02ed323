// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/windowscript.h"

#include "ui/shell/mainwindow.h"
#include "ui/table/pagedmodelbase.h"
#include "ui/table/tableheader.h"
#include "ui/table/tableview.h"

#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMouseEvent>
#include <QScrollBar>
#include <QWheelEvent>

namespace waggle::bench {

namespace {

constexpr int kEveryMs = 100;

void click(QWidget& widget, const QPoint& at)
{
    const QPointF place(at), global(widget.mapToGlobal(at));
    for (const QEvent::Type type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
        const Qt::MouseButtons buttons = type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton;
        QCoreApplication::postEvent(
            &widget, new QMouseEvent(type, place, place, global, Qt::LeftButton, buttons, Qt::NoModifier));
    }
}

void press(QWidget& widget, int key, const QString& text = {})
{
    QCoreApplication::postEvent(&widget, new QKeyEvent(QEvent::KeyPress, key, Qt::NoModifier, text));
    QCoreApplication::postEvent(&widget, new QKeyEvent(QEvent::KeyRelease, key, Qt::NoModifier, text));
}

} // namespace

WindowScript::WindowScript(ui::MainWindow& window, const QString& page)
    : m_window(window)
    , m_view(window.findChild<ui::TableView*>(page))
    , m_filter(window.findChild<QLineEdit*>(QStringLiteral("filterBox")))
{
    if (!m_view || !m_filter)
        fail("no table on page " + page.toStdString());
    m_window.showPage(page);
    const auto* model = static_cast<ui::PagedModelBase*>(m_view->model());
    connect(model, &ui::PagedModelBase::queryChanged, this, [this] { m_asked = now(); });
    connect(model, &ui::PagedModelBase::arrived, this, [this] {
        if (m_asked > 0)
            m_answers.each.push_back(now() - std::exchange(m_asked, 0));
    });
    connect(&m_timer, &QTimer::timeout, this, &WindowScript::act);
    m_timer.start(kEveryMs);
}

void WindowScript::act()
{
    switch (const unsigned step = m_step++ % 40) {
    case 0:
    case 12:
        return sortNext();
    case 20:
    case 21:
    case 22:
        return typeFilter(QStringLiteral("qbi").mid(static_cast<int>(step) - 20, 1));
    case 28:
    case 29:
    case 30:
        return press(*m_filter, Qt::Key_Backspace);
    case 10:
    case 34:
        return dragBar(0.5);
    case 36:
    case 37:
        return key(Qt::Key_PageUp);
    case 39:
        return key(Qt::Key_Home);
    default:
        return wheel(step % 3 == 0 ? 1 : -2);
    }
}

void WindowScript::sortNext()
{
    const std::vector<int> columns = m_view->columnHeader().shownColumns();
    const int column = columns[static_cast<std::size_t>(m_column++ / 2) % columns.size()];
    const ui::TableHeader& header = m_view->columnHeader();
    m_view->horizontalScrollBar()->setValue(header.sectionPosition(column));
    click(*header.viewport(), {header.sectionViewportPosition(column) + 12, header.height() / 2});
}

void WindowScript::typeFilter(const QString& text)
{
    press(*m_filter, text.at(0).toUpper().unicode(), text);
}

void WindowScript::wheel(int notches)
{
    QWidget& at = *m_view->viewport();
    const QPointF place(at.rect().center());
    QCoreApplication::postEvent(&at,
        new QWheelEvent(place, at.mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton, Qt::NoModifier,
            Qt::NoScrollPhase, false));
}

void WindowScript::key(int key)
{
    press(*m_view, key);
}

void WindowScript::dragBar(double share)
{
    QScrollBar& bar = *m_view->verticalScrollBar();
    bar.setValue(static_cast<int>(share * bar.maximum()));
}

} // namespace waggle::bench
