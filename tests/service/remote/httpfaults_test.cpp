// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultrows.h"

#include "tests/support/remote/fakehttptracker.h"

#include <QSslSocket>

using namespace waggle;
using namespace waggle::test;
using remote::Mode;
using remote::Severity;

namespace {

struct HttpRow {
    const char* name;
    Expected expected;
    Mode mode;
    std::function<void(FakeHttpTracker&)> bend;
    protocol::Family family = protocol::Family::V4;
    const char* path = "/announce";
    bool isImpatient = false; // silence is the point
};

void PrintTo(const HttpRow& row, std::ostream* out)
{
    *out << row.name;
}

// Of announces that are taken.
auto announces(std::function<void(const Ask&, HttpReply&)> change)
{
    return [change](FakeHttpTracker& fake) {
        fake.bend = [change](const Ask& ask, HttpReply& reply) {
            if (ask.isAnnounce() && ask.event != protocol::Event::Stopped)
                change(ask, reply);
        };
    };
}

auto everything(std::function<void(const Ask&, HttpReply&)> change)
{
    return [change](FakeHttpTracker& fake) { fake.bend = change; };
}

auto scrapes(std::function<void(const Ask&, HttpReply&)> change)
{
    return [change](FakeHttpTracker& fake) {
        fake.bend = [change](const Ask& ask, HttpReply& reply) {
            if (ask.isScrape())
                change(ask, reply);
        };
    };
}

auto setTo(const char* key, const QByteArray& value)
{
    return announces([key, value](const Ask&, HttpReply& reply) { reply.set(key, value); });
}

void becomeFailure(HttpReply& reply, const QByteArray& words)
{
    reply.entries = {{"failure reason", bencoded(words)}};
}

std::vector<std::string> kUseless{"T1", "B14", "H23", "H4"};
const QByteArray kPage("<!DOCTYPE html><html><body>Checking your browser</body></html>");

QByteArray valueOf(const HttpReply& reply, const QByteArray& key)
{
    for (const auto& [name, value] : reply.entries) {
        if (name == key)
            return value;
    }
    return {};
}

// The peers of a reply as they are on the wire, without the length in front.
QByteArray peersOf(const HttpReply& reply, const QByteArray& key)
{
    const QByteArray value = valueOf(reply, key);
    return value.mid(value.indexOf(':') + 1);
}

QByteArray dictPeer(const QByteArray& ip, const Ask& ask)
{
    return "ld2:ip" + bencoded(ip) + "4:port" + bencoded(qint64{ask.port} + 100) + "ee";
}

const HttpRow kRows[] = {
    {"H1", {"H1", Severity::Warning, "404"}, Mode::Quick, announces([](const Ask&, HttpReply& reply) {
         reply.status = 404;
         becomeFailure(reply, "Torrent not registered");
     })},
    {"H2Gone", {"H2", Severity::Warning, "410"}, Mode::Quick, everything([](const Ask&, HttpReply& reply) {
         reply.status = 410;
         reply.body = "gone";
     })},
    {"H2TooMany", {"H2", Severity::Warning, "120"}, Mode::Quick, everything([](const Ask&, HttpReply& reply) {
         reply.status = 429;
         reply.fields.emplace_back("Retry-After", "120");
         reply.body = "slow down";
     })},
    {"H3Page", {"H3", Severity::Error, "page", {"H7"}}, Mode::Quick, everything([](const Ask&, HttpReply& reply) {
         reply.fields = {{"Content-Type", "text/html"}};
         reply.body = kPage;
     })},
    {"H3Challenge", {"H3", Severity::Error, "503", {"H2"}}, Mode::Full, everything([](const Ask&, HttpReply& reply) {
         reply.status = 503;
         reply.body = "\xef\xbb\xbf" + kPage;
     })},
    {"H4Cut", {"H4", Severity::Error, "Not a bencoded"}, Mode::Quick,
        announces([](const Ask&, HttpReply& reply) { reply.body = "d8:intervali1800e5:peers6:abc"; })},
    {"H4Behind", {"H4", Severity::Error, "2 bytes follow"}, Mode::Quick, announces([](const Ask&, HttpReply& reply) {
         const QByteArray all = reply.bytes();
         reply.body = all.mid(all.indexOf("\r\n\r\n") + 4) + "\r\n";
     })},
    {"H5Unsorted", {"H5", Severity::Warning, "ascending"}, Mode::Quick,
        announces([](const Ask&, HttpReply& reply) { std::reverse(reply.entries.begin(), reply.entries.end()); })},
    {"H5Twice", {"H5", Severity::Warning, "twice"}, Mode::Full, announces([](const Ask&, HttpReply& reply) {
         reply.entries.insert(reply.entries.begin(), reply.entries.front());
     })},
    {"H6", {"H6", Severity::Warning, "gzip"}, Mode::Quick, everything([](const Ask&, HttpReply& reply) {
         reply.fields.emplace_back("Content-Encoding", "gzip");
         reply.body = QByteArray::fromHex("1f8b0800000000000003030000000000000000");
     })},
    {"H7Type", {"H7", Severity::Note, "text/html"}, Mode::Quick, everything([](const Ask&, HttpReply& reply) {
         reply.fields = {{"Content-Type", "text/html; charset=x"}};
     })},
    {"H7Short", {"H7", Severity::Warning, "Content-Length"}, Mode::Quick, announces([](const Ask&, HttpReply& reply) {
         reply.hasLength = false;
         reply.fields.emplace_back("Content-Length", "5000");
         reply.closes = true;
     })},
    {"H7Long", {"H7", Severity::Warning, "Content-Length", {"H4", "H12", "B1"}}, Mode::Quick,
        announces([](const Ask&, HttpReply& reply) {
            reply.hasLength = false;
            reply.fields.emplace_back("Content-Length", "12");
        })},
    {"H8", {"H8", Severity::Warning, "1 MiB", kUseless}, Mode::Quick,
        announces([](const Ask&, HttpReply& reply) { reply.set("zeros", bencoded(QByteArray(2 << 20, 'x'))); })},
    {"H9Latin1", {"H9", Severity::Warning, "UTF-8"}, Mode::Quick, announces([](const Ask&, HttpReply& reply) {
         becomeFailure(reply,
             "torrent nicht gef\xfc"
             "hrt");
     })},
    {"H9Peers", {"H9", Severity::Warning, "beside"}, Mode::Quick, announces([](const Ask&, HttpReply& reply) {
         becomeFailure(reply, "slow down");
         reply.set("peers", bencoded(QByteArray("\x7f\0\0\1\x1a\xe1", 6)));
     })},
    {"H10", {"H10", Severity::Note, "not registered"}, Mode::Quick,
        setTo("warning message", bencoded(QByteArray("torrent not registered with this tracker")))},
    {"H11Text", {"H11", Severity::Note, "string"}, Mode::Quick, announces([](const Ask&, HttpReply& reply) {
         becomeFailure(reply, "overloaded");
         reply.set("retry in", bencoded(QByteArray("5")));
     })},
    {"H11Unit", {"H11", Severity::Note, "minutes"}, Mode::Quick, announces([](const Ask&, HttpReply& reply) {
         becomeFailure(reply, "overloaded");
         reply.set("retry in", bencoded(qint64{86'400}));
     })},
    {"H12Missing", {"H12", Severity::Error, "no interval"}, Mode::Quick,
        announces([](const Ask&, HttpReply& reply) { reply.remove("interval"); })},
    {"H12Text", {"H12", Severity::Error, "no number"}, Mode::Full, setTo("interval", bencoded(QByteArray("1800")))},
    {"H12Zero", {"H12", Severity::Error, "0"}, Mode::Quick, setTo("interval", bencoded(qint64{0}))},
    {"H13Short", {"H13", Severity::Note, "60 s"}, Mode::Quick, setTo("interval", bencoded(qint64{60}))},
    {"H13Long", {"H13", Severity::Note, "86400"}, Mode::Quick, setTo("interval", bencoded(qint64{86'400}))},
    {"H14", {"H14", Severity::Warning, "3600"}, Mode::Quick, setTo("min interval", bencoded(qint64{3600}))},
    {"H15", {"H15", Severity::Warning, "neither"}, Mode::Quick, announces([](const Ask&, HttpReply& reply) {
         if (peersOf(reply, "peers").isEmpty())
             reply.remove("peers");
     })},
    {"H16", {"H16", Severity::Warning, "dictionaries", {"B1", "B3", "B6", "B9"}}, Mode::Quick,
        announces([](const Ask& ask, HttpReply& reply) { reply.set("peers", dictPeer("127.0.0.1", ask)); })},
    {"H16V6", {"H16", Severity::Warning, "dictionaries", {"B1", "B3", "B6", "B9"}}, Mode::Full,
        announces([](const Ask& ask, HttpReply& reply) { reply.set("peers", dictPeer("::1", ask)); }),
        protocol::Family::V6},
    {"H17", {"H17", Severity::Error, "no multiple of 6"}, Mode::Quick,
        announces([](const Ask&, HttpReply& reply) { reply.set("peers", bencoded(peersOf(reply, "peers") + "x")); })},
    {"H17V6", {"H17", Severity::Error, "no multiple of 18"}, Mode::Quick,
        announces([](const Ask&, HttpReply& reply) { reply.set("peers6", bencoded(peersOf(reply, "peers6") + "x")); }),
        protocol::Family::V6},
    {"H18Bytes", {"H18", Severity::Error, "18 bytes", {"B1", "B2", "B3", "B6", "B8"}}, Mode::Quick,
        announces([](const Ask&, HttpReply& reply) {
            reply.set("peers", bencoded(peersOf(reply, "peers6")));
            reply.remove("peers6");
        }),
        protocol::Family::V6},
    {"H18Mapped", {"H18", Severity::Error, "v4-mapped", {"B1", "B3", "B6"}}, Mode::Quick,
        announces([](const Ask&, HttpReply& reply) {
            reply.set("peers6", bencoded(QByteArray(10, '\0') + QByteArray("\xff\xff\x7f\0\0\1\x1a\xe1", 8)));
        }),
        protocol::Family::V6},
    {"H18Brackets", {"H18", Severity::Error, "brackets", {"H16", "B1", "B3", "B6"}}, Mode::Quick,
        announces([](const Ask& ask, HttpReply& reply) { reply.set("peers", dictPeer("[::1]", ask)); })},
    {"H18Port", {"H18", Severity::Error, "port inside", {"H16", "B1", "B3", "B6"}}, Mode::Quick,
        announces([](const Ask& ask, HttpReply& reply) { reply.set("peers", dictPeer("127.0.0.1:80", ask)); })},
    {"H19Length", {"H19", Severity::Warning, "9 bytes"}, Mode::Quick,
        setTo("external ip", bencoded(QByteArray("127.0.0.1")))},
    {"H19Wrong", {"H19", Severity::Warning, "198.51.100.9"}, Mode::Quick,
        setTo("external ip", bencoded(QByteArray("\xc6\x33\x64\x09", 4)))},
    {"H20Escapes", {"H20", Severity::Error, "%aa"}, Mode::Full,
        [](FakeHttpTracker& fake) {
            fake.core.hear = [](Ask& ask) {
                if (ask.raw.contains("%ef") && !ask.hashes.empty())
                    ask.hashes.front().bytes[0] ^= 1;
            };
        }},
    {"H20Plus", {"H20", Severity::Error, "+"}, Mode::Full,
        [](FakeHttpTracker& fake) {
            fake.core.say = [](const Ask& ask, FakeAnswer& answer) {
                if (ask.raw.contains('+'))
                    answer.failure = "invalid info_hash";
            };
        }},
    {"H21", {"H21", Severity::Warning, "order"}, Mode::Full,
        [](FakeHttpTracker& fake) {
            fake.core.say = [](const Ask& ask, FakeAnswer& answer) {
                if (ask.isAnnounce() && !ask.raw.contains("?info_hash"))
                    answer.failure = "malformed request";
            };
        }},
    {"H22", {"H22", Severity::Note, "/x"}, Mode::Quick, [](FakeHttpTracker&) {}, protocol::Family::V4, "/x"},
    {"H23Status", {"H23", Severity::Warning, "404"}, Mode::Quick, scrapes([](const Ask&, HttpReply& reply) {
         reply.status = 404;
         reply.body = "nothing here";
     })},
    {"H23Failure", {"H23", Severity::Warning, "scrape is off"}, Mode::Full,
        scrapes([](const Ask&, HttpReply& reply) { becomeFailure(reply, "scrape is off"); })},
    {"H23Empty", {"H23", Severity::Warning, "not in it"}, Mode::Full,
        scrapes([](const Ask&, HttpReply& reply) { reply.set("files", "de"); })},
    {"H24", {"H24", Severity::Error, "40 bytes", {"H23"}}, Mode::Quick, scrapes([](const Ask& ask, HttpReply& reply) {
         if (!ask.hashes.empty())
             reply.set("files",
                 "d" + bencoded(QByteArray::fromStdString(ask.hashes.front().hex()))
                     + "d8:completei0e10:downloadedi0e10:incompletei2eee");
     })},
    {"H25", {"H25", Severity::Note, "of 37 not"}, Mode::Full,
        [](FakeHttpTracker& fake) {
            fake.core.hear = [](Ask& ask) {
                if (ask.isScrape() && ask.hashes.size() > 50)
                    ask.hashes.resize(50);
            };
        }},
    {"H25One", {"H25", Severity::Note, "last was left out"}, Mode::Full,
        [](FakeHttpTracker& fake) {
            fake.core.hear = [](Ask& ask) {
                if (ask.isScrape() && ask.hashes.size() > 3)
                    ask.hashes.resize(3);
            };
        }},
    {"H26", {"H26", Severity::Warning, "1 torrent was listed"}, Mode::Full,
        scrapes([](const Ask& ask, HttpReply& reply) {
            if (ask.hashes.empty())
                reply.entries = {{"files", "d20:aaaaaaaaaaaaaaaaaaaad8:completei9e10:downloadedi0e10:incompletei2eee"}};
        })},
    {"H26Large", {"H26", Severity::Warning, "64 KiB"}, Mode::Full, scrapes([](const Ask& ask, HttpReply& reply) {
         if (!ask.hashes.empty())
             return;
         reply.body = "d5:filesd";
         for (int i = 0; i < 20'000; ++i)
             *reply.body += "20:" + QByteArray::number(i).rightJustified(20, '0')
                 + "d8:completei9e10:downloadedi0e10:incompletei2ee";
         *reply.body += "ee";
     })},
    {"T1Reset", {"T1", Severity::Fatal, "reset"}, Mode::Quick,
        everything([](const Ask&, HttpReply& reply) { reply.write = [](QSslSocket& socket) { socket.abort(); }; })},
    {"T1Silent", {"T1", Severity::Fatal, "timed out"}, Mode::Quick,
        everything([](const Ask&, HttpReply& reply) { reply.isSilent = true; }), protocol::Family::V4, "/announce",
        true},
    {"T5Https", {"T5", Severity::Warning, "from http to https"}, Mode::Quick,
        everything([](const Ask&, HttpReply& reply) {
            reply.status = 301;
            reply.fields.emplace_back("Location", "https://tracker.example/announce");
            reply.body = "";
        })},
    {"T5Loop", {"T5", Severity::Error, "redirects again"}, Mode::Full,
        [](FakeHttpTracker& fake) {
            fake.bend = [&fake](const Ask&, HttpReply& reply) {
                reply.status = 302;
                reply.fields.emplace_back("Location", fake.url("/announce?loop=1").toLatin1());
                reply.body = "";
            };
        }},
    {"T7Said", {"T7", Severity::Note, "closed behind"}, Mode::Quick, everything([](const Ask&, HttpReply& reply) {
         reply.fields.emplace_back("Connection", "close");
         reply.closes = true;
     })},
    {"T7Silent", {"T7", Severity::Note, "closed behind"}, Mode::Quick,
        everything([](const Ask&, HttpReply& reply) { reply.closes = true; })},
    {"T8", {"T8", Severity::Warning, "between two pieces"}, Mode::Quick,
        [](FakeHttpTracker& fake) {
            fake.bend = [](const Ask& ask, HttpReply& reply) {
                if (ask.number == 1) {
                    reply.piece = 100;
                    reply.gap = std::chrono::milliseconds(1100);
                }
            };
        }},
};

class HttpFault : public testing::TestWithParam<HttpRow> { };

} // namespace

TEST_P(HttpFault, IsNamed)
{
    const HttpRow& row = GetParam();
    FakeHttpTracker fake(row.family);
    row.bend(fake);
    const auto report
        = checkOne(fake.url(row.path), row.isImpatient ? impatientOptions(row.mode) : patientOptions(row.mode));
    expectFound(*report, row.expected);
}

INSTANTIATE_TEST_SUITE_P(Rows, HttpFault, testing::ValuesIn(kRows),
    [](const testing::TestParamInfo<HttpRow>& row) { return rowName(row.param.name); });

TEST(HttpFaults, AnHonestOneHasNone)
{
    for (const auto family : {protocol::Family::V4, protocol::Family::V6}) {
        for (const Mode mode : {Mode::Quick, Mode::Full}) {
            FakeHttpTracker fake(family);
            const auto report = checkOne(fake.url(), patientOptions(mode));
            EXPECT_EQ(report->state, remote::State::Up);
            EXPECT_EQ(findingsText(*report), "") << exchangesText(*report);
            EXPECT_EQ(fake.core.present(), 0U);
            EXPECT_EQ(fake.connections, 1);
        }
    }
}
