// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/swarms/aboutswarm.h"

#include "ui/base/format.h"
#include "ui/base/rowwords.h"
#include "ui/base/theme.h"
#include "ui/table/celldelegate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

namespace waggle::ui {

namespace {

constexpr std::size_t kMaxFiles = 1000; // more are counted, not listed

QToolButton* iconButton(const QString& name, const QString& words, const QString& icon, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setAccessibleName(words);
    button->setToolTip(words);
    button->setAutoRaise(true);
    button->setIcon(lineIcon(icon));
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

AboutSwarm::AboutSwarm(QWidget* parent)
    : QScrollArea(parent)
    , m_grid(nullptr)
    , m_fileList(nullptr)
{
    setObjectName(QStringLiteral("aboutSwarm"));
    setAccessibleName(tr("About this swarm"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    auto* inside = new QWidget(this);
    setWidget(inside);
    inside->setAutoFillBackground(false); // the card's own ground
    viewport()->setAutoFillBackground(false);
    m_grid = new QGridLayout(inside);
    m_grid->setColumnStretch(2, 1);
    m_name = addLine(QStringLiteral("aboutName"), tr("Name"), false);
    m_hash = addLine(QStringLiteral("aboutHash"), tr("Infohash"), true);
    m_secondHash = addLine(QStringLiteral("aboutSecondHash"), tr("Infohash v2"), true);
    m_magnet = addLine(QStringLiteral("aboutMagnet"), tr("Magnet link"), true);
    m_urls = addLine(QStringLiteral("aboutUrls"), tr("Announce URLs"), true);
    m_label = addLine(QStringLiteral("aboutLabel"), tr("Label"), false, false);
    m_size = addLine(QStringLiteral("aboutSize"), tr("Size"), false);
    m_added = addLine(QStringLiteral("aboutAdded"), tr("Added"), false);
    m_files = addLine(QStringLiteral("aboutFiles"), tr("Files"), false, false);

    auto* edit = new QPushButton(tr("Label…"), inside);
    edit->setObjectName(QStringLiteral("aboutEditLabel"));
    edit->setAccessibleName(tr("Change the label"));
    connect(edit, &QPushButton::clicked, this, &AboutSwarm::labelRequested);
    auto* labelLine = new QHBoxLayout;
    labelLine->setSpacing(2 * unit());
    labelLine->addWidget(m_label.value);
    labelLine->addWidget(edit);
    labelLine->addStretch();
    m_label.value->setWordWrap(false);
    m_label.value->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_grid->addLayout(labelLine, 5, 2, 1, 2);
    auto* copy = iconButton(QStringLiteral("copyFiles"), tr("Copy the list of files"), QStringLiteral("copy"), inside);
    connect(copy, &QToolButton::clicked, this, [this] {
        if (m_known)
            copyFiles(*m_known);
    });
    m_grid->addWidget(copy, 8, 1);
    m_files.button = copy;

    m_fileList = new QTreeWidget(inside);
    m_fileList->setObjectName(QStringLiteral("aboutFileList"));
    m_fileList->setAccessibleName(tr("Files"));
    m_fileList->setHeaderLabels({tr("File"), tr("Size")});
    m_fileList->headerItem()->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    m_fileList->setItemDelegate(new CellDelegate(m_fileList));
    m_fileList->setRootIsDecorated(false);
    m_fileList->setUniformRowHeights(true);
    m_fileList->setAlternatingRowColors(true);
    m_fileList->header()->setStretchLastSection(false);
    m_fileList->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_fileList->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_grid->addWidget(m_fileList, 9, 2, 1, 2);
    keepScaled(*this, [this] { setGaps(); });
    set(std::nullopt, nullptr, {}, {});
}

void AboutSwarm::setGaps()
{
    m_grid->setContentsMargins(unit() * 7 / 4, unit() * 3 / 2, unit() * 7 / 4, unit() * 3 / 2);
    m_grid->setHorizontalSpacing(unit());
    m_grid->setVerticalSpacing(unit() / 4);
    m_grid->setColumnMinimumWidth(0, 12 * unit());
    m_fileList->setMinimumHeight(16 * unit());
}

AboutSwarm::Line AboutSwarm::addLine(const QString& name, const QString& caption, bool fixed, bool copyable)
{
    QWidget* inside = widget();
    const int row = m_grid->rowCount() - (m_grid->count() == 0 ? 1 : 0);
    Line line;
    line.caption = new TextLabel(caption, TextLabel::Role::Body, TextLabel::Tone::Dim, inside);
    line.value = new TextLabel(fixed ? TextLabel::Role::Fixed : TextLabel::Role::Body, TextLabel::Tone::Normal, inside);
    line.value->setObjectName(name);
    line.value->setAccessibleName(caption);
    line.value->setWordWrap(true);
    line.value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    line.value->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_grid->addWidget(line.caption, row, 0);
    m_grid->addWidget(line.value, row, 2, 1, 2);
    if (copyable) {
        auto* copy
            = iconButton(name + QStringLiteral("Copy"), tr("Copy: %1").arg(caption), QStringLiteral("copy"), inside);
        // What is shown may hold marks where it can be broken: the property has the value itself.
        connect(copy, &QToolButton::clicked, this,
            [label = line.value] { QGuiApplication::clipboard()->setText(label->property("value").toString()); });
        m_grid->addWidget(copy, row, 1);
        line.button = copy;
    }
    return line;
}

void AboutSwarm::setLine(const Line& line, const QString& text)
{
    if (line.value->property("value").toString() != text || line.value->text().isEmpty()) {
        line.value->setProperty("value", text);
        QString broken = text;
        if (text.startsWith(QLatin1String("magnet:"))) // a long word: let it break between its parameters
            broken.replace(QLatin1Char('&'), QString(QChar(0x200b)) + QLatin1Char('&'));
        line.value->setText(broken);
    }
    line.caption->setVisible(!text.isEmpty());
    line.value->setVisible(!text.isEmpty());
    if (line.button)
        line.button->setVisible(!text.isEmpty());
}

void AboutSwarm::set(const std::optional<monitor::SwarmRow>& swarm,
    const std::shared_ptr<const torrent::KnownTorrent>& known, const QStringList& announceUrls, const QString& magnet)
{
    if (!swarm) {
        for (const Line* line : {&m_name, &m_hash, &m_secondHash, &m_magnet, &m_urls, &m_label, &m_size, &m_added})
            setLine(*line, {});
        setFiles(nullptr);
        return;
    }
    setLine(m_name, swarm->name);
    setLine(m_hash, hexOf(swarm->infoHash));
    setLine(m_secondHash, swarm->secondHash ? hexOf(*swarm->secondHash) : QString());
    setLine(m_urls, announceUrls.join(QLatin1Char('\n')));
    setLine(m_label, swarm->label.isEmpty() ? format::unknown() : swarm->label);
    const QString exact = swarm->size && !swarm->sizeEstimated
        ? format::counted(*swarm->size, tr(" (1 byte)"), tr(" (%1 bytes)"))
        : QString();
    setLine(m_size, format::bytes(swarm->size, swarm->sizeEstimated) + exact);
    setLine(m_added, swarm->addedMs ? format::moment(*swarm->addedMs) : QString());
    setLine(m_magnet, magnet);
    if (m_known != known || !known)
        setFiles(known.get());
    m_known = known;
}

void AboutSwarm::setFiles(const torrent::KnownTorrent* known)
{
    m_fileList->clear();
    const bool any = known && !known->files.empty();
    setLine(m_files, any ? format::counted(known->files.size(), tr("1 file"), tr("%1 files")) : QString());
    m_fileList->setVisible(any);
    m_grid->setRowStretch(9, any ? 1 : 0);
    m_grid->setRowStretch(10, any ? 0 : 1);
    if (!any)
        return;
    QList<QTreeWidgetItem*> items;
    for (std::size_t i = 0; i < std::min(known->files.size(), kMaxFiles); ++i) {
        const torrent::TorrentFile& file = known->files[i];
        items << new QTreeWidgetItem({file.path, format::bytes(file.size)});
        items.back()->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    }
    m_fileList->addTopLevelItems(items);
    if (known->files.size() > kMaxFiles)
        setLine(m_files,
            tr("%1 files, the first %2 are listed").arg(format::count(known->files.size()), format::count(kMaxFiles)));
}

void AboutSwarm::copyFiles(const torrent::KnownTorrent& known)
{
    QString text;
    for (const torrent::TorrentFile& file : known.files)
        text += file.path + QLatin1Char('\t') + QString::number(file.size) + QLatin1Char('\n');
    QGuiApplication::clipboard()->setText(text);
}

QString AboutSwarm::value(const QString& name) const
{
    const auto* label = findChild<QLabel*>(name);
    return label && !label->isHidden() ? label->property("value").toString() : QString();
}

} // namespace waggle::ui
