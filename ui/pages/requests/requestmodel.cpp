// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/requestmodel.h"

#include "ui/base/format.h"

#include <QDateTime>

namespace waggle::ui {

namespace {

using monitor::RequestColumn;
using monitor::RequestRow;

class Builder {
public:
    using Text = std::function<QString(const RequestRow&)>;

    RequestModel::Columns::value_type& add(
        const char* id, const QString& title, const QString& toolTip, int chars, RequestColumn sort, Text text)
    {
        return addColumn(columns, sort, id, title, toolTip, chars, std::move(text));
    }

    // A difference to the same client's last request; such columns are shown by hand or while it is followed.
    void addDelta(const char* id, const QString& title, const QString& toolTip, Text text)
    {
        auto& column = add(id, title, toolTip, 12, RequestColumn::Time, std::move(text));
        column.info.shown = false;
        column.info.sortable = false;
        column.info.alignment = Qt::AlignRight;
    }

    RequestModel::Columns columns;
};

Cell fixedLook(const RequestRow&)
{
    Cell cell;
    cell.fixed = true;
    return cell;
}

QString signedBytes(const std::optional<std::int64_t>& delta)
{
    if (!delta)
        return format::unknown();
    const auto size = static_cast<std::uint64_t>(*delta < 0 ? -*delta : *delta);
    return (*delta < 0 ? QStringLiteral("−") : QStringLiteral("+")) + format::bytes(size);
}

QString leftText(const RequestRow& row)
{
    return row.record.hasPeer ? RequestModel::tr("%1 left").arg(format::bytes(row.record.left)) : QString();
}

QString whyText(const RequestRow& row)
{
    if (row.repeats > 1)
        return QStringLiteral("× %1 · %2").arg(format::count(row.repeats), row.why);
    return row.why;
}

Cell resultLook(const RequestRow& row)
{
    Cell cell;
    cell.tone = resultTone(row.record.result);
    cell.sign = resultSign(row.record.result);
    cell.toneSignOnly = row.record.result == requests::RequestResult::Answered;
    return cell;
}

void addWhoAndWhat(Builder& build)
{
    using M = RequestModel;
    auto& time = build.add("time", M::tr("Time"), M::tr("When it came in, by this computer's clock"), 17,
        RequestColumn::Time, [](const RequestRow& row) { return format::clockTime(row.wallMs, true); });
    time.info.descendingFirst = true;
    time.look = fixedLook;
    time.copy
        = [](const RequestRow& row) { return QDateTime::fromMSecsSinceEpoch(row.wallMs).toString(Qt::ISODateWithMs); };
    time.raw = [](const RequestRow& row) -> QJsonValue {
        return QDateTime::fromMSecsSinceEpoch(row.wallMs, Qt::UTC).toString(Qt::ISODateWithMs);
    };
    build.add("kind", M::tr("Kind"), M::tr("announce, scrape, connect (BEP 15), or other"), 10, RequestColumn::Kind,
        [](const RequestRow& row) { return kindWord(row.record.kind); });
    build.add("over", M::tr("Over"), M::tr("Transport"), 5, RequestColumn::Over, [](const RequestRow& row) {
        return row.record.transport == protocol::Transport::Http ? QStringLiteral("http") : QStringLiteral("udp");
    });
    build.add("from", M::tr("From"), M::tr("Source address and port"), 20, RequestColumn::From, fromText).look
        = fixedLook;
    build.add("client", M::tr("Client"), M::tr("Read from the peer_id (BEP 20)"), 18, RequestColumn::Client,
        [](const RequestRow& row) { return row.client; });
    build.add("swarm", M::tr("Swarm"), M::tr("The torrent's name, or the short infohash"), 16, RequestColumn::Swarm,
        [](const RequestRow& row) { return row.swarmName; });
    build.add("event", M::tr("Event"), M::tr("event of BEP 3"), 9, RequestColumn::Event,
        [](const RequestRow& row) { return row.record.hasPeer ? eventWord(row.record.event) : QString(); });
    auto& left = build.add(
        "left", M::tr("Left"), M::tr("left: bytes the client still misses"), 15, RequestColumn::Left, leftText);
    left.info.alignment = Qt::AlignRight;
    left.info.unit = "bytes";
    left.raw = [](const RequestRow& row) -> QJsonValue {
        return row.record.hasPeer ? QJsonValue(static_cast<double>(row.record.left)) : QJsonValue();
    };
}

void addOutcome(Builder& build)
{
    using M = RequestModel;
    build
        .add("result", M::tr("Result"), M::tr("Answered, refused in words, or dropped in silence"), 13,
            RequestColumn::Result, [](const RequestRow& row) { return resultWord(row.record.result); })
        .look
        = resultLook;
    auto& why = build.add("why", M::tr("Why, or what it got"),
        M::tr("The rule that refused or dropped it, or the answer"), 34, RequestColumn::Why, whyText);
    why.toolTip = whyText;
    why.info.roomyChars = 64;
    auto& odd = build.add("odd", M::tr("Odd"), M::tr("Deviations from the rules, by id: choose a row for the words"), 7,
        RequestColumn::Odd, [](const RequestRow& row) { return oddityIds(row.record.oddities); });
    odd.look = [](const RequestRow&) {
        Cell cell;
        cell.kind = Cell::Kind::Chip;
        cell.tone = Tone::Warning;
        return cell;
    };
    auto& bytes = build.add("bytes", M::tr("Bytes"), M::tr("Length of the request"), 8, RequestColumn::Bytes,
        [](const RequestRow& row) { return format::count(row.record.trueLength); });
    bytes.info.shown = false;
    bytes.info.alignment = Qt::AlignRight;
    bytes.info.descendingFirst = true;
    bytes.raw = [](const RequestRow& row) -> QJsonValue { return static_cast<double>(row.record.trueLength); };
    auto& duration = build.add("duration", M::tr("Took"), M::tr("From the first byte read to the answer written"), 9,
        RequestColumn::Duration, [](const RequestRow& row) {
            return QStringLiteral("%1\u202fµs").arg(row.record.durationNs / 1000.0, 0, 'f', 1);
        });
    duration.info.shown = false;
    duration.info.alignment = Qt::AlignRight;
    duration.info.descendingFirst = true;
    duration.info.unit = "ns";
    duration.raw = [](const RequestRow& row) -> QJsonValue { return static_cast<double>(row.record.durationNs); };
}

void addDifferences(Builder& build)
{
    using M = RequestModel;
    build.addDelta("sinceLast", M::tr("Since last"), M::tr("Since this client's own last request"),
        [](const RequestRow& row) { return row.sinceLast ? format::duration(*row.sinceLast) : format::unknown(); });
    build.addDelta("due", M::tr("Was due after"), M::tr("The interval it had been given"),
        [](const RequestRow& row) { return row.dueAfter ? format::duration(*row.dueAfter) : format::unknown(); });
    build.addDelta("deltaUp", M::tr("Δ up"), M::tr("uploaded, since its last request"),
        [](const RequestRow& row) { return signedBytes(row.deltaUp); });
    build.addDelta("deltaDown", M::tr("Δ down"), M::tr("downloaded, since its last request"),
        [](const RequestRow& row) { return signedBytes(row.deltaDown); });
    build.addDelta("deltaLeft", M::tr("Δ left"), M::tr("left, since its last request"),
        [](const RequestRow& row) { return signedBytes(row.deltaLeft); });
}

RequestModel::Columns requestColumns()
{
    Builder build;
    addWhoAndWhat(build);
    addOutcome(build);
    addDifferences(build);
    return build.columns;
}

} // namespace

RequestModel::RequestModel(Backend& backend, QObject* parent)
    : MonitoredModel(backend, requestColumns(), parent)
{
    initialSort(0, true);
}

void RequestModel::setKinds(monitor::RequestQuery::Kinds kinds)
{
    changeQuery([kinds](auto& query) { query.kinds = kinds; });
}

void RequestModel::setResults(monitor::RequestQuery::Results results)
{
    changeQuery([results](auto& query) { query.results = results; });
}

void RequestModel::setOnlyOdd(bool only)
{
    changeQuery([only](auto& query) { query.onlyOdd = only; });
}

void RequestModel::setFrom(const std::optional<protocol::Address>& from)
{
    changeQuery([&](auto& query) { query.from = from; });
}

void RequestModel::setSwarm(const std::optional<monitor::InfoHash>& swarm)
{
    changeQuery([&](auto& query) { query.swarm = swarm; });
}

void RequestModel::setFollow(const std::optional<protocol::PeerId>& peerId)
{
    changeQuery([&](auto& query) { query.follow = peerId; });
}

void RequestModel::setPaused(bool paused)
{
    const std::uint64_t newest = page() ? page()->newest : 0;
    changeQuery([&](auto& query) {
        query.paused = paused;
        query.pausedAt = newest;
    });
}

} // namespace waggle::ui
