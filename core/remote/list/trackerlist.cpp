// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/list/trackerlist.h"

#include "core/remote/list/hashtext.h"
#include "core/remote/list/listline.h"
#include "core/text/words.h"
#include "core/torrent/reader.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QStringDecoder>

#include <algorithm>

namespace waggle::remote {

using protocol::InfoHash;

namespace {

constexpr qsizetype kMaxProblems = 100;

std::optional<InfoHash> hashOf(const QByteArray& topic)
{
    const QByteArray lower = topic.toLower();
    if (lower.startsWith("urn:btih:")) {
        const QByteArray digits = lower.mid(9);
        return digits.size() == 32 ? hashFromBase32(digits) : InfoHash::fromHex(digits.toStdString());
    }
    // BEP 52: a multihash (SHA-256, 32 bytes), truncated.
    if (lower.startsWith("urn:btmh:1220") && lower.size() == 77)
        return InfoHash::fromHex(lower.mid(13, 40).toStdString());
    return std::nullopt;
}

// Where in the input: put into words only for a problem, since lists are long.
struct Place {
    enum class Kind { None, Line, Entry, Tracker };
    Kind kind = Kind::None;
    int number = 0;
    int ofMagnet = 0; // its tracker of that number

    [[nodiscard]] QString text() const
    {
        QString text;
        switch (kind) {
        case Kind::None:
            return {};
        case Kind::Line:
            text = Words::tr("Line %1").arg(number);
            break;
        case Kind::Entry:
            text = Words::tr("Entry %1").arg(number);
            break;
        case Kind::Tracker:
            text = Words::tr("Tracker %1").arg(number);
            break;
        }
        return ofMagnet == 0 ? text : Words::tr("%1, tracker %2 of the magnet link").arg(text).arg(ofMagnet);
    }
};

class Collector {
public:
    void line(Place where, std::string_view text, bool prose)
    {
        for (const ListItem& item : readListLine(text, prose))
            take(where, item);
    }
    void url(Place where, const QString& text)
    {
        if (const auto parsed = TrackerUrl::parse(text))
            add(*parsed);
        else
            problem(where, QString::fromStdString(parsed.error().message));
    }
    void hash(const InfoHash& hash)
    {
        if (m_list.hashes.size() < kMaxTrackers
            && std::find(m_list.hashes.begin(), m_list.hashes.end(), hash) == m_list.hashes.end())
            m_list.hashes.push_back(hash);
    }
    void problem(Place where, const QString& what)
    {
        if (m_list.problems.size() < kMaxProblems)
            m_list.problems.append(where.kind == Place::Kind::None ? what : where.text() + QLatin1String(": ") + what);
        ++m_list.problemCount;
    }
    [[nodiscard]] bool isFull() const { return m_full; }
    [[nodiscard]] TrackerList take()
    {
        if (m_full)
            problem({}, Words::tr("Only the first %1 trackers were taken.").arg(kMaxTrackers));
        return std::move(m_list);
    }

private:
    void take(Place where, const ListItem& item)
    {
        switch (item.kind) {
        case ListItem::Kind::Magnet:
            magnet(where, item.text);
            break;
        case ListItem::Kind::Bare:
            bare(where, QString::fromUtf8(item.text));
            break;
        case ListItem::Kind::Url:
        case ListItem::Kind::Broken:
            url(where, QString::fromUtf8(item.text));
            break;
        }
    }

    void bare(Place where, const QString& text)
    {
        const auto udp = TrackerUrl::parse(QLatin1String("udp://") + text);
        if (!udp) {
            problem(where, QString::fromStdString(udp.error().message));
            return;
        }
        add(*udp);
        TrackerUrl http = *udp;
        http.scheme = Scheme::Http;
        if (http.path.isEmpty())
            http.path = "/announce";
        add(http);
    }

    void magnet(Place where, const QByteArray& link)
    {
        const MagnetItems items = readMagnetLine(link);
        for (const QByteArray& topic : items.topics)
            if (const auto found = hashOf(topic))
                hash(*found);
            else
                problem(where, Words::tr("The magnet link's topic (xt=) is no infohash of 40 or 32 characters."));
        for (const QByteArray& tracker : items.trackers) {
            if (isFull())
                return;
            ++where.ofMagnet;
            url(where, QString::fromUtf8(tracker));
        }
    }

    void add(const TrackerUrl& url)
    {
        const QString text = url.text();
        if (m_seen.contains(text)) {
            ++m_list.duplicates;
        } else if (m_list.trackers.size() >= kMaxTrackers) {
            m_full = true;
        } else {
            m_seen.insert(text);
            m_list.trackers.push_back(url);
        }
    }

