// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/jsonvalue.h"

#include "core/text/words.h"

#include <QJsonArray>
#include <QStringList>

#include <cmath>

namespace waggle::settings {

namespace {

constexpr QLatin1String kAutomatic("auto");

std::optional<qint64> wholeNumberOf(const QJsonValue& json)
{
    constexpr double kExact = 9'007'199'254'740'992.0; // 2^53: past it a double skips whole numbers
    const double value = json.isDouble() ? json.toDouble() : std::nan("");
    if (!(std::abs(value) <= kExact) || value != std::floor(value))
        return std::nullopt;
    return static_cast<qint64>(value);
}

class JsonReader {
public:
    JsonReader(const Descriptor& descriptor, const QJsonValue& json, Settings& to, std::vector<Problem>& problems)
        : m_descriptor(descriptor)
        , m_json(json)
        , m_to(to)
        , m_problems(problems)
    {
    }

    void operator()(const Flag& flag)
    {
        bool& value = flag.at(m_to);
        if (m_json.isBool())
            value = m_json.toBool();
        else
            wrong(Words::tr("This must be true or false; %1 is used.")
                      .arg(value ? QStringLiteral("true") : QStringLiteral("false")));
    }

    void operator()(const Number& number)
    {
        if (const auto value = within(number.range, number.get(m_to)))
            number.set(m_to, *value);
    }

    void operator()(const Automatic& automatic)
    {
        if (m_json.toString() == kAutomatic)
            return automatic.set(m_to, std::nullopt);
        if (const auto whole = wholeNumberOf(m_json); whole && automatic.range.has(*whole))
            return automatic.set(m_to, *whole);
        wrong(Words::tr("This must be \"auto\" or whole seconds from %1 to %2; \"auto\" is used.")
                  .arg(automatic.range.least)
                  .arg(automatic.range.most));
    }

    void operator()(const Port& port)
    {
        std::optional<std::uint16_t>& value = port.at(m_to);
        if (const auto number = within(kPortRange, value.value_or(0)))
            value = *number == 0 ? std::nullopt : std::optional(static_cast<std::uint16_t>(*number));
    }

    void operator()(const Choice& choice)
    {
        QStringList words;
        for (std::size_t i = 0; i < choice.names.size(); ++i) {
            const QLatin1String name(choice.names[i].name);
            if (m_json.toString() == name)
                return choice.set(m_to, static_cast<int>(i));
            words += u'"' + name + u'"';
        }
        wrong(Words::tr("This must be one of %1; %2 is used.").arg(words.join(QStringLiteral(", ")), words.front()));
    }

    void operator()(const Text& text)
    {
        if (m_json.isString())
            text.at(m_to) = m_json.toString();
        else
            wrong(Words::tr("This must be a text in quotes; it is left empty."));
    }

    void operator()(const Networks& networks) { networks.at(m_to) = strings(); }

    void operator()(const Listen& listen)
    {
        std::vector<ListenEntry> entries;
        const std::vector<QString> texts = strings();
        for (const QString& text : texts) {
            if (const auto entry = ListenEntry::parse(text))
                entries.push_back(*entry);
            else
                wrong(Words::tr("“%1” is left out: %2")
                          .arg(text.left(64), QString::fromStdString(entry.error().message)));
        }
        // Nothing is left of what was asked for: every address would be more than that.
        if (entries.empty() && !texts.empty()) {
            entries = {{protocol::Address::v4(0x7f000001), {}, std::nullopt}};
            wrong(Words::tr("No address is left, so only this computer (127.0.0.1) is listened on."));
        }
        listen.at(m_to) = std::move(entries);
    }

private:
    std::optional<qint64> within(Range range, qint64 instead)
    {
        const auto whole = wholeNumberOf(m_json);
        if (whole && range.has(*whole))
            return whole;
        wrong(Words::tr("This must be a whole number from %1 to %2; %3 is used.")
                  .arg(range.least)
                  .arg(range.most)
                  .arg(instead));
        return std::nullopt;
    }

    std::vector<QString> strings()
    {
        if (!m_json.isArray())
            wrong(Words::tr("This must be a list [ … ]; an empty one is used."));
        std::vector<QString> texts;
        for (const QJsonValue& json : m_json.toArray()) {
            if (json.isString())
                texts.push_back(json.toString());
            else
                wrong(Words::tr("An entry that is no text in quotes is left out."));
        }
        return texts;
    }

    void wrong(const QString& message) { m_problems.push_back({QLatin1String(m_descriptor.key), message}); }

    const Descriptor& m_descriptor;
    const QJsonValue& m_json;
    Settings& m_to;
    std::vector<Problem>& m_problems;
};

QJsonArray textsOf(const std::vector<ListenEntry>& entries)
{
    QJsonArray texts;
    for (const ListenEntry& entry : entries)
        texts.append(entry.text());
    return texts;
}

} // namespace

QJsonValue toJson(const Descriptor& descriptor, const Settings& from)
{
    return std::visit(Overloaded{
                          [&](const Flag& flag) { return QJsonValue(memberOf(flag, from)); },
                          [&](const Number& number) { return QJsonValue(number.get(from)); },
                          [&](const Automatic& automatic) {
                              const auto value = automatic.get(from);
                              return value ? QJsonValue(*value) : QJsonValue(kAutomatic);
                          },
                          [&](const Port& port) { return QJsonValue(memberOf(port, from).value_or(0)); },
                          [&](const Choice& choice) {
                              return QJsonValue(
                                  QLatin1String(choice.names[static_cast<std::size_t>(choice.get(from))].name));
                          },
                          [&](const Text& text) { return QJsonValue(memberOf(text, from)); },
                          [&](const Networks& networks) {
                              const std::vector<QString>& list = memberOf(networks, from);
                              return QJsonValue(QJsonArray::fromStringList(QStringList(list.begin(), list.end())));
                          },
                          [&](const Listen& listen) { return QJsonValue(textsOf(memberOf(listen, from))); },
                      },
        descriptor.value);
}

void readJson(const Descriptor& descriptor, const QJsonValue& json, Settings& to, std::vector<Problem>& problems)
{
    if (!json.isUndefined())
        std::visit(JsonReader(descriptor, json, to, problems), descriptor.value);
}

} // namespace waggle::settings
