// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/bigendian.h"
#include "core/remote/wire/dns.h"

#include <algorithm>

namespace waggle::remote::dns {

namespace {

using protocol::ErrorCode;
using protocol::fail;
using protocol::Result;

constexpr qsizetype kHead = 12;
constexpr qsizetype kMaxMessage = 0xffff; // over TCP too
constexpr qsizetype kMaxWireName = 255;
constexpr int kMaxJumps = 64; // pointers of one name: more than any name has labels in practice
constexpr int kMaxAliases = 16;
enum Flag : std::uint16_t { kResponse = 0x8000, kOpcode = 0x7800, kCut = 0x0200, kCode = 0x000f };
constexpr int kNoError = 0;
constexpr int kNameError = 3;

struct ResourceRecord {
    QByteArray owner; // lower case
    std::uint16_t type = 0;
    std::uint32_t ttl = 0;
    qsizetype data = 0; // where it stands in the message
    qsizetype size = 0;
};

std::uint8_t byteAt(const QByteArray& bytes, qsizetype at)
{
    return static_cast<std::uint8_t>(bytes[at]);
}

// Lower case; a byte that a host name does not have is \DDD (RFC 1035, 5.1), so that equal names are equal text.
void appendLabel(QByteArray& name, const QByteArray& label)
{
    if (!name.isEmpty())
        name += '.';
    for (const char c : label) {
        const auto byte = static_cast<std::uint8_t>(c);
        if (byte > ' ' && byte < 0x7f && c != '.' && c != '\\')
            name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        else
            name += '\\' + QByteArray::number(byte).rightJustified(3, '0');
    }
}

// Reads a message from front to back. Nothing is read past its end; whoever gets an error stops.
class Message {
public:
    explicit Message(const QByteArray& bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] std::uint16_t headField(int index) const { return readBig<std::uint16_t>(m_bytes, 2 * index); }
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

    Result<QByteArray> readName() { return nameFrom(m_at); }

    Result<std::uint16_t> read16()
    {
        if (m_bytes.size() - m_at < 2)
            return truncated();
        m_at += 2;
        return readBig<std::uint16_t>(m_bytes, m_at - 2);
    }

    Result<ResourceRecord> readRecord()
    {
        constexpr qsizetype kFixed = 10; // type, class, TTL, length
        auto owner = readName();
        if (!owner)
            return tl::unexpected(owner.error());
        if (m_bytes.size() - m_at < kFixed)
            return truncated();
        ResourceRecord record{std::move(*owner), readBig<std::uint16_t>(m_bytes, m_at),
            readBig<std::uint32_t>(m_bytes, m_at + 4), m_at + kFixed, readBig<std::uint16_t>(m_bytes, m_at + 8)};
        if (readBig<std::uint16_t>(m_bytes, m_at + 2) != kClassInternet)
            record.type = 0; // OPT's class is a size; of other classes nothing is asked
        if (record.ttl > 0x7fffffff)
            record.ttl = 0; // RFC 2181, 8
        if (m_bytes.size() - record.data < record.size)
            return truncated();
        m_at = record.data + record.size;
        return record;
    }

    // The name that fills a record's data.
    [[nodiscard]] Result<QByteArray> nameOf(const ResourceRecord& record) const
    {
        qsizetype at = record.data;
        auto name = nameFrom(at);
        if (name && at != record.data + record.size)
            return fail(ErrorCode::WrongLength, "An alias of the DNS answer does not fill its record.");
        return name;
    }

private:
    static tl::unexpected<protocol::Error> truncated()
    {
        return fail(ErrorCode::Truncated, "The DNS answer ends in the middle of a record.");
    }

    // Pointers must lead to before the labels that they follow: so no name can go in circles.
    Result<QByteArray> nameFrom(qsizetype& at) const
    {
        QByteArray name;
        qsizetype here = at;
        qsizetype before = here; // where this run of labels began
        qsizetype size = 1; // on the wire, decompressed, with the root's zero
        for (int jumps = 0;;) {
            if (here >= m_bytes.size())
                return truncated();
            const int length = byteAt(m_bytes, here);
            if (length == 0) {
                if (jumps == 0)
                    at = here + 1;
                return name;
            }
            if ((length & 0xc0) == 0xc0) {
                if (m_bytes.size() - here < 2)
                    return truncated();
                const qsizetype target = readBig<std::uint16_t>(m_bytes, here) & 0x3fff;
                if (jumps == 0)
                    at = here + 2;
                if (target >= before || ++jumps > kMaxJumps)
                    return fail(ErrorCode::Malformed, "A name of the DNS answer goes in circles.");
                here = before = target;
                continue;
            }
            size += length + 1;
            if (length > 63 || size > kMaxWireName)
                return fail(ErrorCode::TooLarge, "A name of the DNS answer is too long.");
            if (m_bytes.size() - here - 1 < length)
                return truncated();
            appendLabel(name, m_bytes.mid(here + 1, length));
            here += 1 + length;
        }
    }

