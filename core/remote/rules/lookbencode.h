// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/bencode.h"

#include <QByteArray>
#include <QString>

namespace waggle::remote {

// A body read as it stands, for the rules that look at its bytes. Its values point into `body`, which outlives it.
class BencodedBody {
public:
    explicit BencodedBody(const QByteArray& body);

    [[nodiscard]] const protocol::bencode::Dict* dict() const; // null: not one
    [[nodiscard]] const protocol::bencode::Value* find(std::string_view key) const;
    [[nodiscard]] bool keysSorted() const { return m_decoded && m_decoded->keysSorted; }
    [[nodiscard]] qsizetype used() const { return m_decoded ? static_cast<qsizetype>(m_decoded->used) : 0; }
    [[nodiscard]] QString problem() const; // why it is none

private:
    protocol::Result<protocol::bencode::Decoded> m_decoded;
};

[[nodiscard]] bool isUtf8(const QByteArray& bytes);
// A refusal of this one torrent or this one client, not a tracker that is broken (B14, H10).
[[nodiscard]] bool meansUnregistered(const QByteArray& words);

} // namespace waggle::remote
