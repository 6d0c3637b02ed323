// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/log/logpage.h"

#include "ui/base/backend.h"
#include "ui/base/theme.h"
#include "ui/pages/log/logmodel.h"
#include "ui/table/tablepane.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/roundedframe.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace waggle::ui {

LogPage::LogPage(Backend& backend, QSettings& settings, QWidget* parent)
    : QWidget(parent)
    , m_model(new LogModel(this))
    , m_table(new TablePane(*m_model, settings, QStringLiteral("log")))
{
    m_table->setEmptyText(
        tr("Nothing to tell"), tr("What Waggle itself does, and what goes wrong with it, appears here."));
    auto* frame = new RoundedFrame;
    auto* inside = new QVBoxLayout(frame);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(m_table);
    auto* column = new QVBoxLayout(this);
    column->addWidget(makeBar());
    column->addWidget(frame, 1);
    keepScaled(*this, [column] {
        column->setContentsMargins(2 * unit(), 2 * unit(), 2 * unit(), 2 * unit());
        column->setSpacing(3 * unit() / 2);
    });
    connect(&backend, &Backend::logged, m_model, &LogModel::add);
    connect(m_table, &TablePane::filterCleared, this, &LogPage::filterCleared);
}

QWidget* LogPage::makeBar()
{
    auto* bar = new QWidget;
    auto* levels = new QComboBox;
    levels->setObjectName(QStringLiteral("logLevel"));
    levels->setAccessibleName(tr("From which level on"));
    levels->addItem(tr("Everything kept"), static_cast<int>(log::Level::Debug));
    levels->addItem(tr("Notes, warnings and errors"), static_cast<int>(log::Level::Info));
    levels->addItem(tr("Warnings and errors"), static_cast<int>(log::Level::Warning));
    levels->addItem(tr("Errors"), static_cast<int>(log::Level::Error));
    levels->setCurrentIndex(1);
    auto* clear = new QPushButton(tr("Clear"));
    clear->setObjectName(QStringLiteral("clearLog"));
    auto* save = new QPushButton(tr("Export…"));
    save->setObjectName(QStringLiteral("exportLog"));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(levels);
    row->addStretch();
    row->addWidget(clear);
    row->addWidget(save);
    connect(levels, &QComboBox::currentIndexChanged, m_model,
        [this, levels] { m_model->setLeast(static_cast<log::Level>(levels->currentData().toInt())); });
    connect(clear, &QPushButton::clicked, m_model, &LogModel::clear);
    connect(save, &QPushButton::clicked, m_table, &TablePane::exportRows);
    return bar;
}

void LogPage::setFilter(const QString& filter)
{
    m_table->setFilter(filter);
}

} // namespace waggle::ui