    const QByteArray& m_bytes;
    qsizetype m_at = kHead;
};

Result<std::vector<QByteArray>> readStrings(const QByteArray& data)
{
    std::vector<QByteArray> strings;
    for (qsizetype at = 0; at < data.size();) {
        const qsizetype length = byteAt(data, at);
        if (data.size() - at - 1 < length)
            return fail(ErrorCode::Truncated, "A text of the DNS answer is longer than its record.");
        strings.push_back(data.mid(at + 1, length));
        at += 1 + length;
    }
    return strings;
}

Cause causeOf(int code)
{
    return code == kNoError ? Cause::None : code == kNameError ? Cause::NxDomain : Cause::ServFail;
}

// Whether the message says that it answers `question`. Servers may leave the question out of a refusal.
Result<void> checkQuestion(Message& message, const Question& question)
{
    const std::uint16_t flags = message.headField(1);
    if (message.headField(0) != question.id || !(flags & kResponse) || (flags & kOpcode) != 0)
        return fail(ErrorCode::Malformed, "The DNS message answers another question.");
    const int count = message.headField(2);
    if (count == 0 && causeOf(flags & kCode) == Cause::ServFail)
        return {};
    const auto name = message.readName();
    const auto type = message.read16();
    const auto inClass = message.read16();
    if (count != 1 || !name || !type || !inClass)
        return fail(ErrorCode::Malformed, "The DNS message has no readable question.");
    if (*name != question.name.toLower() || *type != static_cast<std::uint16_t>(question.type)
        || *inClass != kClassInternet)
        return fail(ErrorCode::Malformed, "The DNS message answers another question.");
    return {};
}

// The records of the answer section. Of a message that was cut, as many as can be read.
Result<std::vector<ResourceRecord>> readRecords(Message& message, bool cut)
{
    std::vector<ResourceRecord> records;
    const int count = message.headField(3);
    for (int i = 0; i < count; ++i) {
        auto record = message.readRecord();
        if (!record) {
            if (cut)
                break;
            return tl::unexpected(record.error());
        }
        records.push_back(std::move(*record));
    }
    return records;
}

void lowerTtl(Answer& answer, std::uint32_t ttl)
{
    answer.ttl = std::min(ttl, answer.ttl.value_or(ttl));
}

// The last name of the chain of aliases that begins at `name`.
Result<QByteArray> followAliases(
    const Message& message, const std::vector<ResourceRecord>& records, QByteArray name, Answer& answer)
{
    for (;;) {
        const auto alias = std::find_if(records.begin(), records.end(), [&](const ResourceRecord& record) {
            return record.type == static_cast<std::uint16_t>(RecordType::Cname) && record.owner == name;
        });
        if (alias == records.end())
            return name;
        auto target = message.nameOf(*alias);
        if (!target)
            return target;
        if (answer.aliases.size() >= kMaxAliases)
            return fail(ErrorCode::TooLarge, "The aliases of the DNS answer go in circles or are too many.");
        name = std::move(*target);
        answer.aliases << QString::fromLatin1(name);
        lowerTtl(answer, alias->ttl);
    }
}

Result<void> addRecord(const Message& message, const ResourceRecord& record, Answer& answer)
{
    lowerTtl(answer, record.ttl);
    if (record.type == static_cast<std::uint16_t>(RecordType::Txt)) {
        auto strings = readStrings(message.bytes().mid(record.data, record.size));
        if (!strings)
            return tl::unexpected(strings.error());
        answer.texts.push_back(std::move(*strings));
        return {};
    }
    const bool isV4 = record.type == static_cast<std::uint16_t>(RecordType::A);
    if (record.size != (isV4 ? 4 : 16))
        return fail(ErrorCode::WrongLength, "An address of the DNS answer has a wrong length.");
    const auto* data = rawBytes(message.bytes(), record.data);
    answer.addresses.push_back(isV4 ? protocol::Address::v4(data) : protocol::Address::v6(data));
    return {};
}

Result<void> collect(
    const Message& message, const std::vector<ResourceRecord>& records, const Question& question, Answer& answer)
{
    const auto owner = followAliases(message, records, question.name.toLower(), answer);
    if (!owner)
        return tl::unexpected(owner.error());
    if (question.type == RecordType::Cname) // the chain itself was asked for
        return {};
    for (const ResourceRecord& record : records) {
        if (record.type != static_cast<std::uint16_t>(question.type) || record.owner != *owner)
            continue;
        if (auto added = addRecord(message, record, answer); !added)
            return added;
    }
    return {};
}

} // namespace

Result<Answer> readAnswer(const QByteArray& bytes, const Question& question)
{
    if (bytes.size() < kHead || bytes.size() > kMaxMessage)
        return fail(ErrorCode::WrongLength, "This is no DNS message.");
    Message message(bytes);
    if (auto asked = checkQuestion(message, question); !asked)
        return tl::unexpected(asked.error());
    const std::uint16_t flags = message.headField(1);
    Answer answer;
    answer.cause = causeOf(flags & kCode);
    answer.cut = (flags & kCut) != 0;
    if (answer.cause == Cause::ServFail)
        return answer;
    const auto records = readRecords(message, answer.cut);
    if (!records)
        return tl::unexpected(records.error());
    if (auto collected = collect(message, *records, question, answer); !collected)
        return tl::unexpected(collected.error());
    const bool empty = answer.addresses.empty() && answer.texts.empty()
        && (question.type != RecordType::Cname || answer.aliases.isEmpty());
    if (answer.cause == Cause::None && !answer.cut && empty)
        answer.cause = Cause::NoData;
    return answer;
}

} // namespace waggle::remote::dns
