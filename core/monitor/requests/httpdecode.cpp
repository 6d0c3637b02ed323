// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/requests/httpdecode.h"

#include "core/monitor/requests/bencodetree.h"
#include "core/monitor/tables/naming.h"
#include "core/protocol/http.h"
#include "core/text/figures.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace waggle::monitor {

namespace {

constexpr std::size_t kMaxValue = 1024;

// The text up to `mark`, which goes as well; all of it where there is none.
std::string_view takeUntil(std::string_view& rest, std::string_view mark)
{
    const std::size_t at = rest.find(mark);
    const std::string_view taken = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + mark.size());
    return taken;
}

std::string_view takeLine(std::string_view& rest)
{
    std::string_view line = takeUntil(rest, "\n");
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return line;
}

void addHeaders(FieldList& fields, std::string_view& rest)
{
    while (!rest.empty()) {
        std::string_view line = takeLine(rest);
        if (line.empty())
            return;
        const std::string_view name = takeUntil(line, ":");
        while (!line.empty() && line.front() == ' ')
            line.remove_prefix(1);
        fields.add(printable(name), printable(line));
    }
}

struct Shown {
    QString value;
    QString remark;
};

Shown shownHash(Bytes bytes)
{
    if (bytes.size() == 20)
        return {hexText(bytes).remove(u' '), {}};
    QString remark = QString::fromStdString(text::counted(bytes.size(), "byte", "bytes") + ", an infohash has 20");
    if (bytes.size() == 40)
        remark += QStringLiteral(": it was sent as hex");
    return {printable(asText(bytes)), remark};
}

Shown shownPeerId(Bytes bytes)
{
    if (bytes.size() != 20)
        return {printable(asText(bytes)),
            QString::fromStdString(text::counted(bytes.size(), "byte", "bytes") + ", a peer id has 20")};
    protocol::PeerId id;
    std::copy(bytes.begin(), bytes.end(), id.bytes.begin());
    return {printable(asText(bytes)), clientText(id)};
}

Shown shownValue(std::string_view name, std::string_view raw)
{
    std::array<std::uint8_t, kMaxValue> buffer;
    const auto length = protocol::http::percentDecode(raw, buffer);
    if (!length)
        return {printable(raw), QStringLiteral("broken %-escape, or too long")};
    const Bytes bytes(buffer.data(), *length);
    if (name == "info_hash")
        return shownHash(bytes);
    if (name == "peer_id")
        return shownPeerId(bytes);
    const std::string_view text = asText(bytes);
    if (name == "uploaded" || name == "downloaded" || name == "left") {
        std::uint64_t number = 0;
        const auto end = text.data() + text.size();
        if (const auto read = std::from_chars(text.data(), end, number); read.ec == std::errc() && read.ptr == end)
            return {countText(number), {}};
        return {printable(text), QStringLiteral("not a number")};
    }
    return {printable(text), {}};
}

void addParameters(FieldList& fields, std::string_view query)
{
    while (!query.empty()) {
        std::string_view parameter = takeUntil(query, "&");
        if (parameter.empty())
            continue;
        const bool hasValue = parameter.find('=') != std::string_view::npos;
        const std::string_view name = takeUntil(parameter, "=");
        if (!hasValue) {
            fields.add(printable(name), {}, QStringLiteral("without a value: skipped"), 1);
            continue;
        }
        const Shown shown = shownValue(name, parameter);
        fields.add(printable(name), shown.value, shown.remark, 1);
    }
}

} // namespace

std::vector<Field> decodeHttpRequest(Bytes raw)
{
    FieldList fields;
    std::string_view rest = asText(raw);
    std::string_view line = takeLine(rest);
    const std::string_view method = takeUntil(line, " ");
    const std::string_view targetText = takeUntil(line, " ");
    const protocol::http::Target target = protocol::http::readTarget(targetText);
    fields.add("method", printable(method));
    fields.add("path", printable(target.path));
    if (target.hasQuery)
        addParameters(fields, target.query);
    if (!line.empty())
        fields.add("version", printable(line));
    addHeaders(fields, rest);
    if (!rest.empty())
        fields.add("more bytes", hexText(asBytes(rest)));
    return fields.take();
}

std::vector<Field> decodeHttpReply(Bytes reply)
{
    FieldList fields;
    std::string_view rest = asText(reply);
    if (rest.starts_with("HTTP/")) {
        fields.add("status", printable(takeLine(rest)));
        addHeaders(fields, rest);
    }
    if (!rest.empty())
        addBencoded(fields, rest);
    return fields.take();
}

} // namespace waggle::monitor
