// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/record.h"

// Records of trackers that everything is right with, made by hand: a test changes one thing.
namespace waggle::test {

inline constexpr std::uint16_t kPortA = 6881, kPortB = 6885;

[[nodiscard]] protocol::Endpoint endpoint(const char* address, std::uint16_t port);
[[nodiscard]] remote::Lookup lookup(remote::RecordType type, std::initializer_list<const char*> addresses);
// In full, on 198.51.100.7 ("public" to the rules), one leg.
[[nodiscard]] remote::TrackerRecord cleanRecord(remote::Scheme scheme);

[[nodiscard]] remote::Exchange& exchangeOf(remote::TrackerRecord& record, const char* step);
// Its answer and, over HTTP, the body that says so.
void setPeers(remote::Exchange& exchange, std::vector<protocol::Endpoint> peers);
void setBody(remote::Exchange& exchange, const QByteArray& body);

} // namespace waggle::test
