// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/swarms/swarmcolumns.h"

#include "core/text/words.h"
#include "ui/base/format.h"
#include "ui/base/rowwords.h"

namespace waggle::ui {

namespace {

using monitor::SwarmColumn;
using monitor::SwarmRow;
using monitor::SwarmState;
using SwarmColumnDef = Column<SwarmRow, SwarmColumn>;

constexpr protocol::Time kLongestInterval = std::chrono::seconds(1800); // no automatic interval is longer

bool isOld(const SwarmRow& row)
{
    return row.state == SwarmState::Quiet || row.rateAge > kLongestInterval;
}

Cell rateLook(const SwarmRow& row)
{
    Cell cell;
    cell.tone = isOld(row) ? Tone::Dim : Tone::Normal;
    return cell;
}

QString rateTip(const SwarmRow& row, std::optional<double> rate)
{
    return rate ? Words::tr("Sum over the clients' last reports; the oldest is of %1.").arg(format::age(row.rateAge))
                : Words::tr("Unknown until a client has reported twice.");
}

SwarmColumnDef number(const char* id, const QString& title, const QString& toolTip, SwarmColumn sort,
    std::uint32_t SwarmRow::*field, bool shown)
{
    return {.info = {.id = id,
                .title = title,
                .toolTip = toolTip,
                .alignment = Qt::AlignRight,
                .shown = shown,
                .chars = 6,
                .descendingFirst = true},
        .sort = sort,
        .text = [field](const SwarmRow& row) { return format::count(row.*field); },
        .copy = {},
        .raw = [field](const SwarmRow& row) { return QJsonValue(static_cast<qint64>(row.*field)); },
        .look = {},
        .toolTip = {}};
}

SwarmColumnDef rate(const char* id, const QString& title, const QString& toolTip, SwarmColumn sort,
    std::optional<double> SwarmRow::*field, bool shown)
{
    return {.info = {.id = id,
                .title = title,
                .toolTip = toolTip,
                .alignment = Qt::AlignRight,
                .shown = shown,
                .chars = 12,
                .descendingFirst = true,
                .unit = "bytes_per_s"},
        .sort = sort,
        .text = [field](const SwarmRow& row) { return format::rate(row.*field); },
        .copy = {},
        .raw = [field](const SwarmRow& row) { return rawNumber(row.*field); },
        .look = rateLook,
        .toolTip = [field](const SwarmRow& row) { return rateTip(row, row.*field); }};
}

SwarmColumnDef nameColumn()
{
    return {.info = {.id = "name",
                .title = Words::tr("Name"),
                .toolTip = Words::tr("Of the torrent, where Waggle knows it"),
                .chars = 20,
                .roomyChars = 70},
        .sort = SwarmColumn::Name,
        .text = [](const SwarmRow& row) { return row.name; },
        .copy = {},
        .raw = {},
        .look =
            [](const SwarmRow&) {
                Cell cell;
                cell.bold = true;
                return cell;
            },
        .toolTip = [](const SwarmRow& row) { return row.name + QLatin1Char('\n') + hexOf(row.infoHash); }};
}

SwarmColumnDef stateColumn()
{
    return {.info = {.id = "state",
                .title = Words::tr("State"),
                .toolTip = Words::tr("What the clients' reports come to"),
                .chars = 24},
        .sort = SwarmColumn::State,
        .text = [](const SwarmRow& row) { return swarmStateName(row.state); },
        .copy = {},
        .raw = {},
        .look = [](const SwarmRow& row) { return swarmStateLook(row.state); },
        .toolTip =
            [](const SwarmRow& row) {
                return row.stuck > 0
                    ? Words::tr("%1 of %2 clients are stuck: nothing has moved between their last two reports.")
                          .arg(format::count(row.stuck), format::count(row.clients))
                    : QString();
            }};
}

SwarmColumnDef doneColumn()
{
    return {.info = {.id = "done",
                .title = Words::tr("Done"),
                .toolTip = Words::tr("Clients that have all of it, of all clients"),
                .chars = 22,
                .descendingFirst = true,
                .unit = "fraction"},
        .sort = SwarmColumn::Done,
        .text =
            [](const SwarmRow& row) {
                return row.clients == 0
                    ? format::unknown()
                    : Words::tr("%1 of %2").arg(format::count(row.seeds), format::count(row.clients));
            },
        .copy = {},
        .raw =
            [](const SwarmRow& row) {
                return row.clients == 0 ? QJsonValue() : rawNumber(std::optional(double(row.seeds) / row.clients));
            },
        .look =
            [](const SwarmRow& row) {
                Cell cell;
                if (row.clients == 0)
                    return cell;
                const double all = row.clients;
                const std::uint32_t stuck = std::min(row.stuck, row.leechers);
                cell.kind = Cell::Kind::Bar;
                cell.parts = {row.seeds / all, (row.leechers - stuck) / all, stuck / all};
                return cell;
            },
        .toolTip =
            [](const SwarmRow& row) {
                return Words::tr("%1 have all of it, %2 are getting it, %3 are stuck")
                    .arg(format::count(row.seeds), format::count(row.leechers - std::min(row.stuck, row.leechers)),
                        format::count(row.stuck));
            }};
}

SwarmColumnDef movedColumn()
{
    return {.info = {.id = "moved",
                .title = Words::tr("Moved"),
                .toolTip = Words::tr(
                    "Bytes that clients downloaded while this tracker saw them (differences of `downloaded`, BEP 3)"),
                .alignment = Qt::AlignRight,
                .chars = 9,
                .descendingFirst = true,
                .unit = "bytes"},
        .sort = SwarmColumn::Moved,
        .text = [](const SwarmRow& row) { return format::bytes(row.movedDown); },
        .copy = {},
        .raw = [](const SwarmRow& row) { return rawNumber(std::optional(row.movedDown)); },
        .look = {},
        .toolTip =
            [](const SwarmRow& row) {
                return Words::tr("↓ %1 · ↑ %2").arg(format::bytes(row.movedDown), format::bytes(row.movedUp));
            }};
}

SwarmColumnDef lastAnnounceColumn()
{
    return {.info = {.id = "last_announce",
                .title = Words::tr("Last announce"),
                .toolTip = Words::tr("When a client of this swarm last announced itself"),
                .alignment = Qt::AlignRight,
                .chars = 11},
        .sort = SwarmColumn::LastAnnounce,
        .text = [](const SwarmRow& row) { return format::age(row.lastAnnounceAge); },
        .copy = {},
        .raw =
            [](const SwarmRow& row) {
                return row.lastAnnounceAge ? QJsonValue(isoOf(*row.lastAnnounceAge)) : QJsonValue();
            },
        .look = rateLook,
        .toolTip
        = [](const SwarmRow& row) { return row.lastAnnounceAge ? momentOf(*row.lastAnnounceAge) : QString(); }};
}

SwarmColumnDef sparkColumn()
{
    return {.info = {.id = "spark",
                .title = Words::tr("10 min"),
                .toolTip = Words::tr("Traffic of the last ten minutes, as reported"),
                .chars = 10,
                .sortable = false},
        .sort = SwarmColumn::Spark,
        .text = [](const SwarmRow&) { return QString(); },
        .copy = {},
        .raw = [](const SwarmRow&) { return QJsonValue(); },
        .look =
            [](const SwarmRow& row) {
                Cell cell;
                cell.kind = Cell::Kind::Spark;
                cell.spark = row.spark;
                return cell;
            },
        .toolTip = {}};
}

SwarmColumnDef sizeColumn()
{
    return {.info = {.id = "size",
                .title = Words::tr("Size"),
                .toolTip = Words::tr("Of the torrent; ≈: the largest `left` of a fresh start"),
                .alignment = Qt::AlignRight,
                .shown = false,
                .chars = 9,
                .descendingFirst = true,
                .unit = "bytes"},
        .sort = SwarmColumn::Size,
        .text = [](const SwarmRow& row) { return format::bytes(row.size, row.sizeEstimated); },
        .copy = {},
        .raw = [](const SwarmRow& row) { return rawNumber(row.size); },
        .look = {},
        .toolTip =
            [](const SwarmRow& row) {
                return row.size ? format::counted(*row.size, Words::tr("1 byte"), Words::tr("%1 bytes")) : QString();
            }};
}

SwarmColumnDef announcesColumn()
{
    return {.info = {.id = "announces",
                .title = Words::tr("Announces"),
                .toolTip = Words::tr("Announces of this swarm, per minute or second"),
                .alignment = Qt::AlignRight,
                .shown = false,
                .chars = 9,
                .descendingFirst = true,
                .unit = "per_min"},
        .sort = SwarmColumn::AnnouncesPerMinute,
        .text = [](const SwarmRow& row) { return format::perSecond(row.announcesPerMinute / 60); },
        .copy = {},
        .raw = [](const SwarmRow& row) { return rawNumber(std::optional(row.announcesPerMinute)); },
        .look = {},
        .toolTip = {}};
}

SwarmColumnDef addedColumn()
{
    return {.info = {.id = "added",
                .title = Words::tr("Added"),
                .toolTip = Words::tr("When this tracker first knew of it"),
                .alignment = Qt::AlignRight,
                .shown = false,
                .chars = 18,
                .descendingFirst = true},
        .sort = SwarmColumn::Added,
        .text = [](const SwarmRow& row) { return row.addedMs ? format::moment(*row.addedMs) : format::unknown(); },
        .copy = {},
        .raw = [](const SwarmRow& row) { return row.addedMs ? QJsonValue(isoOfWall(*row.addedMs)) : QJsonValue(); },
        .look = {},
        .toolTip = {}};
}

SwarmColumnDef hashColumn()
{
    return {.info = {.id = "infohash",
                .title = Words::tr("Infohash"),
                .toolTip = Words::tr("SHA-1 of the info dictionary (BEP 3), or the truncated SHA-256 (BEP 52)"),
                .shown = false,
                .chars = 44},
        .sort = SwarmColumn::Hash,
        .text = [](const SwarmRow& row) { return hexOf(row.infoHash); },
        .copy = {},
        .raw = {},
        .look =
            [](const SwarmRow&) {
                Cell cell;
                cell.fixed = true;
                return cell;
            },
        .toolTip =
            [](const SwarmRow& row) {
                return row.secondHash ? Words::tr("v1 %1\nv2 %2").arg(hexOf(row.infoHash), hexOf(*row.secondHash))
                                      : QString();
            }};
}

SwarmColumnDef labelColumn()
{
    return {.info = {.id = "label",
                .title = Words::tr("Label"),
                .toolTip = Words::tr("A word of your own"),
                .shown = false,
                .chars = 12},
        .sort = SwarmColumn::Label,
        .text = [](const SwarmRow& row) { return row.label; },
        .copy = {},
        .raw = {},
        .look = {},
        .toolTip = {}};
}

} // namespace

QString swarmStateName(SwarmState state)
{
    switch (state) {
    case SwarmState::Sharing:
        return Words::tr("sharing");
    case SwarmState::EveryoneHasIt:
        return Words::tr("everyone has it");
    case SwarmState::NobodyHasAll:
        return Words::tr("nobody has all of it");
    case SwarmState::Stuck:
        return Words::tr("stuck");
    case SwarmState::Quiet:
        break;
    }
    return Words::tr("quiet");
}

Cell swarmStateLook(SwarmState state)
{
    Cell cell;
    switch (state) {
    case SwarmState::Sharing:
        cell.tone = Tone::Progress;
        cell.sign = QStringLiteral("●");
        break;
    case SwarmState::EveryoneHasIt:
        cell.tone = Tone::Good;
        cell.sign = QStringLiteral("✓");
        break;
    case SwarmState::NobodyHasAll:
    case SwarmState::Stuck:
        cell.tone = Tone::Warning;
        cell.sign = QStringLiteral("⚠");
        break;
    case SwarmState::Quiet:
        cell.tone = Tone::Dim;
        cell.sign = QStringLiteral("○");
        break;
    }
    return cell;
}

monitor::RowKey swarmRowKey(const protocol::InfoHash& infoHash)
{
    monitor::RowKey key;
    std::copy(infoHash.bytes.begin(), infoHash.bytes.end(), key.bytes.begin());
    return key;
}

std::vector<SwarmColumnDef> swarmColumns()
{
    return {nameColumn(), stateColumn(), doneColumn(),
        number("seeds", Words::tr("Seeds"), Words::tr("Clients that have all of it (`complete`, BEP 3)"),
            SwarmColumn::Seeds, &SwarmRow::seeds, true),
        number("leechers", Words::tr("Leechers"),
            Words::tr("Clients that don't have all of it yet (`incomplete`, BEP 3)"), SwarmColumn::Leechers,
            &SwarmRow::leechers, true),
        rate("down", Words::tr("↓"), Words::tr("What clients download, as they report it"), SwarmColumn::RateDown,
            &SwarmRow::rateDown, true),
        movedColumn(), lastAnnounceColumn(), sparkColumn(), sizeColumn(),
        number("partial_seeds", Words::tr("Partial seeds"),
            Words::tr("Clients that have all they want of it (`paused`, BEP 21)"), SwarmColumn::PartialSeeds,
            &SwarmRow::partialSeeds, false),
        number("finished", Words::tr("Finished here"),
            Words::tr("Downloads that were completed here (`downloaded`, BEP 48)"), SwarmColumn::Completions,
            &SwarmRow::completions, false),
        rate("up", Words::tr("↑"), Words::tr("What clients upload, as they report it"), SwarmColumn::RateUp,
            &SwarmRow::rateUp, false),
        announcesColumn(), addedColumn(), hashColumn(), labelColumn()};
}

} // namespace waggle::ui
