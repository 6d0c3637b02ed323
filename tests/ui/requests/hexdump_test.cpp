// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/requests/hexdump.h"

#include <gtest/gtest.h>

namespace waggle::ui {
namespace {

TEST(HexDump, PutsSixteenBytesOnALineAndTheReadableOnesBeside)
{
    const QByteArray bytes = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f") + "ab\x7f\xff<b>";
    EXPECT_EQ(hexDump(bytes).toStdString(),
        "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f  ................\n"
        "61 62 7f ff 3c 62 3e                             ab..<b>\n");
}

TEST(HexDump, NothingGivesNothing)
{
    EXPECT_TRUE(hexDump({}).isEmpty());
}

} // namespace
} // namespace waggle::ui
