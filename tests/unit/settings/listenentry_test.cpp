// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings/settings.h"

#include <gtest/gtest.h>

#include <random>

namespace waggle::settings {
namespace {

struct Good {
    const char* text;
    const char* address;
    const char* scope;
    int port; // −1: none
    const char* normal;
};

class GoodListenEntry : public testing::TestWithParam<Good> { };

TEST_P(GoodListenEntry, isReadAndWrittenBack)
{
    const Good& good = GetParam();
    const auto entry = ListenEntry::parse(QString::fromUtf8(good.text));
    ASSERT_TRUE(entry) << entry.error().message;
    EXPECT_EQ(entry->address.text(), good.address);
    EXPECT_EQ(entry->scope.toStdString(), good.scope);
    EXPECT_EQ(entry->port ? int(*entry->port) : -1, good.port);
    EXPECT_EQ(entry->text().toStdString(), good.normal);
    EXPECT_EQ(ListenEntry::parse(entry->text()), *entry);
}

INSTANTIATE_TEST_SUITE_P(Forms, GoodListenEntry,
    testing::Values(Good{"192.168.1.20", "192.168.1.20", "", -1, "192.168.1.20"},
        Good{"192.168.1.20:7000", "192.168.1.20", "", 7000, "192.168.1.20:7000"},
        Good{" 0.0.0.0:0 ", "0.0.0.0", "", 0, "0.0.0.0:0"}, Good{"::", "::", "", -1, "::"},
        Good{"[::]:7000", "::", "", 7000, "[::]:7000"}, Good{"::1", "::1", "", -1, "::1"},
        Good{"[::1]", "::1", "", -1, "::1"},
        Good{"[2001:DB8:0:0::1]:65535", "2001:db8::1", "", 65535, "[2001:db8::1]:65535"},
        Good{"fe80::1%eth0", "fe80::1", "eth0", -1, "fe80::1%eth0"},
        Good{"[fe80::1%eth0.20]:7000", "fe80::1", "eth0.20", 7000, "[fe80::1%eth0.20]:7000"},
        Good{"::ffff:10.0.0.1", "10.0.0.1", "", -1, "10.0.0.1"}));

class BadListenEntry : public testing::TestWithParam<const char*> { };

TEST_P(BadListenEntry, isRefusedWithASentence)
{
    const auto entry = ListenEntry::parse(QString::fromUtf8(GetParam()));
    ASSERT_FALSE(entry);
    EXPECT_GT(entry.error().message.size(), 20u);
    EXPECT_EQ(entry.error().message.back(), '.');
}

INSTANTIATE_TEST_SUITE_P(Forms, BadListenEntry,
    testing::Values("", " ", "localhost", "localhost:7000", "192.168.1", "192.168.1.20:", "192.168.1.20:65536",
        "192.168.1.20:-1", "192.168.1.20:+1", "192.168.1.20:7000x", "192.168.1.20:7 000", "[192.168.1.20]:7000", "[::1",
        "::1]", "[::1]7000", "[::1]:", "[[::1]]:7000", "224.0.0.1", "[ff02::1]:7000", "fe80::1", "fe80::1%",
        "[fe80::1%a/b]:1", "fe80::1%averyveryverylongname", "::1%lo", "10.0.0.1%eth0", "*", "*:7000", ":7000",
        "http://10.0.0.1:7000", "1.2.3.4:5:6", "::1:99999:"));

TEST(ListenEntry, readsAnyTextWithinItsBound)
{
    std::mt19937 random(7);
    const std::string alphabet = "0123456789abcdef:.[]%eth/ \xc3\xa4";
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (auto length = random() % 40; length > 0; --length)
            text += alphabet[random() % alphabet.size()];
        if (const auto entry = ListenEntry::parse(QString::fromStdString(text))) {
            EXPECT_EQ(ListenEntry::parse(entry->text()), *entry) << text;
        }
    }
    EXPECT_FALSE(ListenEntry::parse(QString(1 << 20, u':')));
}

} // namespace
} // namespace waggle::settings
