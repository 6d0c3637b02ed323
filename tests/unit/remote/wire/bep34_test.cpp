// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/dns.h"

#include <gtest/gtest.h>

using namespace waggle::remote;
using Port = Bep34::Port;

namespace {

Bep34 one(const QByteArray& text)
{
    return dns::readBep34({{text}});
}

std::string problems(const Bep34& record)
{
    return record.malformed.join(QLatin1Char('|')).toStdString();
}

TEST(Bep34, ListsPortsInTheirOrder)
{
    const auto record = one("BITTORRENT UDP:6969 TCP:80 UDP:1337 UDP:6969");
    EXPECT_TRUE(record.present);
    EXPECT_FALSE(record.denied);
    EXPECT_EQ(record.ports, (std::vector<Port>{{true, 6969}, {false, 80}, {true, 1337}}));
    EXPECT_EQ(problems(record), "");
}

TEST(Bep34, WithoutPortsTheHostIsDenied)
{
    for (const char* text : {"BITTORRENT", "BITTORRENT DENY ALL", "BITTORRENT "}) {
        const auto record = one(text);
        EXPECT_TRUE(record.present) << text;
        EXPECT_TRUE(record.denied) << text;
        EXPECT_EQ(problems(record), "") << text;
    }
}

TEST(Bep34, OtherRecordsSayNothing)
{
    const auto record = dns::readBep34({{"v=spf1 -all"}, {}, {""}, {"BITTORRENTS UDP:1"}, {"x BITTORRENT"}});
    EXPECT_FALSE(record.present);
    EXPECT_FALSE(record.denied);
    EXPECT_EQ(problems(record), "");
    EXPECT_FALSE(dns::readBep34({}).present);
}

TEST(Bep34, LowerCaseIsMalformedAndDeniesNobody)
{
    const auto keyword = one("bittorrent udp:6969");
    EXPECT_FALSE(keyword.present);
    EXPECT_FALSE(keyword.denied);
    EXPECT_NE(problems(keyword).find("upper case"), std::string::npos);

    const auto port = one("BITTORRENT udp:6969");
    EXPECT_TRUE(port.present);
    EXPECT_FALSE(port.denied);
    EXPECT_TRUE(port.ports.empty());
    EXPECT_NE(problems(port).find("udp:6969"), std::string::npos);
}

TEST(Bep34, WrongPortsAreMalformed)
{
    for (const char* word :
        {"UDP:0", "UDP:65536", "UDP:", "TCP", "TCP:80,", "UDP:+80", "UDP:100000000000", "UDP:6969/announce"}) {
        const auto record = one(QByteArray("BITTORRENT TCP:80 ") + word);
        EXPECT_EQ(record.ports, (std::vector<Port>{{false, 80}})) << word;
        EXPECT_EQ(record.malformed.size(), 1) << word;
    }
    EXPECT_EQ(one("BITTORRENT UDP:65535").ports, (std::vector<Port>{{true, 65535}}));
}

TEST(Bep34, SeveralRecordsAddUp)
{
    const auto record = dns::readBep34({{"BITTORRENT UDP:1"}, {"other"}, {"BITTORRENT TCP:2"}});
    EXPECT_EQ(record.ports, (std::vector<Port>{{true, 1}, {false, 2}}));
    EXPECT_NE(problems(record).find("2 records"), std::string::npos);
}

TEST(Bep34, SplitStringsAreJoined)
{
    const auto record = dns::readBep34({{"BITTOR", "RENT UDP:69", "69"}});
    EXPECT_TRUE(record.present);
    EXPECT_EQ(record.ports, (std::vector<Port>{{true, 6969}}));
    EXPECT_NE(problems(record).find("3 strings"), std::string::npos);

    QByteArray longText = "BITTORRENT";
    while (longText.size() <= 255)
        longText += " UDP:6969";
    EXPECT_EQ(problems(dns::readBep34({{longText.left(255), longText.mid(255)}})), ""); // it has to be split
}

TEST(Bep34, QuotesAndLeadingSpacesHideTheRecord)
{
    for (const char* text : {"\"BITTORRENT UDP:6969\"", "\"BITTORRENT\" UDP:1", " BITTORRENT UDP:6969"}) {
        const auto record = one(text);
        EXPECT_FALSE(record.present) << text;
        EXPECT_EQ(record.malformed.size(), 1) << text;
    }
}

TEST(Bep34, IsBoundedAndEscaped)
{
    QByteArray many = "BITTORRENT";
    for (int port = 1; port <= 1000; ++port)
        many += " UDP:" + QByteArray::number(port) + " tcp:x";
    const auto record = one(many);
    EXPECT_EQ(record.ports.size(), 64u);
    EXPECT_EQ(record.malformed.size(), 16);

    const auto hostile = problems(one("BITTORRENT UDP:\x1b[31m" + QByteArray(500, 'x')));
    EXPECT_EQ(hostile.find('\x1b'), std::string::npos);
    EXPECT_LT(hostile.size(), 200u);
}

} // namespace
