// SPDX-License-Identifier: GPL-3.0-or-later
// DNS answers to our questions, the BEP 34 records in them, and the files that stand in front of DNS.
#include "core/remote/wire/dns.h"
#include "tests/fuzz/driver.h"

#include <algorithm>

using namespace waggle;
using namespace waggle::remote;
using namespace std::string_literals;

namespace {

constexpr std::size_t kMaxAnswers = 4096 / 11; // an input's bytes by a record's smallest size
const QByteArray kName = "tracker.example";

void checkBep34(const Bep34& record)
{
    fuzz::require(!record.denied || (record.present && record.ports.empty()), "denied is present without ports");
    fuzz::require(record.ports.size() <= 64 && record.malformed.size() <= 17, "a record is bounded");
    for (const auto& port : record.ports)
        fuzz::require(port.port != 0, "a port is one");
    for (const QString& problem : record.malformed)
        fuzz::require(std::none_of(problem.begin(), problem.end(), [](QChar c) { return c.unicode() < ' '; }),
            "problems are text");
}

void checkAnswer(const dns::Answer& answer, RecordType type)
{
    const bool empty = answer.addresses.empty() && answer.texts.empty();
    fuzz::require(answer.addresses.size() <= kMaxAnswers && answer.texts.size() <= kMaxAnswers, "an answer is bounded");
    fuzz::require(answer.aliases.size() <= 16, "aliases are bounded");
    fuzz::require(answer.cause != Cause::NoData || empty, "no data is none");
    fuzz::require(answer.cause != Cause::ServFail || empty, "a failure has no data");
    fuzz::require(type == RecordType::Txt || answer.texts.empty(), "only texts were asked for");
    fuzz::require(type == RecordType::A || type == RecordType::Aaaa || answer.addresses.empty(), "no addresses asked");
    fuzz::require(empty || answer.ttl, "an answer has a life");
    checkBep34(dns::readBep34(answer.texts));
}

bool readOne(fuzz::Bytes input)
{
    const auto bytes
        = QByteArray::fromRawData(reinterpret_cast<const char*>(input.data()), static_cast<qsizetype>(input.size()));
    dns::Question question{0, kName, RecordType::A};
    if (bytes.size() >= 2)
        question.id = static_cast<std::uint16_t>(input[0] << 8 | input[1]);
    bool accepted = false;
    for (const auto type : {RecordType::A, RecordType::Aaaa, RecordType::Txt, RecordType::Cname}) {
        question.type = type;
        const auto answer = dns::readAnswer(bytes, question);
        if (answer)
            checkAnswer(*answer, type);
        else
            fuzz::require(!answer.error().message.empty(), "an error has words");
        accepted = accepted || answer;
    }
    question.id ^= 1;
    fuzz::require(!dns::readAnswer(bytes, question), "another id is another question");

    checkBep34(dns::readBep34({{bytes}}));
    fuzz::require(dns::readHosts(bytes, kName).size() <= input.size(), "addresses are lines");
    fuzz::require(dns::readResolvConf(bytes).size() <= 3, "servers are few");
    const QByteArray query = dns::writeQuery({1, bytes, RecordType::A});
    fuzz::require(
        query.isEmpty() || (bytes.size() <= 253 && query.size() == bytes.size() + 29), "a query holds its name");
    return accepted;
}

std::vector<std::string> seeds()
{
    const auto head = [](char flags, char code, char answers) {
        return "\x12\x34"s + flags + code + "\0\1\0"s + answers + "\0\0\0\0\7tracker\7example\0"s;
    };
    const std::string a = "\0\1\0\1"s, aaaa = "\0\x1c\0\1"s, txt = "\0\x10\0\1"s;
    const std::string ttl = "\0\0\x0e\x10"s;
    const std::string v4 = "\xc0\x0c"s + a + ttl + "\0\4\xc0\0\2\7"s;
    const std::string alias = "\xc0\x0c\0\5\0\1"s + ttl + "\0\x08\5alias\xc0\x14"s;
    return {
        head('\x81', '\x80', 1) + a + v4,
        head('\x81', '\x80', 3) + a + v4 + v4 + v4,
        head('\x81', '\x80', 2) + aaaa + alias + "\5alias\xc0\x14"s + aaaa + ttl
            + "\0\x10\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\7"s,
        head('\x81', '\x80', 1) + txt + "\xc0\x0c"s + txt + ttl
            + "\0\x15\x0a"
              "BITTORRENT\x09 UDP:6969"s,
        head('\x83', '\x80', 9) + a + v4,
        head('\x81', '\x83', 0) + a,
        head('\x81', '\x82', 0) + a,
        "\x12\x34\x80\1\0\0\0\0\0\0\0\0"s,
        "BITTORRENT UDP:6969 TCP:80 DENY ALL",
        "127.0.0.1 localhost\n192.0.2.7 tracker.example tracker # x\nnameserver 192.0.2.53\nnameserver fe80::1%eth0\n",
    };
}

} // namespace

int main(int argc, char** argv)
{
    const fuzz::Plan plan{.name = "dns",
        .seeds = seeds(),
        .words = {"\xc0\x0c", "\xc0\x14", "\0\5"s, "\0\x10"s, "\0\1"s, "BITTORRENT",
            " UDP:", " TCP:", " udp:", "nameserver ", "tracker.example", "\n", "\x3f", "\7tracker\7example\0"s},
        .mutations = 250'000};
    return fuzz::run(argc, argv, plan, readOne);
}
