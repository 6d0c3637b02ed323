// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/overview/trackerfigures.h"

#include "ui/base/format.h"
#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"
#include "ui/widgets/textlabel.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace waggle::ui {

namespace {

using Values = std::array<QString, TrackerFigures::kColumns>;

Values valuesOf(const requests::CounterValues& counters, std::size_t transport, std::size_t family)
{
    const auto& kinds = counters.requests[transport][family];
    std::array<std::uint64_t, requests::kRequestKinds> byKind{};
    std::array<std::uint64_t, requests::kRequestResults> byResult{};
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        for (std::size_t result = 0; result < kinds[kind].size(); ++result) {
            byKind[kind] += kinds[kind][result];
            byResult[result] += kinds[kind][result];
        }
    }
    Values values;
    std::size_t next = 0;
    for (const auto count : byKind)
        values[next++] = format::shortCount(count);
    for (const auto count : byResult)
        values[next++] = format::shortCount(count);
    values[next++] = format::bytes(counters.bytesIn[transport][family]);
    values[next] = format::bytes(counters.bytesOut[transport][family]);
    return values;
}

} // namespace

TrackerFigures::TrackerFigures(QWidget* parent)
    : Card(parent)
{
    setObjectName(QStringLiteral("trackerFigures"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(
        new TextLabel(tr("Since the program started"), TextLabel::Role::Heading, TextLabel::Tone::Normal, this));
    auto* grid = new QGridLayout;
    addHeads(*grid);
    column->addLayout(grid);
    column->addStretch(1);
    m_rest = new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Dim, this);
    m_rest->setWordWrap(true);
    column->addWidget(m_rest);
    keepScaled(*this, [column, grid] {
        column->setSpacing(unit());
        grid->setHorizontalSpacing(unit() * 3 / 2);
        grid->setVerticalSpacing(unit() * 3 / 4);
    });
}

void TrackerFigures::addHeads(QGridLayout& grid)
{
    const std::array<QString, kColumns> heads{tr("announces"), tr("scrapes"), tr("connects"), tr("other"),
        tr("answered"), tr("refused"), tr("dropped"), tr("in"), tr("out")};
    const std::array<QString, kRows> names{tr("HTTP v4"), tr("HTTP v6"), tr("UDP v4"), tr("UDP v6")};
    // Turned: kinds below each other, transports side by side; nine columns would not fit beside a chart.
    for (std::size_t column = 0; column < kColumns; ++column)
        grid.addWidget(new TextLabel(heads[column], TextLabel::Role::Caption, TextLabel::Tone::Dim, this),
            static_cast<int>(column) + 1, 0);
    for (std::size_t row = 0; row < kRows; ++row) {
        auto* name = new TextLabel(names[row], TextLabel::Role::Caption, TextLabel::Tone::Dim, this);
        name->setAlignment(Qt::AlignRight);
        grid.addWidget(name, 0, static_cast<int>(row) + 1);
        for (std::size_t column = 0; column < kColumns; ++column) {
            m_cells[row][column] = new TextLabel(TextLabel::Role::Caption, TextLabel::Tone::Normal, this);
            m_cells[row][column]->setAlignment(Qt::AlignRight);
            grid.addWidget(m_cells[row][column], static_cast<int>(column) + 1, static_cast<int>(row) + 1);
        }
        grid.setColumnStretch(static_cast<int>(row) + 1, 1);
    }
}

void TrackerFigures::setOverview(const monitor::Overview& overview)
{
    for (std::size_t row = 0; row < kRows; ++row) {
        const Values values = valuesOf(overview.counters, row / protocol::kFamilies, row % protocol::kFamilies);
        for (std::size_t column = 0; column < kColumns; ++column)
            m_cells[row][column]->setText(values[column]);
    }
    m_rest->setText(tr(
        "%1 open HTTP connections, %2 refused · %3 datagrams dropped by the system · %4 requests kept, %5 pushed out")
                        .arg(format::count(overview.counters.httpConnections),
                            format::count(overview.counters.httpConnectionsRefused),
                            format::count(overview.counters.droppedByKernel), format::count(overview.requestsKept),
                            format::count(overview.requestsLost)));
}

QString TrackerFigures::cell(std::size_t row, std::size_t column) const
{
    return m_cells.at(row).at(column)->text();
}

} // namespace waggle::ui
