// SPDX-License-Identifier: GPL-3.0-or-later
// docs/settings.md is made of the descriptors, here: WAGGLE_WRITE_DOCS=1 lets this test write it.
#include "core/settings/descriptor.h"
#include "tests/support/generatedpage.h"

#include <gtest/gtest.h>

namespace waggle::settings {
namespace {

const char* const kHead = R"(# Settings

What can be set, with its name in `settings.json`, what it may be, and what holds where nothing is said. The window's page
*Settings* changes them while the program runs; `settings.json` in the data folder may be edited while it does not. A wrong
value costs nothing but itself: the default holds, and the log says so. Keys that this version does not know are kept.

An option of the command line lays over the file for one run: nothing of it is saved. `waggle check`, `announce` and `scrape`
read no settings: what they do is said by [their own options](remote.md#options).

This page is made of `core/settings/descriptors.cpp` by `tests/unit/settings/settingsdoc_test.cpp`.
)";

QString code(const QString& text)
{
    return text.isEmpty() ? QString() : u'`' + text + u'`';
}

// What holds where nothing is said; of an empty text or list, in words.
QString usual(const Descriptor& descriptor)
{
    const QString text = defaultText(descriptor);
    if (!text.isEmpty())
        return code(text);
    if (const auto* kind = std::get_if<Text>(&descriptor.value))
        return QString::fromUtf8(kind->placeholder);
    return std::holds_alternative<Listen>(descriptor.value) ? QStringLiteral("every address") : QStringLiteral("none");
}

QString option(const Descriptor& descriptor)
{
    if (!descriptor.option)
        return {};
    return code(QStringLiteral("--%1 %2").arg(QLatin1String(descriptor.option), QLatin1String(descriptor.optionValue)));
}

QString row(const Descriptor& descriptor)
{
    const QStringList cells{code(QLatin1String(descriptor.key)), domainText(descriptor), usual(descriptor),
        QString::fromUtf8(descriptor.meaning), option(descriptor)};
    return QStringLiteral("| ") + cells.join(QStringLiteral(" | ")) + QStringLiteral(" |\n");
}

QString chapter(Group group)
{
    QString text = QStringLiteral("\n## %1\n\n| key | may be | default | means | option |\n|---|---|---|---|---|\n")
                       .arg(groupTitle(group));
    for (const Descriptor& descriptor : descriptors()) {
        if (descriptor.group == group)
            text += row(descriptor);
    }
    return text;
}

QByteArray page()
{
    QString text = QString::fromUtf8(kHead);
    for (const Group group :
        {Group::Listening, Group::Access, Group::Times, Group::Limits, Group::Remote, Group::Window, Group::Hidden})
        text += chapter(group);
    return text.toUtf8();
}

TEST(SettingsDoc, IsMadeOfTheDescriptors)
{
    test::expectPage(WAGGLE_SOURCE_DIR "/docs/settings.md", page().toStdString());
}

TEST(SettingsDoc, HasEverySettingOnce)
{
    const QByteArray text = page();
    for (const Descriptor& descriptor : descriptors())
        EXPECT_EQ(text.count("| `" + QByteArray(descriptor.key) + "` |"), 1) << descriptor.key;
}

} // namespace
} // namespace waggle::settings