    TrackerList m_list;
    QSet<QString> m_seen;
    bool m_full = false;
};

// Notepad writes UTF-16; web pages bring spaces and quotes that only look like ASCII ones.
QByteArray plainBytes(const QByteArray& given)
{
    QByteArray bytes = given.left(kMaxListBytes);
    for (const auto encoding : {QStringConverter::Utf16LE, QStringConverter::Utf16BE})
        if (bytes.startsWith(encoding == QStringConverter::Utf16LE ? "\xff\xfe" : "\xfe\xff")) {
            QStringDecoder decoder(encoding);
            bytes = QString(decoder(bytes)).toUtf8();
            break;
        }
    if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        return bytes;
    for (const char* space : {"\xef\xbb\xbf", "\xc2\xa0", "\xe2\x80\x8b", "\xe3\x80\x80", "\xef\xbc\x8c",
             "\xe3\x80\x81", "\xe2\x80\xa2", "\xc2\xb7"})
        bytes.replace(space, " ");
    for (const char* quote : {"\xe2\x80\x9c", "\xe2\x80\x9d", "\xe2\x80\x98", "\xe2\x80\x99", "\xc2\xab", "\xc2\xbb"})
        bytes.replace(quote, "\"");
    return bytes;
}

void readJson(const QJsonValue& value, bool inObject, Collector& collector, int& entry)
{
    if (value.isArray()) {
        for (const auto& element : value.toArray())
            readJson(element, inObject, collector, entry);
    } else if (value.isObject()) {
        for (const auto& element : value.toObject())
            readJson(element, true, collector, entry);
    } else if (value.isString() && !collector.isFull()) {
        const Place where{Place::Kind::Entry, ++entry};
        for (const QByteArray& line : value.toString().toUtf8().split('\n'))
            collector.line(where, std::string_view(line.constData(), static_cast<std::size_t>(line.size())), inObject);
    }
}

bool readAsJson(const QByteArray& bytes, Collector& collector)
{
    const QByteArrayView trimmed = QByteArrayView(bytes).trimmed();
    if (!trimmed.startsWith('[') && !trimmed.startsWith('{'))
        return false;
    const QJsonDocument document = QJsonDocument::fromJson(trimmed.toByteArray());
    int entry = 0;
    if (document.isArray())
        readJson(document.array(), false, collector, entry);
    else if (document.isObject())
        readJson(document.object(), true, collector, entry);
    return !document.isNull();
}

bool isWebPage(const QByteArray& bytes)
{
    const QByteArray head = bytes.left(4096).toLower();
    return head.contains("<!doctype") || head.contains("<html") || head.contains("<head") || head.contains("<body");
}

void readLines(const QByteArray& bytes, Collector& collector)
{
    const bool prose = isWebPage(bytes);
    const std::string_view text(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    int number = 0;
    for (std::size_t at = 0; at < text.size() && !collector.isFull();) {
        const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
        ++number;
        const std::string_view line = text.substr(at, end - at);
        if (!line.empty())
            collector.line({Place::Kind::Line, number}, line, prose);
        at = end + (text.substr(end, 2) == "\r\n" ? 2 : 1);
    }
}

} // namespace

TrackerList parseTrackerList(const QByteArray& bytes)
{
    Collector collector;
    if (bytes.size() > kMaxListBytes)
        collector.problem({}, Words::tr("Only the first 16 MiB were read."));
    const QByteArray plain = plainBytes(bytes);
    if (!readAsJson(plain, collector)) {
        QByteArray lines = plain;
        if (lines.contains('\\'))
            lines.replace("\\/", "/"); // JSON that is none
        readLines(lines, collector);
    }
    return collector.take();
}

TrackerList readTrackers(const QByteArray& bytes)
{
    const bool looksLikeTorrent = bytes.size() > 2 && bytes[0] == 'd' && bytes[1] >= '0' && bytes[1] <= '9';
    if (!looksLikeTorrent)
        return parseTrackerList(bytes);
    const auto torrent = torrent::readTorrent(bytes);
    if (!torrent && !bytes.left(4096).contains("8:announce") && !bytes.left(4096).contains("4:info"))
        return parseTrackerList(bytes);
    Collector collector;
    if (!torrent) {
        collector.problem({}, QString::fromStdString(torrent.error().message));
        return collector.take();
    }
    collector.hash(torrent->infoHash);
    if (torrent->secondHash)
        collector.hash(*torrent->secondHash);
    int number = 0;
    for (const auto& tier : torrent->trackers)
        for (const QString& tracker : tier)
            collector.url({Place::Kind::Tracker, ++number}, tracker);
    return collector.take();
}

} // namespace waggle::remote
