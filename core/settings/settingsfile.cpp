// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/jsonfile.h"
#include "core/settings/settings.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace waggle::settings {

using protocol::Result;

namespace {

constexpr qint64 kMaxFile = 1 << 20;
constexpr auto kTracker = "tracker";
constexpr auto kWindow = "window";
constexpr auto kRemote = "remote";

template <typename Enum>
using Names = std::array<std::pair<const char*, Enum>, 3>;
constexpr Names<Allow> kAllowNames{{{"network", Allow::Network}, {"anyone", Allow::Anyone}, {}}};
constexpr Names<Theme> kThemeNames{{{"system", Theme::System}, {"light", Theme::Light}, {"dark", Theme::Dark}}};
constexpr Names<Families> kFamiliesNames{{{"both", Families::Both}, {"v4", Families::V4}, {"v6", Families::V6}}};

// The two directions of one description (`describe` below), so that what is written is what is read.
class Reader {
public:
    explicit Reader(const QJsonObject& root)
        : m_root(root)
    {
    }

    void section(const char* name)
    {
        m_name = QLatin1String(name);
        const QJsonValue value = m_root.value(m_name);
        m_section = value.toObject();
        if (!value.isUndefined() && !value.isObject())
            problems.push_back({m_name, QStringLiteral("This must be an object { … }; the defaults are used.")});
    }

    void flag(const char* key, bool& value)
    {
        const QJsonValue json = take(key);
        if (json.isBool())
            value = json.toBool();
        else if (!json.isUndefined())
            wrong(key,
                QStringLiteral("This must be true or false; %1 is used.")
                    .arg(value ? QStringLiteral("true") : QStringLiteral("false")));
    }

    template <typename Number>
    void number(const char* key, Number& value, Range range)
    {
        const QJsonValue json = take(key);
        if (json.isUndefined())
            return;
        if (const auto whole = wholeNumber(json); whole && range.has(*whole))
            value = static_cast<Number>(*whole);
        else
            wrong(key,
                QStringLiteral("This must be a whole number from %1 to %2; %3 is used.")
                    .arg(range.least)
                    .arg(range.most)
                    .arg(value));
    }

    void port(const char* key, std::optional<std::uint16_t>& value)
    {
        std::uint16_t port = value.value_or(0);
        number(key, port, kPortRange);
        value = port == 0 ? std::nullopt : std::optional(port);
    }

    void seconds(const char* key, swarm::seconds& value, Range range)
    {
        auto count = value.count();
        number(key, count, range);
        value = swarm::seconds(count);
    }

    void secondsOrAuto(const char* key, std::optional<swarm::seconds>& value, Range range)
    {
        const QJsonValue json = take(key);
        if (json.isUndefined() || json.toString() == QLatin1String("auto"))
            return;
        if (const auto whole = wholeNumber(json); whole && range.has(*whole))
            value = swarm::seconds(*whole);
        else
            wrong(key,
                QStringLiteral("This must be \"auto\" or whole seconds from %1 to %2; \"auto\" is used.")
                    .arg(range.least)
                    .arg(range.most));
    }

    template <typename Enum>
    void choice(const char* key, Enum& value, const Names<Enum>& names)
    {
        const QJsonValue json = take(key);
        QStringList words;
        for (const auto& [name, meaning] : names) {
            if (!name)
                continue;
            if (json.toString() == QLatin1String(name)) {
                value = meaning;
                return;
            }
            words += u'"' + QLatin1String(name) + u'"';
        }
        if (!json.isUndefined())
            wrong(key,
                QStringLiteral("This must be one of %1; %2 is used.")
                    .arg(words.join(QStringLiteral(", ")), words.front()));
    }

    void text(const char* key, QString& value)
    {
        const QJsonValue json = take(key);
        if (json.isString())
            value = json.toString();
        else if (!json.isUndefined())
            wrong(key, QStringLiteral("This must be a text in quotes; it is left empty."));
    }

    void strings(const char* key, std::vector<QString>& value)
    {
        for (const QJsonValue& json : list(key)) {
            if (json.isString())
                value.push_back(json.toString());
            else
                wrong(key, QStringLiteral("An entry that is no text in quotes is left out."));
        }
    }

