// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chartcard.h"

#include "ui/base/backend.h"
#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/charts/chartview.h"
#include "ui/charts/legendbutton.h"
#include "ui/charts/seriesstyle.h"
#include "ui/widgets/choicerow.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QSvgGenerator>
#include <QVBoxLayout>

#include <algorithm>

namespace waggle::ui {

using charts::LegendButton;
using monitor::SeriesKind;

namespace {

QString idOf(SeriesKind kind)
{
    switch (kind) {
    case SeriesKind::SwarmTraffic:
        return QStringLiteral("swarmTraffic");
    case SeriesKind::Clients:
        return QStringLiteral("clients");
    case SeriesKind::Requests:
        return QStringLiteral("requests");
    case SeriesKind::Answers:
        return QStringLiteral("answers");
    case SeriesKind::TrackerBandwidth:
        break;
    }
    return QStringLiteral("trackerBandwidth");
}

} // namespace

ChartCard::ChartCard(Backend& backend, SeriesKind kind, const QString& title, QWidget* parent)
    : Card(parent)
    , m_backend(backend)
{
    setObjectName(idOf(kind) + QStringLiteral("Chart"));
    m_query.view = Backend::nextView();
    m_query.kind = kind;
    m_query.range = charts::rangesOf(kind).front();
    build(title);
    connect(&m_backend, &Backend::answered, this,
        monitor::ofKind<monitor::SeriesPtr>([this](const monitor::SeriesPtr& series) { take(series); }));
}

ChartCard::~ChartCard()
{
    if (m_asking)
        Q_EMIT m_backend.closeView(m_query.view);
}

void ChartCard::build(const QString& title)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(buildHeader(title));
    m_view = new charts::ChartView(m_query.kind, this);
    m_view->setObjectName(objectName() + QStringLiteral("View"));
    m_view->setAccessibleName(title);
    column->addWidget(m_view, 1);
    m_footer = new QHBoxLayout;
    m_caption = new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Dim, this);
    m_caption->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // never widens its card
    m_footer->addWidget(m_caption, 1);
    column->addLayout(m_footer);
    keepScaled(*this, [this, column] {
        column->setSpacing(unit() / 2);
        m_footer->setSpacing(unit() * 3 / 2);
        m_view->setMinimumHeight(unit() * 16);
        m_caption->setMinimumHeight(QFontMetrics(captionFont()).height());
    });
    if (m_query.kind == SeriesKind::SwarmTraffic)
        setSubtitle(tr("as the clients report it"));
    m_view->clear(m_query.range);
}

QHBoxLayout* ChartCard::buildHeader(const QString& title)
{
    auto* header = new QHBoxLayout;
    m_title = new TextLabel(title, TextLabel::Role::Heading, TextLabel::Tone::Normal, this);
    m_subtitle = new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Dim, this);
    m_subtitle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_ranges = new ChoiceRow(this);
    const auto ranges = charts::rangesOf(m_query.kind);
    for (const auto range : ranges)
        m_ranges->addChoice(charts::rangeName(range), objectName() + QStringLiteral("Range") + charts::rangeId(range));
    connect(m_ranges, &ChoiceRow::changed, this,
        [this, ranges](int index) { setRange(ranges.at(static_cast<std::size_t>(index))); });
    header->addWidget(m_title);
    header->addSpacing(unit());
    header->addWidget(m_subtitle, 1);
    header->addWidget(m_ranges);
    return header;
}

void ChartCard::setSubtitle(const QString& subtitle)
{
    m_subtitle->setText(subtitle);
}

QString ChartCard::caption() const
{
    return m_caption->text();
}

void ChartCard::setSwarm(std::optional<protocol::InfoHash> swarm)
{
    if (m_query.swarm == swarm)
        return;
    m_query.swarm = swarm;
    m_view->clear(m_query.range);
    m_caption->clear();
    if (m_asking)
        ask();
}

void ChartCard::setRange(monitor::Range range)
{
    const auto ranges = charts::rangesOf(m_query.kind);
    const auto found = std::find(ranges.begin(), ranges.end(), range);
    if (found == ranges.end())
        return;
    m_ranges->choose(static_cast<int>(found - ranges.begin()));
    if (range == m_query.range)
        return;
    m_query.range = range;
    if (m_asking)
        ask();
}

void ChartCard::ask()
{
    m_asking = true;
    ++m_query.number;
    Q_EMIT m_backend.ask(m_query);
}

void ChartCard::showEvent(QShowEvent* event)
{
    Card::showEvent(event);
    if (!m_asking)
        ask();
}

void ChartCard::hideEvent(QHideEvent* event)
{
    Card::hideEvent(event);
    if (!m_asking)
        return;
    m_asking = false;
    Q_EMIT m_backend.closeView(m_query.view);
}

void ChartCard::take(const monitor::SeriesPtr& series)
{
    if (!series || series->view != m_query.view || series->number != m_query.number || !m_asking)
        return;
    m_view->setData(series);
    updateLegend(*series);
    updateWords(*series);
}

