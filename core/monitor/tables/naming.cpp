// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/tables/naming.h"

#include "core/protocol/clientname.h"

#include <algorithm>

namespace waggle::monitor {

namespace {

constexpr std::uint8_t kIsAddress = 1; // in the last byte, so that no address has the key of a client
constexpr std::uint8_t kIsRequest = 2;

RowKey numberKey(std::uint64_t number, std::uint8_t mark)
{
    RowKey key;
    for (std::size_t i = 0; i < 8; ++i)
        key.bytes[i] = static_cast<std::uint8_t>(number >> (56 - 8 * i)); // keys sort like their numbers
    key.bytes.back() = mark;
    return key;
}

} // namespace

QString shortHash(const InfoHash& infoHash)
{
    const QString hex = QString::fromStdString(infoHash.hex());
    return hex.left(4) + QChar(0x2026) + hex.right(4);
}

std::shared_ptr<const torrent::KnownTorrent> knownTorrent(const torrent::NameTable* names, const InfoHash& infoHash)
{
    if (!names)
        return nullptr;
    const auto found = names->find(infoHash);
    return found == names->end() ? nullptr : found->second;
}

QString swarmName(const torrent::KnownTorrent* known, const InfoHash& infoHash)
{
    return known && !known->name.isEmpty() ? known->name : shortHash(infoHash);
}

QString clientText(const protocol::PeerId& peerId)
{
    return QString::fromStdString(protocol::clientName(peerId));
}

InfoHash rowHash(const torrent::KnownTorrent* known, const InfoHash& infoHash)
{
    return known && known->secondHash ? known->infoHash : infoHash;
}

RowKey swarmKey(const InfoHash& infoHash)
{
    RowKey key;
    std::copy(infoHash.bytes.begin(), infoHash.bytes.end(), key.bytes.begin());
    return key;
}

RowKey clientKey(const InfoHash& infoHash, const protocol::PeerId& peerId)
{
    RowKey key = swarmKey(infoHash);
    std::copy(peerId.bytes.begin(), peerId.bytes.end(), key.bytes.begin() + 20);
    return key;
}

RowKey addressKey(swarm::PeerKey key)
{
    return numberKey(key, kIsAddress);
}

RowKey requestKey(std::uint64_t number)
{
    return numberKey(number, kIsRequest);
}

InfoHash hashOf(const RowKey& key)
{
    InfoHash infoHash;
    std::copy_n(key.bytes.begin(), infoHash.bytes.size(), infoHash.bytes.begin());
    return infoHash;
}

std::uint64_t numberOf(const RowKey& key)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i)
        number = number << 8 | key.bytes[i];
    return number;
}

} // namespace waggle::monitor
