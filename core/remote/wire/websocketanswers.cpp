// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/answers.h"
#include "core/remote/wire/codepoints.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

namespace waggle::remote {

namespace {

constexpr int kMaxDepth = 32;
constexpr int kMaxValues = 100'000;
constexpr std::size_t kMaxFiles = 10'000; // of a scrape

// Qt's reader has a nesting limit of its own, far beyond ours, and none for the number of values.
bool isBounded(const QByteArray& json)
{
    if (json.size() > kMaxReply)
        return false;
    int depth = 0;
    int values = 0;
    bool inString = false;
    for (qsizetype at = 0; at < json.size(); ++at) {
        const char c = json[at];
        if (inString) {
            if (c == '\\')
                ++at;
            inString = c != '"';
        } else if (c == '{' || c == '[') {
            if (++depth > kMaxDepth)
                return false;
        } else if (c == '}' || c == ']') {
            --depth;
        } else if (c == ',' && ++values > kMaxValues) {
            return false;
        } else {
            inString = c == '"';
        }
    }
    return true;
}

std::optional<QJsonObject> readObject(const QByteArray& message)
{
    if (!isBounded(message))
        return std::nullopt;
    const auto document = QJsonDocument::fromJson(message);
    return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

// A number as JavaScript clients take it: in quotes too.
std::optional<qint64> numberOf(const QJsonObject& object, const QString& key)
{
    constexpr double kBeyond = 9.2e18; // what no qint64 holds
    const QJsonValue value = object.value(key);
    bool isNumber = value.isDouble();
    const double number = isNumber ? value.toDouble() : value.toString().trimmed().toDouble(&isNumber);
    if (!isNumber || !(std::abs(number) < kBeyond))
        return std::nullopt;
    return value.isDouble() ? value.toInteger(static_cast<qint64>(number)) : static_cast<qint64>(number);
}

std::optional<QByteArray> textOf(const QJsonObject& object, const QString& key)
{
    const QJsonValue value = object.value(key);
    return value.isString() ? std::optional(value.toString().toUtf8()) : std::nullopt;
}

// Some trackers write hashes in hex; clients that look them up by what they asked do not mind.
std::optional<protocol::InfoHash> hashOf(const QString& text)
{
    const auto hash = idOfCodePoints<protocol::InfoHash>(text);
    return hash ? hash : protocol::InfoHash::fromHex(text.toStdString());
}

bool isAction(const QJsonObject& object, const QString& action)
{
    const QJsonValue value = object.value(QStringLiteral("action"));
    return value.isUndefined() || value.toString() == action;
}

std::optional<WebSocketRelay> relayOf(const QJsonObject& object)
{
    for (const bool isAnswer : {false, true}) {
        const QString key = isAnswer ? QStringLiteral("answer") : QStringLiteral("offer");
        if (!object.value(key).isObject())
            continue;
        const auto from = idOfCodePoints<protocol::PeerId>(object.value(QStringLiteral("peer_id")).toString());
        const auto id = bytesOfCodePoints(object.value(QStringLiteral("offer_id")).toString());
        if (!from || !id)
            continue;
        const QJsonObject description = object.value(key).toObject();
        return WebSocketRelay{
            isAnswer, *from, {*id, textOf(description, QStringLiteral("sdp")).value_or(QByteArray())}};
    }
    return std::nullopt;
}

} // namespace

std::optional<AnnounceAnswer> readWebSocketAnnounce(const QByteArray& message)
{
    const auto object = readObject(message);
    if (!object || !isAction(*object, QStringLiteral("announce")))
        return std::nullopt;
    AnnounceAnswer answer;
    answer.failure = textOf(*object, QStringLiteral("failure reason"));
    answer.warning = textOf(*object, QStringLiteral("warning message"));
    answer.interval = numberOf(*object, QStringLiteral("interval"));
    answer.minInterval = numberOf(*object, QStringLiteral("min interval"));
    answer.seeders = numberOf(*object, QStringLiteral("complete"));
    answer.leechers = numberOf(*object, QStringLiteral("incomplete"));
    answer.completed = numberOf(*object, QStringLiteral("downloaded"));
    const auto relay = relayOf(*object);
    if (relay && !answer.interval && !answer.failure)
        return std::nullopt; // another peer's words, no answer of the tracker
    if (relay)
        answer.peers.push_back({{}, relay->from});
    return answer;
}

std::optional<ScrapeAnswer> readWebSocketScrape(const QByteArray& message)
{
    const auto object = readObject(message);
    if (!object || !isAction(*object, QStringLiteral("scrape")))
        return std::nullopt;
    ScrapeAnswer answer;
    answer.failure = textOf(*object, QStringLiteral("failure reason"));
    const QJsonObject files = object->value(QStringLiteral("files")).toObject();
    for (auto file = files.begin(); file != files.end() && answer.files.size() < kMaxFiles; ++file) {
        const auto hash = hashOf(file.key());
        if (!hash || !file.value().isObject())
            continue;
        const QJsonObject counts = file.value().toObject();
        const auto count = [&](const QString& key) { return numberOf(counts, key).value_or(0); };
        answer.files.push_back({*hash, count(QStringLiteral("complete")), count(QStringLiteral("incomplete")),
            count(QStringLiteral("downloaded"))});
    }
    return answer;
}

std::optional<WebSocketRelay> readWebSocketRelay(const QByteArray& message)
{
    const auto object = readObject(message);
    return object ? relayOf(*object) : std::nullopt;
}

} // namespace waggle::remote
