// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"
#include "core/swarm/announcetiming.h"

#include <QJsonValue>
#include <QString>

#include <optional>

// Words and raw values that the columns of several tables share.
namespace waggle::ui {

[[nodiscard]] QString hexOf(const protocol::InfoHash& infoHash);
[[nodiscard]] QString addressText(const protocol::Address& address);
[[nodiscard]] QString endpointText(const protocol::Endpoint& endpoint);
// Printable characters as they are, others as %XX: "-qB4630-%8e…".
[[nodiscard]] QString peerIdText(const protocol::PeerId& peerId);
// The moment that was `age` ago, for tool tips and for exports (ISO 8601, UTC).
[[nodiscard]] QString momentOf(protocol::Time age);
[[nodiscard]] QString isoOf(protocol::Time age);
[[nodiscard]] QString isoOfWall(std::int64_t wallMs);

[[nodiscard]] QJsonValue rawNumber(std::optional<std::uint64_t> value); // null: unknown
[[nodiscard]] QJsonValue rawNumber(std::optional<double> value);

} // namespace waggle::ui