void ChartCard::updateLegend(const monitor::SeriesData& data)
{
    if (data.lines.size() < 2)
        return; // the title says what a single line is
    for (const monitor::Line& line : data.lines) {
        const QString id = QLatin1String(line.id);
        LegendButton*& button = m_legend[id];
        if (button)
            continue;
        button = new LegendButton(charts::lineStyle(m_query.kind, line.id, Theme::of(palette())), this);
        button->setObjectName(objectName() + QStringLiteral("Legend") + id);
        connect(button, &LegendButton::toggled, this, [this, id](bool on) { m_view->setLineShown(id, on); });
        m_footer->insertWidget(static_cast<int>(m_legend.size()) - 1, button);
    }
}

void ChartCard::updateWords(const monitor::SeriesData& data)
{
    QString words;
    const auto& frame = m_view->frame();
    m_footer->setContentsMargins(qRound(frame.plot.left()), 0, 0, 0); // below the lines, not below the figures
    if (frame.hatchedFromMs && *frame.hatchedFromMs < frame.lastMs)
        words = data.unreportedClients == 1 ? tr("hatched: at least this much, 1 client has not reported yet")
                                            : tr("hatched: at least this much, %1 clients have not reported yet")
                                                  .arg(format::count(data.unreportedClients));
    if (m_failure.isEmpty())
        m_caption->setText(words);
    QStringList latest;
    for (const monitor::Line& line : data.lines)
        latest << charts::lineStyle(m_query.kind, line.id, Theme::of(palette())).name + QLatin1Char(' ')
                + (line.values.empty() ? QString() : charts::valueText(m_query.kind, line.values.back()));
    m_view->setAccessibleDescription(tr("Now: %1").arg(latest.join(QStringLiteral(", "))));
}

void ChartCard::changeEvent(QEvent* event)
{
    Card::changeEvent(event);
    if (event->type() != QEvent::PaletteChange)
        return;
    for (const auto& [id, button] : m_legend)
        button->setStyleOfLine(charts::lineStyle(m_query.kind, id.toStdString(), Theme::of(palette())));
}

void ChartCard::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu(this);
    menu.addAction(tr("Copy picture"), this, &ChartCard::copyPicture);
    menu.addAction(tr("Save as PNG…"), this, &ChartCard::savePng);
    menu.addAction(tr("Save as SVG…"), this, &ChartCard::saveSvg);
    menu.exec(event->globalPos());
}

void ChartCard::paintPicture(QPainter& painter) const
{
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    const auto label = [&](const TextLabel* from) {
        painter.setFont(from->font());
        painter.setPen(from->palette().color(QPalette::WindowText));
        painter.drawText(from->geometry(), Qt::AlignLeft | Qt::AlignVCenter, from->text());
    };
    label(m_title);
    label(m_subtitle);
    label(m_caption);
    painter.setFont(captionFont());
    for (const auto& [id, button] : m_legend) {
        if (button->isChecked())
            LegendButton::paintEntry(painter, button->pos(),
                charts::lineStyle(m_query.kind, id.toStdString(), Theme::of(palette())),
                palette().color(QPalette::PlaceholderText), true);
    }
    m_view->paintInto(painter, m_view->geometry());
}

QImage ChartCard::picture(double pixelRatio) const
{
    QImage image(size() * pixelRatio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(pixelRatio);
    QPainter painter(&image);
    paintPicture(painter);
    return image;
}

void ChartCard::copyPicture() const
{
    QApplication::clipboard()->setImage(picture());
}

QString ChartCard::suggestedName(const QString& suffix) const
{
    return m_title->text().toLower().replace(QLatin1Char(' '), QLatin1Char('-')) + suffix;
}

void ChartCard::forgetFailure()
{
    m_failure.clear();
    m_caption->setTone(TextLabel::Tone::Dim);
    m_caption->setText(QString());
    m_caption->setToolTip(QString());
}

void ChartCard::savePng()
{
    forgetFailure();
    FileDialog::save(this, tr("Save the chart"), suggestedName(QStringLiteral(".png")), {tr("PNG pictures (*.png)")},
        [this](const QString& path) {
            if (!picture().save(path, "PNG"))
                showFailure(path);
        });
}

void ChartCard::saveSvg()
{
    forgetFailure();
    FileDialog::save(this, tr("Save the chart"), suggestedName(QStringLiteral(".svg")), {tr("SVG pictures (*.svg)")},
        [this](const QString& path) {
            QSvgGenerator generator;
            generator.setFileName(path);
            generator.setSize(size());
            generator.setViewBox(rect());
            generator.setTitle(m_title->text());
            QPainter painter;
            if (!painter.begin(&generator))
                return showFailure(path);
            paintPicture(painter);
        });
}

void ChartCard::showFailure(const QString& path)
{
    m_failure = tr("The picture was not saved: %1 cannot be written. Choose another folder.").arg(path);
    m_caption->setTone(TextLabel::Tone::Bad);
    m_caption->setText(m_failure);
    m_caption->setToolTip(m_failure);
}

} // namespace waggle::ui
