// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/rescale.h"

#include <QApplication>
#include <QEvent>
#include <QPointer>
#include <QWidget>

namespace waggle::ui {

namespace {

// Qt tells a change of the program's font to the application only: one filter there, for all that follow.
class FontWatch final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    static FontWatch& instance()
    {
        static QPointer<FontWatch> watch;
        if (!watch) {
            watch = new FontWatch(qApp);
            qApp->installEventFilter(watch);
        }
        return *watch;
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::ApplicationFontChange && watched == qApp && !m_pending) {
            m_pending = true; // afterwards, once, when every widget has its new font
            QMetaObject::invokeMethod(
                this,
                [this] {
                    m_pending = false;
                    Q_EMIT changed();
                },
                Qt::QueuedConnection);
        }
        return false;
    }

Q_SIGNALS:
    void changed();

private:
    bool m_pending = false;
};

class Rescaler final : public QObject {
public:
    Rescaler(QWidget& widget, std::function<void()> apply)
        : QObject(&widget)
        , m_apply(std::move(apply))
    {
        widget.installEventFilter(this);
        connect(&FontWatch::instance(), &FontWatch::changed, this, [this] { run(); });
        run();
    }

    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::PaletteChange)
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

void keepScaled(QWidget& widget, std::function<void()> apply)
{
    new Rescaler(widget, std::move(apply));
}

} // namespace waggle::ui

#include "rescale.moc"
