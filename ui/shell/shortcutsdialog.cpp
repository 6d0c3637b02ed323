// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/shortcutsdialog.h"

#include "ui/base/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/textlabel.h"

#include <QGridLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace waggle::ui {

ShortcutsDialog::ShortcutsDialog(const Rows& rows, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("shortcutsDialog"));
    setWindowTitle(tr("Keys"));
    const int u = unit();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * u, 2 * u, 2 * u, 2 * u);
    column->setSpacing(u * 3 / 2);
    auto* card = new Card(this);
    auto* grid = new QGridLayout(card);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(3 * u);
    grid->setVerticalSpacing(u * 3 / 4);
    for (int row = 0; row < rows.size(); ++row) {
        grid->addWidget(new TextLabel(rows[row].first, TextLabel::Role::Fixed, TextLabel::Tone::Dim, card), row, 0);
        grid->addWidget(new TextLabel(rows[row].second, TextLabel::Role::Body, TextLabel::Tone::Normal, card), row, 1);
    }
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("closeShortcuts"));
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    column->addWidget(card);
    column->addWidget(close, 0, Qt::AlignRight);
}

} // namespace waggle::ui
