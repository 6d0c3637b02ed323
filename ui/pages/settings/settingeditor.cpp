// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settingeditor.h"

#include "core/text/words.h"
#include "ui/base/theme.h"
#include "ui/pages/settings/editors.h"

#include <QComboBox>
#include <QLineEdit>

namespace waggle::ui {

using settings::Settings;

namespace {

constexpr settings::Range kListenablePorts{1, 65'535};
constexpr int kListenLines = 3;
constexpr int kNetworkLines = 2;

// Without a word of its own a widget has none: tr("") would be a file's header.
QString translated(const char* words)
{
    return words && *words ? Words::tr(words) : QString();
}

QString suffixOf(settings::Unit unit)
{
    switch (unit) {
    case settings::Unit::Count:
        return {};
    case settings::Unit::Seconds:
        return Words::tr(" s");
    case settings::Unit::Milliseconds:
        return Words::tr(" ms");
    }
    return {};
}

QString noMistake()
{
    return {};
}

// A maker of editors: one a kind of value.
struct EditorMaker {
    QObject* context;
    const std::function<void()>& edited;

    SettingEditor operator()(const settings::Flag& kind) const
    {
        auto* box = new QCheckBox(translated(kind.label));
        QObject::connect(box, &QCheckBox::toggled, context, edited);
        return {box, [box, kind](const Settings& s) { box->setChecked(settings::memberOf(kind, s)); },
            [box, kind](Settings& s) { kind.at(s) = box->isChecked(); }, noMistake};
    }

    SettingEditor operator()(const settings::Number& kind) const
    {
        auto* box = new QSpinBox;
        box->setRange(static_cast<int>(kind.range.least), static_cast<int>(kind.range.most));
        box->setSuffix(suffixOf(kind.unit));
        box->setGroupSeparatorShown(true);
        box->setMaximumWidth(22 * unit());
        QObject::connect(box, &QSpinBox::valueChanged, context, edited);
        return {box, [box, kind](const Settings& s) { box->setValue(static_cast<int>(kind.get(s))); },
            [box, kind](Settings& s) { kind.set(s, box->value()); }, noMistake};
    }

    SettingEditor operator()(const settings::Automatic& kind) const
    {
        auto* number = new OptionalNumber(Words::tr("automatic"), true, kind.range, static_cast<int>(kind.suggestion),
            suffixOf(settings::Unit::Seconds));
        QObject::connect(number, &OptionalNumber::changed, context, edited);
        return {number,
            [number, kind](const Settings& s) {
                const auto value = kind.get(s);
                number->setValue(value ? std::optional(static_cast<int>(*value)) : std::nullopt);
            },
            [number, kind](Settings& s) { kind.set(s, number->value()); }, noMistake};
    }

    SettingEditor operator()(const settings::Port& kind) const
    {
        auto* number = new OptionalNumber(Words::tr("on port"), false, kListenablePorts, settings::kDefaultPort, {});
        QObject::connect(number, &OptionalNumber::changed, context, edited);
        return {number, [number, kind](const Settings& s) { number->setValue(settings::memberOf(kind, s)); },
            [number, kind](Settings& s) {
                const auto value = number->value();
                kind.at(s) = value ? std::optional(static_cast<std::uint16_t>(*value)) : std::nullopt;
            },
            noMistake};
    }

    SettingEditor operator()(const settings::Choice& kind) const
    {
        auto* choice = new QComboBox;
        for (const settings::Choice::Name& name : kind.names)
            choice->addItem(translated(name.label));
        QObject::connect(choice, &QComboBox::currentIndexChanged, context, edited);
        return {choice, [choice, kind](const Settings& s) { choice->setCurrentIndex(kind.get(s)); },
            [choice, kind](Settings& s) { kind.set(s, choice->currentIndex()); }, noMistake};
    }

    SettingEditor operator()(const settings::Text& kind) const
    {
        auto* edit = new QLineEdit;
        edit->setPlaceholderText(translated(kind.placeholder));
        QObject::connect(edit, &QLineEdit::textChanged, context, edited);
        return {edit,
            [edit, kind](const Settings& s) {
                const QString& text = settings::memberOf(kind, s);
                if (edit->text().trimmed() != text) // the cursor of who types stays where it is
                    edit->setText(text);
            },
            [edit, kind](Settings& s) { kind.at(s) = edit->text().trimmed(); },
            [edit, kind] {
                const QString text = edit->text().trimmed();
                const auto right = text.isEmpty() || !kind.check ? protocol::Result<void>() : kind.check(text);
                return right ? QString() : QString::fromStdString(right.error().message);
            }};
    }

    SettingEditor operator()(const settings::Networks& kind) const
    {
        auto* list = new LineList(Words::tr("none"), kNetworkLines);
        QObject::connect(list, &LineList::textChanged, context, edited);
        return {list, [list, kind](const Settings& s) { list->setEntries(settings::memberOf(kind, s)); },
            [list, kind](Settings& s) { kind.at(s) = list->entries(); }, noMistake};
    }

    SettingEditor operator()(const settings::Listen& kind) const
    {
        auto* list = new LineList(Words::tr("every address of this computer"), kListenLines);
        QObject::connect(list, &LineList::textChanged, context, edited);
        return {list,
            [list, kind](const Settings& s) {
                std::vector<QString> lines;
                for (const settings::ListenEntry& entry : settings::memberOf(kind, s))
                    lines.push_back(entry.text());
                list->setEntries(lines);
            },
            [list, kind](Settings& s) { kind.at(s) = addressesOf(*list); }, [list] { return firstNoAddress(*list); }};
    }

private:
    static std::vector<settings::ListenEntry> addressesOf(const LineList& list)
    {
        std::vector<settings::ListenEntry> entries;
        for (const QString& text : list.entries()) {
            if (const auto entry = settings::ListenEntry::parse(text))
                entries.push_back(*entry);
        }
        return entries;
    }

    static QString firstNoAddress(const LineList& list)
    {
        for (const QString& text : list.entries()) {
            if (const auto entry = settings::ListenEntry::parse(text); !entry)
                return Words::tr("“%1”: %2").arg(text.left(64), QString::fromStdString(entry.error().message));
        }
        return {};
    }
};

} // namespace

SettingEditor makeEditor(const settings::Descriptor& descriptor, QObject* context, const std::function<void()>& edited)
{
    return std::visit(EditorMaker{context, edited}, descriptor.value);
}

} // namespace waggle::ui
