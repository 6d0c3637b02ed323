// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/trackerurl.h"
#include "tests/unit/remote/values/records.h"

#include <random>
#include <string>

using namespace waggle::remote;
using waggle::tests::remote::url;

namespace {

constexpr char kKey[] = "0123456789abcdef0123456789abcdef";

std::string shown(const QString& text)
{
    return url(text).shown().toStdString();
}

std::string without(const QString& of, const QString& text)
{
    return withoutKeys(url(of), text).toStdString();
}

TEST(Shown, HidesKeysOnly)
{
    EXPECT_EQ(shown("http://h.example/0123456789abcdef/announce"), "http://h.example/…/announce");
    EXPECT_EQ(shown("http://h.example/0123456789abcde/announce"), "http://h.example/0123456789abcde/announce");
    EXPECT_EQ(shown("http://h.example/01234567-89ab-cdef-0123-456789abcdef/announce"), "http://h.example/…/announce");
    EXPECT_EQ(shown("http://h.example/announce.php?passkey=a&x=&y"), "http://h.example/announce.php?passkey=…&x=&…");
    EXPECT_EQ(shown("http://h.example/announce?0123456789abcdef=1"), "http://h.example/announce?…");
    EXPECT_EQ(shown("udp://h.example:6969/announce/0123456789abcdef"), "udp://h.example:6969/announce/…");
    EXPECT_EQ(shown("udp://[2001:db8::1]:6969"), "udp://[2001:db8::1]:6969");
    EXPECT_TRUE(url("http://h.example/announce?k=1").hasKey());
    EXPECT_FALSE(url("http://h.example/announce").hasKey());
}

TEST(WithoutKeys, FindsAKeyInAnyWriting)
{
    const QString of = QStringLiteral("http://h.example/%1/announce?pin=12&auth=a%2Bb+c%20d").arg(kKey);
    EXPECT_EQ(without(of, "plain text of the tracker, 12 peers"), "plain text of the tracker, 12 peers");
    EXPECT_EQ(without(of, QStringLiteral("no user %1!").arg(kKey)), "no user …!");
    EXPECT_EQ(without(of, QStringLiteral("NO USER %1").arg(QString(kKey).toUpper())), "NO USER …");
    EXPECT_EQ(without(of, "escaped %30%3123456789abcdef0123456789%61bcdef."), "escaped ….");
    EXPECT_EQ(without(of, "Location: /x?pin=12&y"), "Location: /x?pin=…&y");
    EXPECT_EQ(without(of, "auth a+b c d, a%2bb%20c+d"), "auth …, …");
    EXPECT_EQ(without(of, "cut 0123456789…"), "cut ……");
    EXPECT_EQ(without("udp://h.example:80", "any 0123456789abcdef"), "any 0123456789abcdef");
}

TEST(WithoutKeys, HidesTheLongestFirst)
{
    EXPECT_EQ(without("http://h.example/a?x=abcdef&y=abcdefghij", "abcdefghij abcdef"), "… …");
}

TEST(MaskKeys, KeepsTheLength)
{
    const TrackerUrl of = url(QStringLiteral("http://h.example/%1/announce?pin=12").arg(kKey));
    const QByteArray request = QByteArray("GET /") + kKey + "/announce?pin=12&port=1 HTTP/1.1\r\n\0\xff";
    const QByteArray masked = maskKeys(of, request);
    EXPECT_EQ(masked.size(), request.size());
    EXPECT_EQ(masked, "GET /" + QByteArray(32, '*') + "/announce?pin=**&port=1 HTTP/1.1\r\n\0\xff");
    EXPECT_EQ(maskKeys(url("udp://h.example:80"), request), request);
}

// A key of any letters, in any place of the URL, is in nothing that is shown.
TEST(WithoutKeys, NoPlantedKeySurvives)
{
    std::mt19937 random(20240501);
    const std::string letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const char* const places[]
        = {"http://h.example/%1/announce", "udp://h.example:80/announce/%1", "https://h.example/announce?passkey=%1",
            "http://h.example/a.php?%1", "http://h.example/x?%1=1", "ws://h.example/announce;key=%1?a=b"};
    for (int round = 0; round < 600; ++round) {
        QString key;
        for (std::size_t i = 16 + random() % 40; i > 0; --i)
            key += QLatin1Char(letters[random() % letters.size()]);
        const TrackerUrl planted = url(QString::fromLatin1(places[round % 6]).arg(key));
        EXPECT_FALSE(planted.shown().contains(key)) << planted.text().toStdString();
        EXPECT_TRUE(planted.hasKey());
        const QString words = QStringLiteral("key=%1<%2>%1%1 %3").arg(key, planted.text(), key.left(12));
        const QString clean = withoutKeys(planted, words);
        EXPECT_FALSE(clean.contains(key, Qt::CaseInsensitive)) << clean.toStdString();
        EXPECT_FALSE(withoutKeys(planted, planted.text()).contains(key));
        EXPECT_FALSE(maskKeys(planted, planted.target()).contains(key.toLatin1()));
    }
}

} // namespace
