// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/descriptor.h"
#include "core/settings/jsonvalue.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <string>

namespace waggle::settings {
namespace {

// A value that is right, and not the default.
QString anotherValue(const Descriptor& descriptor)
{
    return std::visit(
        Overloaded{
            [&](const Flag&) { return QString::fromLatin1(defaultText(descriptor) == u"true" ? "false" : "true"); },
            [](const Number& number) { return QString::number(number.range.least); },
            [](const Automatic& automatic) { return QString::number(automatic.range.most); },
            [](const Port&) { return QStringLiteral("7001"); },
            [](const Choice& choice) { return QString::fromLatin1(choice.names.back().name); },
            [](const Text&) { return QStringLiteral("http://192.0.2.1:8080"); },
            [](const Networks&) { return QStringLiteral("10.0.0.0/8"); },
            [](const Listen&) { return QStringLiteral("127.0.0.1:7000"); },
        },
        descriptor.value);
}

class EachDescriptor : public testing::TestWithParam<const Descriptor*> {
protected:
    const Descriptor& descriptor = *GetParam();

    [[nodiscard]] Settings changed() const
    {
        Settings settings;
        QString value = anotherValue(descriptor);
        if (value == defaultText(descriptor)) // the least may be the default
            value = QString::number(value.toLongLong() + 1);
        const auto read = readText(descriptor, value, settings);
        EXPECT_TRUE(read) << (read ? "" : read.error().message);
        return settings;
    }
};

std::vector<const Descriptor*> all()
{
    std::vector<const Descriptor*> pointers;
    for (const Descriptor& descriptor : descriptors())
        pointers.push_back(&descriptor);
    return pointers;
}

INSTANTIATE_TEST_SUITE_P(Settings, EachDescriptor, testing::ValuesIn(all()), [](const auto& each) {
    std::string name = each.param->key;
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
});

TEST_P(EachDescriptor, ChangesOneValueOfItsOwn)
{
    const Settings settings = changed();
    EXPECT_FALSE(settings == Settings{});
    for (const Descriptor& other : descriptors()) {
        if (&other != &descriptor) {
            EXPECT_EQ(toJson(other, settings), toJson(other, Settings{})) << other.key;
        }
    }
}

TEST_P(EachDescriptor, IsReadAsItIsWritten)
{
    const Settings settings = changed();
    Settings read;
    std::vector<Problem> problems;
    readJson(descriptor, toJson(descriptor, settings), read, problems);
    EXPECT_EQ(read, settings);
    EXPECT_TRUE(problems.empty());
}

TEST_P(EachDescriptor, CanBeCopiedAlone)
{
    Settings copy;
    copyValue(descriptor, changed(), copy);
    EXPECT_EQ(copy, changed());
    EXPECT_EQ(keepFixed(changed(), {}, {QLatin1String(descriptor.key)}), Settings{});
}

TEST_P(EachDescriptor, NamesWhatIsOfAnotherType)
{
    Settings read;
    std::vector<Problem> problems;
    readJson(descriptor, QJsonValue(QJsonValue::Null), read, problems);
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(problems[0].where, QLatin1String(descriptor.key));
    EXPECT_EQ(read, Settings{});
}

TEST_P(EachDescriptor, HasARightDefaultAndItsWords)
{
    if (const QString text = defaultText(descriptor); !text.isEmpty()) {
        Settings settings;
        EXPECT_TRUE(readText(descriptor, text, settings));
        EXPECT_EQ(settings, Settings{});
    }
    EXPECT_FALSE(domainText(descriptor).isEmpty());
    EXPECT_NE(std::string(descriptor.meaning), "");
    EXPECT_EQ(descriptor.group == Group::Hidden, std::string(descriptor.title).empty());
    EXPECT_EQ(descriptor.option == nullptr, descriptor.optionValue == nullptr);
}

TEST(Descriptors, HaveKeysAndOptionsOfTheirOwn)
{
    std::set<std::string> keys, options;
    for (const Descriptor& descriptor : descriptors()) {
        EXPECT_TRUE(keys.insert(descriptor.key).second) << descriptor.key;
        EXPECT_FALSE(descriptor.section().isEmpty()) << descriptor.key;
        EXPECT_FALSE(descriptor.name().isEmpty()) << descriptor.key;
        if (descriptor.option) {
            EXPECT_TRUE(options.insert(descriptor.option).second) << descriptor.option;
        }
    }
}

TEST(ReadText, SaysWhatMustBe)
{
    const auto errorOf = [](const char* key, const char* value) {
        Settings settings;
        for (const Descriptor& descriptor : descriptors()) {
            if (std::string(descriptor.key) == key) {
                const auto read = readText(descriptor, QString::fromUtf8(value), settings);
                EXPECT_EQ(settings, Settings{}) << key;
                return read ? std::string() : read.error().message;
            }
        }
        return std::string("no such key");
    };
    EXPECT_EQ(errorOf("tracker.on", "yes"), "This must be “true” or “false”.");
    EXPECT_EQ(errorOf("window.tickMs", "1"), "This must be whole milliseconds from 250 to 10000.");
    EXPECT_EQ(errorOf("window.theme", "Dark"), "This must be “system”, “light” or “dark”.");
    EXPECT_EQ(errorOf("remote.proxy", "ftp://x"), "A proxy begins with socks5:// or http://.");
    EXPECT_THAT(errorOf("remote.userAgent", "é"), testing::HasSubstr("printable ASCII"));
    EXPECT_EQ(errorOf("remote.jobs", "+1"), "This must be a number from 1 to 1000.");
}

} // namespace
} // namespace waggle::settings
