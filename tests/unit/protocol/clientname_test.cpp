// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/clientname.h"
#include "core/protocol/clienttable.h"
#include "tests/unit/protocol/bytes.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace waggle::protocol {
namespace {

std::string nameOf(std::string_view prefix, char fill = 'x')
{
    PeerId id;
    id.bytes.fill(static_cast<std::uint8_t>(fill));
    std::copy_n(prefix.begin(), std::min(prefix.size(), id.bytes.size()), id.bytes.begin());
    return clientName(id);
}

struct Case {
    std::string_view prefix;
    std::string_view name;
};

class ClientNames : public testing::TestWithParam<Case> { };

TEST_P(ClientNames, AreWrittenAsTheClientWritesThem)
{
    EXPECT_EQ(nameOf(GetParam().prefix), GetParam().name);
}

INSTANTIATE_TEST_SUITE_P(Azureus, ClientNames,
    testing::Values(Case{"-qB4630-", "qBittorrent 4.6.3"}, Case{"-qB45A0-", "qBittorrent 4.5.10"},
        Case{"-qB4631-", "qBittorrent 4.6.3.1"}, Case{"-LT2080-", "libtorrent 2.0.8"},
        Case{"-LT12J0-", "libtorrent 1.2.19"}, Case{"-lt0D80-", "libTorrent (rTorrent) 0.13.8"},
        Case{"-UT355B-", "µTorrent 3.5.5 beta"}, Case{"-UT355S-", "µTorrent 3.5.5"},
        Case{"-UM1870-", "µTorrent Mac 1.8.7"}, Case{"-UW1330-", "µTorrent Web 1.3.3"},
        Case{"-BT7a5S-", "BitTorrent 7.10.5"}, Case{"-BI2300-", "BiglyBT 2.3.0.0"}, Case{"-AZ5750-", "Vuze 5.7.5.0"},
        Case{"-AZ2504-", "Azureus 2.5.0.4"}, Case{"-BC0186-", "BitComet 1.86"}, Case{"-WW0108-", "WebTorrent 1.8"},
        Case{"-WD0024-", "WebTorrent Desktop 0.24"}, Case{"-GT0003-", "anacrolix/torrent 0.0.0.3"},
        Case{"-TX0258-", "Tixati 2.58"}));

INSTANTIATE_TEST_SUITE_P(Transmission, ClientNames,
    testing::Values(Case{"-TR3000-", "Transmission 3.00"}, Case{"-TR2940-", "Transmission 2.94"},
        Case{"-TR133Z-", "Transmission 1.33+"}, Case{"-TR0072-", "Transmission 0.72"},
        Case{"-TR0006-", "Transmission 0.6"}, Case{"-TR4050-", "Transmission 4.0.5"},
        Case{"-TR400B-", "Transmission 4.0.0-beta"}, Case{"-TR400Z-", "Transmission 4.0.0-dev"},
        Case{"-TR4100-", "Transmission 4.1.0"}));

INSTANTIATE_TEST_SUITE_P(Deluge, ClientNames,
    testing::Values(Case{"-DE13F0-", "Deluge 1.3.15"}, Case{"-DE211s-", "Deluge 2.1.1"},
        Case{"-DE210b-", "Deluge 2.1.0 beta"}, Case{"-DE203D-", "Deluge 2.0.3 dev"}));

INSTANTIATE_TEST_SUITE_P(KTorrent, ClientNames,
    testing::Values(Case{"-KT5210-", "KTorrent 5.2.1"}, Case{"-KT33B1-", "KTorrent 3.3 beta 1"},
        Case{"-KT43A2-", "KTorrent 4.3 alpha 2"}, Case{"-KT40R1-", "KTorrent 4.0 rc 1"},
        Case{"-KT51DV-", "KTorrent 5.1 dev"}));

INSTANTIATE_TEST_SUITE_P(OtherSchemes, ClientNames,
    testing::Values(Case{"A2-1-36-0-", "aria2 1.36.0"}, Case{"A2-1-9-5-", "aria2 1.9.5"},
        Case{"M7-9-2--", "Mainline 7.9.2"}, Case{"M4-20-8-", "Mainline 4.20.8"}, Case{"Q1-10-0-", "Queen Bee 1.10.0"},
        Case{"T03I-----", "BitTornado 0.3.18"}, Case{"S587----", "Shadow 5.8.7"}, Case{"A310--------", "ABC 3.1.0"},
        Case{"TIX0258-", "Tixati 2.58"}, Case{"XBT054d-", "XBT Client 0.5.4 debug"},
        Case{"-ML2.7.2-", "MLDonkey 2.7.2"}, Case{std::string_view("exbc\0\x38", 6), "BitComet 0.56"},
        Case{std::string_view("exbc\x01\x01LORD", 10), "BitLord 1.01"}, Case{"OP7685", "Opera build 7685"},
        Case{"DNA0100", "BitTorrent DNA 1.0"}));

INSTANTIATE_TEST_SUITE_P(Unknown, ClientNames,
    testing::Values(Case{"-XY1234-", "-XY1234-"}, Case{"-qB4.30-", "-qB4.30-"}, Case{"-qB4630x", "-qB4630x"},
        Case{"A2-1-36x", "A2-1-36x"}, Case{"M7-9-----", "M7-9----"}, Case{"ab\x01", "ab"},
        Case{std::string_view("\0\0\0", 3), "unknown"}, Case{"\x1b[31m", "unknown"}, Case{"\xff\xfe", "unknown"},
        Case{" -qB4630-", "unknown"}));

TEST(ClientName, KnowsEachCodeOnce)
{
    // A code further up would hide one further down.
    for (const char* code : {"qB", "LT", "lt", "TR", "UT", "DE", "BI", "AZ", "KT", "TX", "BC", "WW", "GT"}) {
        const ClientCode* client = findAzureusCode(code);
        ASSERT_NE(client, nullptr) << code;
        EXPECT_EQ(client->code, code);
    }
    EXPECT_EQ(findAzureusCode("Qb"), nullptr);
    EXPECT_EQ(findAzureusCode(""), nullptr);
    EXPECT_EQ(findShadowLetter('s'), "");
}

TEST(ClientName, AnyBytesGiveAShortTextWithoutControlCharacters)
{
    test::Random random(3);
    const std::string_view seeds[] = {"-qB4630-", "-TR2940-", "-KT33B1-", "A2-1-36-0-", "M7-9-2--", "T03I-----",
        "TIX0258-", "exbc", "-ML2.7.2-", "XBT054d-", "-BC0186-", "OP7685", "-DE211s-"};
    for (int round = 0; round < 50'000; ++round) {
        PeerId id;
        const test::Buffer noise = test::randomBytes(random, id.bytes.size());
        std::copy(noise.begin(), noise.end(), id.bytes.begin());
        if (round % 2 == 0) { // a known prefix with one byte changed
            const std::string_view seed = seeds[test::below(random, std::size(seeds))];
            std::copy(seed.begin(), seed.end(), id.bytes.begin());
            id.bytes[test::below(random, seed.size())] = static_cast<std::uint8_t>(random());
        }
        const std::string name = clientName(id);
        ASSERT_FALSE(name.empty());
        ASSERT_LE(name.size(), 60u);
        for (const char c : name)
            ASSERT_TRUE(static_cast<unsigned char>(c) >= ' ' && c != 0x7f) << name;
    }
}

} // namespace
} // namespace waggle::protocol
