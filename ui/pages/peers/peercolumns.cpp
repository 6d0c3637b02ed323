// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/peers/peercolumns.h"

#include "core/text/words.h"
#include "ui/base/format.h"
#include "ui/base/rowwords.h"

namespace waggle::ui {

namespace {

using monitor::ClientState;
using monitor::PeerColumn;
using monitor::PeerRow;
using PeerColumnDef = Column<PeerRow, PeerColumn>;

Cell figureLook(const PeerRow& row)
{
    Cell cell;
    cell.tone = row.isOld() ? Tone::Dim : Tone::Normal;
    return cell;
}

Cell fixedLook(const PeerRow&)
{
    Cell cell;
    cell.fixed = true;
    return cell;
}

QString reportedTip(const PeerRow& row)
{
    QString text = Words::tr("Reported %1, at %2.").arg(format::age(row.reportedAge), momentOf(row.reportedAge));
    if (row.overdue)
        text += QLatin1Char('\n')
            + Words::tr("Overdue: it keeps an interval of %1.").arg(format::duration(row.keptInterval));
    else if (row.isOld())
        text += QLatin1Char('\n')
            + Words::tr("Older than the interval it was given, %1.").arg(format::duration(row.givenInterval));
    return text;
}

// "192.168.1.41 + v6": the address that reported last, and what else the client has.
QString addressWords(const PeerRow& row)
{
    const QString first = addressText(row.endpoint.address);
    if (row.others.empty())
        return first;
    if (row.others.size() > 1)
        return Words::tr("%1 + %2").arg(first, format::count(row.others.size()));
    const auto& other = row.others.front().address;
    if (other.family() == row.endpoint.address.family())
        return Words::tr("%1 + 1").arg(first);
    return Words::tr("%1 + %2").arg(first, other.family() == protocol::Family::V6 ? Words::tr("v6") : Words::tr("v4"));
}

QString allEndpoints(const PeerRow& row, const QString& separator)
{
    QStringList all{endpointText(row.endpoint)};
    for (const protocol::Endpoint& other : row.others)
        all << endpointText(other);
    return all.join(separator);
}

PeerColumnDef bytes(
    const char* id, const QString& title, const QString& toolTip, PeerColumn sort, std::uint64_t PeerRow::*field)
{
    return {.info = {.id = id,
                .title = title,
                .toolTip = toolTip,
                .alignment = Qt::AlignRight,
                .shown = false,
                .chars = 9,
                .descendingFirst = true,
                .unit = "bytes"},
        .sort = sort,
        .text = [field](const PeerRow& row) { return format::bytes(row.*field); },
        .copy = {},
        .raw = [field](const PeerRow& row) { return rawNumber(std::optional(row.*field)); },
        .look = figureLook,
        .toolTip
        = [field](
              const PeerRow& row) { return format::counted(row.*field, Words::tr("1 byte"), Words::tr("%1 bytes")); }};
}

PeerColumnDef rate(const char* id, const QString& title, const QString& toolTip, PeerColumn sort,
    std::optional<double> PeerRow::*field)
{
    return {.info = {.id = id,
                .title = title,
                .toolTip = toolTip,
                .alignment = Qt::AlignRight,
                .chars = 10,
                .descendingFirst = true,
                .unit = "bytes_per_s"},
        .sort = sort,
        .text = [field](const PeerRow& row) { return format::rate(row.*field); },
        .copy = {},
        .raw = [field](const PeerRow& row) { return rawNumber(row.*field); },
        .look =
            [field](const PeerRow& row) {
                Cell cell = figureLook(row);
                if (field == &PeerRow::rateDown && row.state == ClientState::Stuck && cell.tone == Tone::Normal)
                    cell.tone = Tone::Warning;
                return cell;
            },
        .toolTip =
            [field](const PeerRow& row) {
                return row.*field ? Words::tr("Mean between its last two reports. %1").arg(reportedTip(row))
                                  : Words::tr("Unknown until it has reported twice.");
            }};
}

PeerColumnDef age(const char* id, const QString& title, const QString& toolTip, PeerColumn sort,
    protocol::Time PeerRow::*field, bool shown)
{
    return {.info
        = {.id = id, .title = title, .toolTip = toolTip, .alignment = Qt::AlignRight, .shown = shown, .chars = 11},
        .sort = sort,
        .text = [field](const PeerRow& row) { return format::age(row.*field); },
        .copy = {},
        .raw = [field](const PeerRow& row) { return QJsonValue(isoOf(row.*field)); },
        .look =
            [field](const PeerRow& row) {
                Cell cell = field == &PeerRow::reportedAge ? figureLook(row) : Cell();
                if (row.overdue && field == &PeerRow::reportedAge) {
                    cell.tone = Tone::Warning;
                    cell.sign = QStringLiteral("⚠");
                }
                return cell;
            },
        .toolTip
        = [field](
              const PeerRow& row) { return field == &PeerRow::reportedAge ? reportedTip(row) : momentOf(row.*field); }};
}

PeerColumnDef computerColumn()
{
    return {.info = {.id = "computer",
                .title = Words::tr("Computer"),
                .toolTip = Words::tr("Its name, where a name server knows it"),
                .chars = 16},
        .sort = PeerColumn::Computer,
        .text =
            [](const PeerRow& row) {
                if (row.isAddress)
                    return row.computer;
                return row.computer.isEmpty() ? format::unknown() : row.computer;
            },
        .copy = [](const PeerRow& row) { return row.computer; },
        .raw = {},
        .look =
            [](const PeerRow& row) {
                Cell cell;
                cell.indent = row.isAddress ? 1 : 0;
                cell.expander = !row.expandable ? Cell::Expander::Space
                    : row.expanded              ? Cell::Expander::Open
                                                : Cell::Expander::Closed;
                return cell;
            },
        .toolTip = [](const PeerRow& row) { return row.computer; }};
}

PeerColumnDef addressColumn()
{
    return {.info = {.id = "address",
                .title = Words::tr("Address"),
                .toolTip = Words::tr("From where it announced last; one client may have several addresses"),
                .chars = 18},
        .sort = PeerColumn::Address,
        .text = addressWords,
        .copy = [](const PeerRow& row) { return allEndpoints(row, QStringLiteral(" ")); },
        .raw = {},
        .look = fixedLook,
        .toolTip = [](const PeerRow& row) { return allEndpoints(row, QStringLiteral("\n")); }};
}

PeerColumnDef progressColumn()
{
    return {.info = {.id = "progress",
                .title = Words::tr("Progress"),
                .toolTip = Words::tr("1 − `left` / size at its last announce; ≈: the size is estimated"),
                .chars = 20,
                .descendingFirst = true,
                .unit = "fraction"},
        .sort = PeerColumn::Progress,
        .text =
            [](const PeerRow& row) {
                const QString words = format::percent(row.progress);
                return row.progressEstimated && row.progress ? QStringLiteral("≈ ") + words : words;
            },
        .copy = {},
        .raw = [](const PeerRow& row) { return rawNumber(row.progress); },
        .look =
            [](const PeerRow& row) {
                Cell cell = figureLook(row);
                if (!row.progress)
                    return cell;
                cell.kind = Cell::Kind::Bar;
                const std::size_t part = row.state == ClientState::Seed ? 0 : row.state == ClientState::Stuck ? 2 : 1;
                cell.parts[part] = *row.progress;
                return cell;
            },
        .toolTip =
            [](const PeerRow& row) {
                const QString now = Words::tr("%1: %2 left").arg(clientStateName(row.state), format::bytes(row.left));
                return row.firstLeft <= row.left
                    ? now
                    : now + QStringLiteral(", ") + Words::tr("%1 when it came").arg(format::bytes(row.firstLeft, true));
            }};
}

PeerColumnDef stateColumn()
{
    return {.info = {.id = "state",
                .title = Words::tr("State"),
                .toolTip = Words::tr("What its reports come to"),
                .shown = false,
                .chars = 18},
        .sort = PeerColumn::State,
        .text = [](const PeerRow& row) { return clientStateName(row.overdue ? ClientState::Overdue : row.state); },
        .copy = {},
        .raw = {},
        .look =
            [](const PeerRow& row) {
                Cell cell;
                const bool warns = row.overdue || row.state == ClientState::Stuck || row.state == ClientState::Overdue;
                const bool has = row.state == ClientState::Seed || row.state == ClientState::PartialSeed;
                const bool paused = row.state == ClientState::Paused;
                cell.tone = warns ? Tone::Warning : has ? Tone::Good : paused ? Tone::Dim : Tone::Progress;
                cell.sign = warns ? QStringLiteral("⚠")
                    : has         ? QStringLiteral("✓")
                    : paused      ? QStringLiteral("○")
                                  : QStringLiteral("●");
                return cell;
            },
        .toolTip = reportedTip};
}

PeerColumnDef words(const char* id, const QString& title, const QString& toolTip, PeerColumn sort, int chars,
    bool shown, std::function<QString(const PeerRow&)> text, bool fixed = false, int roomyChars = 0)
{
    auto tip = text;
    return {.info
        = {.id = id, .title = title, .toolTip = toolTip, .shown = shown, .chars = chars, .roomyChars = roomyChars},
        .sort = sort,
        .text = std::move(text),
        .copy = {},
        .raw = {},
        .look = fixed ? std::function<Cell(const PeerRow&)>(fixedLook) : nullptr,
        .toolTip = std::move(tip)};
}

PeerColumnDef span(const char* id, const QString& title, const QString& toolTip, PeerColumn sort,
    std::function<std::optional<protocol::Time>(const PeerRow&)> of)
{
    return {.info = {.id = id,
                .title = title,
                .toolTip = toolTip,
                .alignment = Qt::AlignRight,
                .shown = false,
                .chars = 10,
                .unit = "s"},
        .sort = sort,
        .text =
            [of](const PeerRow& row) {
                const auto time = of(row);
                return time ? format::duration(*time) : format::unknown();
            },
        .copy = {},
        .raw =
            [of](const PeerRow& row) {
                const auto time = of(row);
                return time ? QJsonValue(static_cast<double>(time->count()) / 1000) : QJsonValue();
            },
        .look = {},
        .toolTip = {}};
}

PeerColumnDef announcesColumn()
{
    return {.info = {.id = "announces",
                .title = Words::tr("Announces"),
                .toolTip = Words::tr("That came from it"),
                .alignment = Qt::AlignRight,
                .shown = false,
                .chars = 9,
                .descendingFirst = true},
        .sort = PeerColumn::Announces,
        .text = [](const PeerRow& row) { return format::count(row.announces); },
        .copy = {},
        .raw = [](const PeerRow& row) { return QJsonValue(static_cast<qint64>(row.announces)); },
        .look = {},
        .toolTip = {}};
}

PeerColumnDef intervalColumn()
{
    auto column = span("interval", Words::tr("Interval"),
        Words::tr("That it keeps, measured; in the tool tip: what it was given (`interval`, BEP 3)"),
        PeerColumn::Interval, [](const PeerRow& row) -> std::optional<protocol::Time> {
            return row.keptInterval.count() > 0 ? std::optional<protocol::Time>(row.keptInterval) : std::nullopt;
        });
    column.toolTip
        = [](const PeerRow& row) { return Words::tr("It was given %1.").arg(format::duration(row.givenInterval)); };
    return column;
}

} // namespace

QString clientStateName(ClientState state)
{
    switch (state) {
    case ClientState::Seed:
        return Words::tr("has all of it");
    case ClientState::Leecher:
        return Words::tr("getting it");
    case ClientState::Stuck:
        return Words::tr("stuck");
    case ClientState::PartialSeed:
        return Words::tr("has what it wants");
    case ClientState::Paused:
        return Words::tr("paused");
    case ClientState::Overdue:
        break;
    }
    return Words::tr("overdue");
}

monitor::RowKey clientRowKey(const PeerRow& row)
{
    monitor::RowKey key;
    std::copy(row.infoHash.bytes.begin(), row.infoHash.bytes.end(), key.bytes.begin());
    std::copy(row.peerId.bytes.begin(), row.peerId.bytes.end(), key.bytes.begin() + row.infoHash.bytes.size());
    return key;
}

std::vector<PeerColumnDef> peerColumns(PeerScope scope)
{
    return {computerColumn(), addressColumn(),
        words("client", Words::tr("Client"), Words::tr("Software, read out of the `peer_id` (BEP 20)"),
            PeerColumn::Client, 18, true,
            [](const PeerRow& row) { return row.client.isEmpty() ? format::unknown() : row.client; }),
        progressColumn(),
        rate(
            "down", Words::tr("↓"), Words::tr("Downloads, as it reports it"), PeerColumn::RateDown, &PeerRow::rateDown),
        rate("up", Words::tr("↑"), Words::tr("Uploads, as it reports it"), PeerColumn::RateUp, &PeerRow::rateUp),
        age("reported", Words::tr("Reported"), Words::tr("When it last announced itself; figures are of that moment"),
            PeerColumn::Reported, &PeerRow::reportedAge, true),
        words(
            "swarm", Words::tr("Swarm"), Words::tr("What it takes part in"), PeerColumn::Swarm, 18,
            scope == PeerScope::AllSwarms, [](const PeerRow& row) { return row.swarmName; }, false, 60),
        stateColumn(),
        bytes("left", Words::tr("Left"), Words::tr("What it lacks, as it reports it (`left`, BEP 3)"), PeerColumn::Left,
            &PeerRow::left),
        bytes("downloaded", Words::tr("Downloaded"),
            Words::tr("Since its start, as it reports it (`downloaded`, BEP 3)"), PeerColumn::Downloaded,
            &PeerRow::downloaded),
        bytes("uploaded", Words::tr("Uploaded"), Words::tr("Since its start, as it reports it (`uploaded`, BEP 3)"),
            PeerColumn::Uploaded, &PeerRow::uploaded),
        bytes("moved_down", Words::tr("Moved ↓"), Words::tr("Downloaded while this tracker saw it"),
            PeerColumn::MovedDown, &PeerRow::movedDown),
        bytes("moved_up", Words::tr("Moved ↑"), Words::tr("Uploaded while this tracker saw it"), PeerColumn::MovedUp,
            &PeerRow::movedUp),
        age("first_seen", Words::tr("First seen"), Words::tr("First announce of this stay"), PeerColumn::FirstSeen,
            &PeerRow::firstAge, false),
        span("due_in", Words::tr("Gone in"), Words::tr("Until it counts as gone, unless it announces again"),
            PeerColumn::DueIn, [](const PeerRow& row) { return std::optional(row.dueIn); }),
        intervalColumn(), announcesColumn(),
        words("transport", Words::tr("Over"), Words::tr("Its last announce came over HTTP (BEP 3) or UDP (BEP 15)"),
            PeerColumn::Transport, 6, false,
            [](const PeerRow& row) {
                return row.transport == protocol::Transport::Udp ? QStringLiteral("udp") : QStringLiteral("http");
            }),
        words(
            "peer_id", Words::tr("Peer id"), Words::tr("20 bytes that it chose for itself (`peer_id`, BEP 3)"),
            PeerColumn::PeerId, 26, false, [](const PeerRow& row) { return peerIdText(row.peerId); }, true),
        words(
            "key", Words::tr("Key"), Words::tr("By which it is known after a change of address (`key`, BEP 7 and 15)"),
            PeerColumn::Key, 10, false,
            [](const PeerRow& row) { return QStringLiteral("%1").arg(row.keyParameter, 8, 16, QLatin1Char('0')); },
            true)};
}

} // namespace waggle::ui
