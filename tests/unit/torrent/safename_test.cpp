// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torrent/safename.h"

#include <gtest/gtest.h>

#include <random>

namespace waggle::torrent {
namespace {

std::string safe(const QString& raw)
{
    return safeName(raw).toStdString();
}

TEST(SafeName, leavesWritingAlone)
{
    for (const char* text : {"disk.img", "Ünïcode – “quoted”", "日本語", "مرحبا", "می‌خواهم",
             "👩‍👧 family", "a\\u202eb", ""})
        EXPECT_EQ(safe(QString::fromUtf8(text)), text);
}

TEST(SafeName, showsWhatCannotBeSeenEscaped)
{
    EXPECT_EQ(safe(QStringLiteral("gpj.\u202eexe")), "gpj.\\u202eexe");
    EXPECT_EQ(safe(QString::fromUtf8("a\nb\tc\x1b[31m\x7f")), "a\\u000ab\\u0009c\\u001b[31m\\u007f");
    EXPECT_EQ(safe(QString(1, QChar(u'\0'))), "\\u0000");
    EXPECT_EQ(safe(QStringLiteral("\u0085\u2028\u2066\u200e\ufeff")), "\\u0085\\u2028\\u2066\\u200e\\ufeff");
    const char32_t tag = 0xe0041;
    EXPECT_EQ(safe(QString::fromUcs4(&tag, 1)), "\\U000e0041");
}

TEST(SafeName, replacesHalfACharacter)
{
    EXPECT_EQ(safe(QString(QChar(0xd83d)) + u'x'), "\ufffdx");
    EXPECT_EQ(safe(QString(QChar(0xdc00))), "\ufffd");
}

TEST(SafeName, cutsAtACharacterWithin255Bytes)
{
    EXPECT_EQ(safe(QString(255, u'a')), std::string(255, 'a'));
    EXPECT_EQ(safe(QString(256, u'a')), std::string(252, 'a') + "…");
    const QString wide(100, QChar(0x65e5)); // three bytes each
    EXPECT_EQ(safeName(wide), wide.left(84) + u'…');
    EXPECT_EQ(safeName(QString(100, QChar(1))), QStringLiteral("\\u0001").repeated(42) + u'…');
}

TEST(SafeName, holdsItsPromisesForAnyText)
{
    std::mt19937 random(5);
    for (int round = 0; round < 5000; ++round) {
        QString raw;
        for (auto length = random() % 300; length > 0; --length)
            raw += QChar(static_cast<char16_t>(random() % 3 == 0 ? random() : random() % 128));
        const QString once = safeName(raw);
        EXPECT_LE(once.toUtf8().size(), kMaxName);
        EXPECT_EQ(safeName(once), once);
        EXPECT_TRUE(once.isValidUtf16());
        for (const QChar c : once)
            EXPECT_NE(c.category(), QChar::Other_Control);
    }
}

} // namespace
} // namespace waggle::torrent
