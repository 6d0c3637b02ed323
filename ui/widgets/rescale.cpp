// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rescale.h"

#include <QEvent>
#include <QWidget>

namespace waggle::ui {

namespace {

class Rescaler final : public QObject {
public:
    Rescaler(QWidget& widget, std::function<void()> apply)
        : QObject(&widget)
        , m_apply(std::move(apply))
    {
        widget.installEventFilter(this);
        run();
    }

    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::ApplicationFontChange || event->type() == QEvent::PaletteChange)
            run();
        return false;
    }

private:
    void run()
    {
        if (m_running) // what it sets on its own widget comes back as an event
            return;
        m_running = true;
        m_apply();
        m_running = false;
    }

    std::function<void()> m_apply;
    bool m_running = false;
};

} // namespace

void keepScaled(QWidget& widget, std::function<void()> apply) { new Rescaler(widget, std::move(apply)); }

} // namespace waggle::ui