    void listen(const char* key, std::vector<ListenEntry>& value)
    {
        std::vector<QString> texts;
        strings(key, texts);
        for (const QString& text : texts) {
            if (const auto entry = ListenEntry::parse(text))
                value.push_back(*entry);
            else
                wrong(key,
                    QStringLiteral("“%1” is left out: %2")
                        .arg(text.left(64), QString::fromStdString(entry.error().message)));
        }
        // Nothing is left of what was asked for: every address would be more than that.
        if (value.empty() && !texts.empty()) {
            value = {{protocol::Address::v4(0x7f000001), {}, std::nullopt}};
            wrong(key, QStringLiteral("No address is left, so only this computer (127.0.0.1) is listened on."));
        }
    }

    std::vector<Problem> problems;

private:
    [[nodiscard]] QJsonValue take(const char* key) const { return m_section.value(QLatin1String(key)); }

    QJsonArray list(const char* key)
    {
        const QJsonValue json = take(key);
        if (!json.isUndefined() && !json.isArray())
            wrong(key, QStringLiteral("This must be a list [ … ]; an empty one is used."));
        return json.toArray();
    }

    static std::optional<qint64> wholeNumber(const QJsonValue& json)
    {
        constexpr double kExact = 9'007'199'254'740'992.0; // 2^53: past it a double skips whole numbers
        const double value = json.isDouble() ? json.toDouble() : std::nan("");
        if (!(std::abs(value) <= kExact) || value != std::floor(value))
            return std::nullopt;
        return static_cast<qint64>(value);
    }

    void wrong(const char* key, const QString& message)
    {
        problems.push_back({m_name + u'.' + QLatin1String(key), message});
    }

    QJsonObject m_root;
    QJsonObject m_section;
    QString m_name;
};

// Writes into what is there, so that keys of a newer version survive.
class Writer {
public:
    explicit Writer(QJsonObject root)
        : m_root(std::move(root))
    {
    }

    void section(const char* name)
    {
        finish();
        m_name = QLatin1String(name);
        m_section = m_root.value(m_name).toObject();
    }

    QJsonObject finish()
    {
        if (!m_name.isEmpty())
            m_root.insert(m_name, m_section);
        return m_root;
    }

    void flag(const char* key, bool& value) { put(key, value); }
    template <typename Number>
    void number(const char* key, Number& value, Range)
    {
        put(key, static_cast<qint64>(value));
    }
    void port(const char* key, std::optional<std::uint16_t>& value) { put(key, value.value_or(0)); }
    void seconds(const char* key, swarm::seconds& value, Range) { put(key, static_cast<qint64>(value.count())); }

    void secondsOrAuto(const char* key, std::optional<swarm::seconds>& value, Range)
    {
        put(key, value ? QJsonValue(static_cast<qint64>(value->count())) : QJsonValue(QStringLiteral("auto")));
    }

    template <typename Enum>
    void choice(const char* key, Enum& value, const Names<Enum>& names)
    {
        for (const auto& [name, meaning] : names) {
            if (name && meaning == value)
                put(key, QLatin1String(name));
        }
    }

    void text(const char* key, QString& value) { put(key, value); }

    void strings(const char* key, std::vector<QString>& value)
    {
        put(key, QJsonArray::fromStringList(QStringList(value.begin(), value.end())));
    }

    void listen(const char* key, std::vector<ListenEntry>& value)
    {
        QJsonArray texts;
        for (const ListenEntry& entry : value)
            texts.append(entry.text());
        put(key, texts);
    }

private:
    void put(const char* key, const QJsonValue& value) { m_section.insert(QLatin1String(key), value); }

