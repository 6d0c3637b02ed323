// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/window/windowlink.h"
#include "ui/pages/pageset.h"
#include "ui/shell/mainwindow.h"

#include <QSettings>
#include <QTemporaryDir>

namespace waggle::bench {

// The window and everything behind it, as `waggle` puts them together, with a data folder of their own. Not started.
struct WholeProgram {
    explicit WholeProgram(const settings::Settings& settings)
        : options{optionsWith(folder.path(), settings)}
        , engine(options)
        , link(engine, backend)
    {
    }

    const QTemporaryDir folder;
    ui::Backend backend;
    const QString ini = folder.filePath(QStringLiteral("window.ini"));
    QSettings columns{ini, QSettings::IniFormat};
    ui::MainWindow window{backend, ini};
    const ui::PageSet pages{window, backend, columns};
    const app::Engine::Options options;
    app::Engine engine;
    const app::WindowLink link;

private:
    static app::Engine::Options optionsWith(const QString& folder, const settings::Settings& settings)
    {
        app::Engine::Options options;
        options.dataFolder = folder;
        options.settings = options.saved = settings;
        return options;
    }
};

} // namespace waggle::bench
