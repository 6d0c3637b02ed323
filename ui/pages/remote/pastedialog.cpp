// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/pastedialog.h"

#include "core/torrent/safename.h"
#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace waggle::ui {

namespace {

constexpr int kReadAfterMs = 150;
constexpr qsizetype kLongestPrefill = 1 << 20; // characters

} // namespace

QString foundWords(const ReadList& list)
{
    const auto count = [](std::size_t number) { return format::count(number); };
    QStringList words{list.rows.size() == 1 ? PasteDialog::tr("1 tracker")
                                            : PasteDialog::tr("%1 trackers").arg(count(list.rows.size()))};
    if (list.duplicates > 0)
        words << PasteDialog::tr("%1 repeated").arg(count(list.duplicates));
    if (list.problemCount > 0)
        words << (list.problemCount == 1 ? PasteDialog::tr("1 line is wrong")
                                         : PasteDialog::tr("%1 lines are wrong").arg(count(list.problemCount)));
    QString text = words.join(QStringLiteral(" · "));
    if (!list.problems.isEmpty())
        text += QStringLiteral(": ") + torrent::safeText(list.problems.front(), 300);
    return text;
}

PasteDialog::PasteDialog(QWidget* parent)
    : QDialog(parent)
    , m_text(new QPlainTextEdit)
    , m_found(new TextLabel(TextLabel::Role::Body, TextLabel::Tone::Dim))
    , m_reader(this)
{
    setObjectName(QStringLiteral("pasteDialog"));
    setWindowTitle(tr("Check trackers"));
    auto* words
        = new TextLabel(tr("Anything that names trackers: a list, a magnet link, a web page's text. Without a scheme, "
                           "host:port is asked over UDP and HTTP."),
            TextLabel::Role::Body);
    words->setWordWrap(true);
    m_text->setObjectName(QStringLiteral("pasteText"));
    m_text->setAccessibleName(tr("Trackers"));
    m_text->setPlaceholderText(QStringLiteral("udp://tracker.example:6969/announce\nhttps://tracker.example/announce"));
    m_text->setTabChangesFocus(true);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_found->setObjectName(QStringLiteral("pasteFound"));
    m_found->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Cancel)->setIcon({});
    m_check = buttons->addButton(tr("Check"), QDialogButtonBox::AcceptRole);
    m_check->setObjectName(QStringLiteral("pasteCheck"));
    m_check->setProperty("primary", true);
    m_check->setEnabled(false);
    auto* column = new QVBoxLayout(this);
    column->addWidget(words);
    column->addWidget(m_text, 1);
    column->addWidget(m_found);
    column->addWidget(buttons);
    keepScaled(*this, [this, column] {
        m_text->setFont(fixedFont());
        column->setContentsMargins(2 * unit(), 2 * unit(), 2 * unit(), 2 * unit());
        column->setSpacing(unit());
    });
    resize(80 * unit(), 50 * unit());
    m_soon.setSingleShot(true);
    m_soon.setInterval(kReadAfterMs);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        m_isPrefilling = false;
        m_list.reset();
        m_check->setEnabled(false);
        m_soon.start();
    });
    connect(&m_soon, &QTimer::timeout, this, [this] { m_reader.readText(m_text->toPlainText().toUtf8()); });
    connect(&m_reader, &ListReader::done, this, &PasteDialog::take);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        if (m_list)
            Q_EMIT chosen(m_list);
        accept();
    });
    readClipboard();
}

void PasteDialog::readClipboard()
{
    const QString text = QGuiApplication::clipboard()->text();
    if (text.isEmpty() || text.size() > kLongestPrefill)
        return;
    m_isPrefilling = true;
    m_reader.readText(text.toUtf8());
}

void PasteDialog::take(const ReadListPtr& list)
{
    if (m_isPrefilling && list->rows.empty())
        return; // something else was copied
    if (m_isPrefilling) {
        const QSignalBlocker quiet(m_text);
        m_text->setPlainText(QGuiApplication::clipboard()->text());
        m_isPrefilling = false;
    }
    m_list = list;
    m_check->setEnabled(!list->rows.empty());
    m_found->setText(m_text->document()->isEmpty() ? QString() : foundWords(*list));
}

} // namespace waggle::ui