    QJsonObject m_root;
    QJsonObject m_section;
    QString m_name;
};

template <typename Io>
void describe(Io& io, Settings& s)
{
    io.section(kTracker);
    io.flag("on", s.trackerOn);
    io.listen("listen", s.listen);
    io.port("httpPort", s.httpPort);
    io.port("udpPort", s.udpPort);
    io.number("udpWorkers", s.udpWorkers, kWorkersRange);
    io.secondsOrAuto("interval", s.policy.interval, kIntervalRange);
    io.seconds("minInterval", s.policy.minInterval, kMinIntervalRange);
    io.secondsOrAuto("expiry", s.policy.expiry, kExpiryRange);
    io.choice("allow", s.allow, kAllowNames);
    io.strings("trustedProxies", s.trustedProxies);
    io.strings("claimedIpNetworks", s.claimedIpNetworks);
    io.flag("answerBadConnectionIds", s.answerBadConnectionIds);
    io.number("httpConnections", s.httpConnections, kConnectionsRange);
    io.number("maxSwarms", s.caps.swarms, kSwarmsRange);
    io.number("maxPeers", s.caps.peers, kPeersRange);
    io.number("maxPeersPerAddress", s.caps.peersPerAddress, kPeersPerAddressRange);
    io.section(kWindow);
    io.choice("theme", s.theme, kThemeNames);
    io.flag("closeToTray", s.closeToTray);
    io.number("tickMs", s.tickMs, kTickRange);
    io.section(kRemote);
    io.number("timeout", s.remote.timeoutS, kRemoteTimeoutRange);
    io.number("jobs", s.remote.jobs, kRemoteJobsRange);
    io.choice("families", s.remote.families, kFamiliesNames);
    io.text("proxy", s.remote.proxy);
    io.text("caFile", s.remote.caFile);
    io.text("userAgent", s.remote.userAgent);
}

void checkVersion(const QJsonObject& root, std::vector<Problem>& problems)
{
    const QJsonValue version = root.value(QLatin1String("version"));
    if (version.isUndefined())
        return;
    if (!version.isDouble() || version.toInt() < 1)
        problems.push_back({QStringLiteral("version"),
            QStringLiteral("This must be %1; the file is read as one of version %1.").arg(kVersion)});
    else if (version.toInt() > kVersion)
        problems.push_back({QStringLiteral("version"),
            QStringLiteral("The file is of a newer Waggle; what this one does not know is kept."), true});
}

Loaded unreadable(const QString& path, const protocol::Error& error)
{
    Loaded loaded;
    loaded.putAside = files::putAside(path);
    const QString name = QFileInfo(path).fileName();
    QString message = QStringLiteral("%1 could not be used. %2 ").arg(name, QString::fromStdString(error.message));
    message += loaded.putAside.isEmpty()
        ? QStringLiteral(
            "It could not be put aside either: it will be overwritten by the next change. The defaults are used.")
        : QStringLiteral("It was put aside as %1, and the defaults are used.")
              .arg(QFileInfo(loaded.putAside).fileName());
    loaded.problems.push_back({name, message});
    return loaded;
}

} // namespace

Settings keepFixed(const Settings& wanted, const Settings& kept, const QStringList& fixed)
{
    const auto toJson = [](Settings settings) {
        Writer writer({});
        describe(writer, settings);
        return writer.finish();
    };
    QJsonObject mixed = toJson(wanted);
    const QJsonObject source = toJson(kept);
    for (const QString& name : fixed) {
        const QString section = name.section(u'.', 0, 0);
        const QString key = name.section(u'.', 1);
        QJsonObject values = mixed.value(section).toObject();
        values.insert(key, source.value(section).toObject().value(key));
        mixed.insert(section, values);
    }
    Settings result;
    Reader reader(mixed);
    describe(reader, result);
    return result;
}

Loaded load(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink())
        return {};
    const Result<QJsonObject> root = files::readJson(path, kMaxFile);
    if (!root)
        return unreadable(path, root.error());
    Loaded loaded;
    Reader reader(*root);
    describe(reader, loaded.settings);
    loaded.problems = std::move(reader.problems);
    checkVersion(*root, loaded.problems);
    const std::vector<Problem> more = validate(loaded.settings);
    loaded.problems.insert(loaded.problems.end(), more.begin(), more.end());
    return loaded;
}

Result<void> save(const QString& path, const Settings& settings)
{
    QJsonObject root;
    if (QFileInfo::exists(path)) {
        if (const Result<QJsonObject> there = files::readJson(path, kMaxFile))
            root = *there;
        else
            (void)files::putAside(path); // somebody edits it right now: their work is not ours to overwrite
    }
    root.insert(QLatin1String("version"), std::max(kVersion, root.value(QLatin1String("version")).toInt()));
    Settings copy = settings;
    Writer writer(root);
    describe(writer, copy);
    return files::writeJson(path, writer.finish());
}

} // namespace waggle::settings
