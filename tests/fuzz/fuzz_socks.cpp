// SPDX-License-Identifier: GPL-3.0-or-later
// What a SOCKS5 proxy says, and the datagrams through it.
#include "core/remote/wire/socks.h"
#include "tests/fuzz/driver.h"

using namespace waggle;
using namespace waggle::remote;
using namespace std::string_literals;

namespace {

// What was read depends on the bytes it took alone, and fewer of them are never a whole value.
template <typename Reader>
bool check(const QByteArray& bytes, Reader&& read)
{
    const auto whole = read(bytes);
    if (!whole) {
        fuzz::require(!whole.error().message.empty(), "an error has words");
        return false;
    }
    if (!*whole)
        return false;
    const qsizetype used = (*whole)->used;
    fuzz::require(used > 0 && used <= bytes.size(), "what is used lies within the bytes");
    const auto exact = read(bytes.left(used));
    fuzz::require(exact && *exact && (*exact)->used == used, "what is used is enough");
    return true;
}

void checkReply(const QByteArray& bytes)
{
    if (!check(bytes, socks::readReply))
        return;
    const auto reply = socks::readReply(bytes).value();
    fuzz::require(!reply->value.text().isEmpty(), "a reply has words");
    fuzz::require(reply->value.bound.name.size() <= 255, "a name is bounded");
    for (qsizetype size = 0; reply->value.code == 0 && size < reply->used; ++size) {
        const auto part = socks::readReply(bytes.left(size));
        fuzz::require(part && !*part, "a part of a reply is none yet");
    }
}

bool checkDatagram(const QByteArray& bytes)
{
    const auto datagram = socks::unwrapDatagram(bytes);
    if (!datagram) {
        fuzz::require(!datagram.error().message.empty(), "an error has words");
        return false;
    }
    fuzz::require(datagram->payload.size() < bytes.size(), "a head has bytes");
    const auto& from = datagram->from;
    if (!from.address && from.name.isEmpty())
        return true; // such a datagram has an answer, but no way back
    const auto again = socks::unwrapDatagram(socks::wrapDatagram(from, datagram->payload));
    fuzz::require(again && again->payload == datagram->payload, "a payload comes through");
    fuzz::require(again->from.address == from.address && again->from.name == from.name && again->from.port == from.port,
        "a host comes through");
    return true;
}

bool readOne(fuzz::Bytes input)
{
    const auto bytes
        = QByteArray::fromRawData(reinterpret_cast<const char*>(input.data()), static_cast<qsizetype>(input.size()));
    checkReply(bytes);
    const bool method = check(bytes, socks::readMethod);
    const bool password = check(bytes, socks::readPasswordReply);
    const bool datagram = checkDatagram(bytes);
    return method || password || datagram;
}

} // namespace

int main(int argc, char** argv)
{
    const fuzz::Plan plan{.name = "socks",
        .seeds = {"\5\0"s, "\5\2"s, "\5\xff"s, "\1\0"s, "\5\0\0\1\xc0\0\2\7\x1b\x39"s, "\5\2\0\1\0\0\0\0\0\0"s,
            "\5\0\0\4\x20\1\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\7\x1b\x39"s, "\5\0\0\3\5proxy\x1b\x39"s, "\5\7\0\0\0\0"s,
            "\0\0\0\1\xc0\0\2\7\x1b\x39payload"s, "\0\0\0\3\x09t.example\0\x50payload"s, "\0\0\1\1\xc0\0\2\7\x1b\x39x"s,
            "HTTP/1.1 400 Bad Request\r\n\r\n"s},
        .words = {"\5\0\0"s, "\0\0\0\1"s, "\0\0\0\4"s, "\0\0\0\3"s, "\xff"s, "\0"s},
        .mutations = 400'000,
        .maxSize = 600};
    return fuzz::run(argc, argv, plan, readOne);
}
