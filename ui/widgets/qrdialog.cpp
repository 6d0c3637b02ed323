// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/qrdialog.h"

#include "ui/base/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/qrcode.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/urlfield.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace waggle::ui {

QrDialog::QrDialog(const QString& url, QWidget* parent)
    : QDialog(parent)
{
    setObjectName(QStringLiteral("qrDialog"));
    setWindowTitle(tr("Link as a QR code"));
    auto* column = new QVBoxLayout(this);
    const int u = unit();
    column->setContentsMargins(2 * u, 2 * u, 2 * u, 2 * u);
    column->setSpacing(u * 3 / 2);
    auto* code = new QrCode(url, this);
    code->setObjectName(QStringLiteral("qrCode"));
    code->setAccessibleName(tr("QR code of %1").arg(url));
    auto* words = new TextLabel(
        tr("Point a telephone or a tablet of this network at it."), TextLabel::Role::Body, TextLabel::Tone::Dim, this);
    words->setAlignment(Qt::AlignCenter);
    words->setWordWrap(true);
    auto* field = new UrlField(this);
    field->setObjectName(QStringLiteral("qrUrl"));
    field->setAccessibleName(tr("Link"));
    field->setUrl(url);
    auto* copy = new QPushButton(tr("Copy"), this);
    copy->setObjectName(QStringLiteral("qrCopy"));
    auto* close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("qrClose"));
    close->setDefault(true);
    connect(copy, &QPushButton::clicked, this, [url] { QApplication::clipboard()->setText(url); });
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto* row = new QHBoxLayout;
    row->setSpacing(u);
    row->addWidget(field, 1);
    row->addWidget(copy);
    row->addWidget(close);
    column->addWidget(code, 0, Qt::AlignHCenter);
    column->addWidget(words);
    column->addLayout(row);
}

} // namespace waggle::ui
