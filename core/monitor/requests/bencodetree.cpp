// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/requests/bencodetree.h"

#include "core/protocol/bencode.h"
#include "core/text/figures.h"

#include <algorithm>

namespace waggle::monitor {

namespace {

using protocol::bencode::Value;

bool isText(std::string_view bytes)
{
    return std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

void addWires(FieldList& fields, const QString& name, Bytes wires, std::size_t stride, int depth)
{
    fields.add(name, QString::fromStdString(text::counted(wires.size() / stride, "peer", "peers")), {}, depth);
    for (; wires.size() >= stride; wires = wires.subspan(stride))
        fields.add(QString(), endpointText(wires.first(stride)), {}, depth + 1);
}

QString keyText(std::string_view key)
{
    return isText(key) ? printable(key) : hexText(asBytes(key)).remove(u' ');
}

void addString(FieldList& fields, const QString& name, std::string_view text, int depth)
{
    const Bytes bytes = asBytes(text);
    if (name == QLatin1String("peers") && bytes.size() % protocol::kWire4 == 0) {
        addWires(fields, name, bytes, protocol::kWire4, depth);
    } else if (name == QLatin1String("peers6") && bytes.size() % protocol::kWire6 == 0) {
        addWires(fields, name, bytes, protocol::kWire6, depth);
    } else if (name == QLatin1String("external ip") && (bytes.size() == 4 || bytes.size() == 16)) {
        const auto address
            = bytes.size() == 4 ? protocol::Address::v4(bytes.data()) : protocol::Address::v6(bytes.data());
        fields.add(name, QString::fromStdString(address.text()), {}, depth);
    } else {
        fields.add(name, isText(text) ? printable(text) : hexText(bytes), {}, depth);
    }
}

void addValue(FieldList& fields, const QString& name, const Value& value, int depth)
{
    if (const auto* number = value.integer()) {
        fields.add(name, QString::number(*number), {}, depth);
    } else if (const auto* text = value.string()) {
        addString(fields, name, *text, depth);
    } else if (const auto* list = value.list()) {
        fields.add(name, QStringLiteral("list of %1").arg(list->size()), {}, depth);
        for (std::size_t i = 0; i < list->size(); ++i)
            addValue(fields, QString::number(i + 1), (*list)[i], depth + 1);
    } else if (const auto* dict = value.dict()) {
        fields.add(name, QStringLiteral("dictionary of %1").arg(dict->size()), {}, depth);
        for (const auto& [key, inner] : *dict)
            addValue(fields, keyText(key), inner, depth + 1);
    }
}

} // namespace

void addBencoded(FieldList& fields, std::string_view body)
{
    const auto decoded = protocol::bencode::decode(body);
    if (!decoded) {
        fields.add("body", printable(body), QStringLiteral("not bencoded"));
        return;
    }
    if (const auto* dict = decoded->value.dict()) {
        for (const auto& [key, inner] : *dict)
            addValue(fields, keyText(key), inner, 0);
    } else {
        addValue(fields, QStringLiteral("body"), decoded->value, 0);
    }
    if (!decoded->keysSorted)
        fields.add("body", QString(), QStringLiteral("its keys are not sorted, or one stands twice"));
    if (decoded->used < body.size())
        fields.add("more bytes", hexText(asBytes(body.substr(decoded->used))));
}

} // namespace waggle::monitor
