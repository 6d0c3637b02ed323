// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/descriptor.h"
#include "core/text/words.h"

#include <QStringList>

#include <algorithm>

namespace waggle::settings {

using protocol::ErrorCode;
using protocol::Result;

namespace {

using Read = Result<void>;

constexpr QLatin1String kTrue("true");
constexpr QLatin1String kFalse("false");
constexpr QLatin1String kAuto("auto");

Read mustBe(const QString& sentence)
{
    return protocol::fail(ErrorCode::Malformed, sentence.toStdString());
}

QString rangeText(Range range)
{
    return Words::tr("%1 to %2").arg(range.least).arg(range.most);
}

QString mustBeWithin(Unit unit, Range range)
{
    switch (unit) {
    case Unit::Count:
        return Words::tr("This must be a number from %1.").arg(rangeText(range));
    case Unit::Seconds:
        return Words::tr("This must be whole seconds from %1.").arg(rangeText(range));
    case Unit::Milliseconds:
        return Words::tr("This must be whole milliseconds from %1.").arg(rangeText(range));
    }
    return {};
}

QString unitText(Unit unit)
{
    switch (unit) {
    case Unit::Count:
        return {};
    case Unit::Seconds:
        return Words::tr(" s");
    case Unit::Milliseconds:
        return Words::tr(" ms");
    }
    return {};
}

// "a, b or c", each between the quotes.
QString alternatives(const Choice& choice, const QString& before, const QString& after)
{
    QStringList names;
    for (const Choice::Name& name : choice.names)
        names += before + QLatin1String(name.name) + after;
    const QString last = names.takeLast();
    return Words::tr("%1 or %2").arg(names.join(QStringLiteral(", ")), last);
}

QString joined(const std::vector<QString>& texts)
{
    return QStringList(texts.begin(), texts.end()).join(QStringLiteral(", "));
}

struct TextReader {
    const QString& text;
    Settings& to;

    Read operator()(const Flag& flag) const
    {
        if (text != kTrue && text != kFalse)
            return mustBe(Words::tr("This must be “true” or “false”."));
        flag.at(to) = text == kTrue;
        return {};
    }
    Read operator()(const Number& number) const
    {
        const auto value = wholeNumber(text, number.range);
        if (!value)
            return mustBe(mustBeWithin(number.unit, number.range));
        number.set(to, *value);
        return {};
    }
    Read operator()(const Automatic& automatic) const
    {
        const auto value = wholeNumber(text, automatic.range);
        if (!value && text != kAuto)
            return mustBe(Words::tr("This must be “auto” or whole seconds from %1.").arg(rangeText(automatic.range)));
        automatic.set(to, value);
        return {};
    }
    Read operator()(const Port& port) const
    {
        const auto value = wholeNumber(text, kPortRange);
        if (!value)
            return mustBe(Words::tr("A port is a number from 1 to 65535; 0 switches this transport off."));
        port.at(to) = *value == 0 ? std::nullopt : std::optional(static_cast<std::uint16_t>(*value));
        return {};
    }
    Read operator()(const Choice& choice) const
    {
        const auto found = std::find_if(choice.names.begin(), choice.names.end(),
            [this](const Choice::Name& name) { return text == QLatin1String(name.name); });
        if (found == choice.names.end())
            return mustBe(
                Words::tr("This must be %1.").arg(alternatives(choice, QStringLiteral("“"), QStringLiteral("”"))));
        choice.set(to, static_cast<int>(found - choice.names.begin()));
        return {};
    }
    Read operator()(const Text& kind) const
    {
        if (const Read right = text.isEmpty() || !kind.check ? Read() : kind.check(text); !right)
            return right;
        kind.at(to) = text;
        return {};
    }
    Read operator()(const Networks& networks) const
    {
        networks.at(to).push_back(text); // validate() says what is wrong with one
        return {};
    }
    Read operator()(const Listen& listen) const
    {
        return ListenEntry::parse(text).map([&](const ListenEntry& entry) { listen.at(to).push_back(entry); });
    }
};

} // namespace

std::optional<qint64> wholeNumber(const QString& text, Range range)
{
    const bool digits
        = !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    bool ok = false;
    const qint64 value = text.toLongLong(&ok);
    return digits && ok && range.has(value) ? std::optional(value) : std::nullopt;
}

void copyValue(const Descriptor& descriptor, const Settings& from, Settings& to)
{
    std::visit(
        [&](const auto& kind) {
            if constexpr (requires { kind.get; })
                kind.set(to, kind.get(from));
            else
                kind.at(to) = memberOf(kind, from);
        },
        descriptor.value);
}

Result<void> readText(const Descriptor& descriptor, const QString& text, Settings& to)
{
    return std::visit(TextReader{text, to}, descriptor.value);
}

QString defaultText(const Descriptor& descriptor)
{
    const Settings usual;
    return std::visit(Overloaded{
                          [&](const Flag& flag) { return QString(memberOf(flag, usual) ? kTrue : kFalse); },
                          [&](const Number& number) { return QString::number(number.get(usual)); },
                          [&](const Automatic& automatic) {
                              const auto value = automatic.get(usual);
                              return value ? QString::number(*value) : QString(kAuto);
                          },
                          [&](const Port& port) { return QString::number(memberOf(port, usual).value_or(0)); },
                          [&](const Choice& choice) {
                              return QString::fromLatin1(
                                  choice.names[static_cast<std::size_t>(choice.get(usual))].name);
                          },
                          [&](const Text& text) { return memberOf(text, usual); },
                          [&](const Networks& networks) { return joined(memberOf(networks, usual)); },
                          [&](const Listen& listen) {
                              std::vector<QString> texts;
                              for (const ListenEntry& entry : memberOf(listen, usual))
                                  texts.push_back(entry.text());
                              return joined(texts);
                          },
                      },
        descriptor.value);
}

QString domainText(const Descriptor& descriptor)
{
    return std::visit(Overloaded{
                          [](const Flag&) { return Words::tr("true or false"); },
                          [](const Number& number) { return rangeText(number.range) + unitText(number.unit); },
                          [](const Automatic& automatic) {
                              return Words::tr("auto, or %1").arg(rangeText(automatic.range) + unitText(Unit::Seconds));
                          },
                          [](const Port&) {
                              return Words::tr("%1; 0: off").arg(rangeText({1, kPortRange.most}));
                          },
                          [](const Choice& choice) { return alternatives(choice, {}, {}); },
                          [](const Text&) { return Words::tr("a text"); },
                          [](const Networks&) { return Words::tr("networks, at most %1").arg(kMaxNetworks); },
                          [](const Listen&) { return Words::tr("addresses, at most %1").arg(kMaxListen); },
                      },
        descriptor.value);
}

} // namespace waggle::settings
