// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torrent/reader.h"

#include "core/torrent/safename.h"

#include <algorithm>
#include <exception>
#include <libtorrent/add_torrent_params.hpp>
#include <libtorrent/load_torrent.hpp>
#include <libtorrent/magnet_uri.hpp>
#include <libtorrent/torrent_info.hpp>

namespace waggle::torrent {

using protocol::ErrorCode;
using protocol::fail;
using protocol::InfoHash;
using protocol::Result;

namespace {

constexpr int kMaxPieces = 0x200000;
constexpr int kMaxDepth = 100;
constexpr int kMaxTokens = 3'000'000;
constexpr std::size_t kMaxTrackers = 200;
constexpr qsizetype kMaxUrl = 2048;
constexpr std::size_t kMaxMagnetKept = 16 << 10;

template <typename Hash>
InfoHash firstTwenty(const Hash& hash)
{
    InfoHash result;
    std::copy_n(hash.begin(), result.bytes.size(), result.bytes.begin());
    return result;
}

QString text(const std::string& utf8, qsizetype maxBytes)
{
    // Escaping makes text longer, never shorter: what is behind the bound cannot be shown.
    const auto length = static_cast<qsizetype>(std::min(utf8.size(), static_cast<std::size_t>(maxBytes) + 4));
    return safeText(QString::fromUtf8(utf8.data(), length), maxBytes);
}

bool takeHashes(const lt::info_hash_t& hashes, KnownTorrent& known)
{
    if (!hashes.has_v1() && !hashes.has_v2())
        return false;
    known.infoHash = hashes.has_v1() ? firstTwenty(hashes.v1) : firstTwenty(hashes.v2);
    if (hashes.has_v1() && hashes.has_v2())
        known.secondHash = firstTwenty(hashes.v2);
    return true;
}

void takeTrackers(const lt::add_torrent_params& params, KnownTorrent& known)
{
    const std::size_t count = std::min(params.trackers.size(), kMaxTrackers);
    int tier = -1;
    for (std::size_t i = 0; i < count; ++i) {
        const int its = i < params.tracker_tiers.size() ? params.tracker_tiers[i] : 0;
        if (its != tier || known.trackers.empty())
            known.trackers.emplace_back();
        tier = its;
        known.trackers.back().push_back(text(params.trackers[i], kMaxUrl));
    }
}

void takeFiles(const lt::torrent_info& info, KnownTorrent& known)
{
    const lt::file_storage& files = info.files();
    std::uint64_t size = 0;
    for (const lt::file_index_t file : files.file_range()) {
        if (files.pad_file_at(file)) // BEP 47: never stored, never counted in `left`
            continue;
        const auto bytes = static_cast<std::uint64_t>(std::max<std::int64_t>(files.file_size(file), 0));
        size += bytes;
        ++known.fileCount;
        if (known.files.size() < kMaxListedFiles)
            known.files.push_back({text(files.file_path(file), kMaxPath), bytes});
    }
    known.size = size;
}

// What others need to join: hashes, name, trackers. No peers, no web seeds: those are not ours to pass on.
QString magnetOf(lt::add_torrent_params params)
{
    params.peers.clear();
    params.dht_nodes.clear();
    params.url_seeds.clear();
    params.http_seeds.clear();
    params.file_priorities.clear();
    std::string link = lt::make_magnet_uri(params);
    if (link.size() > kMaxMagnetKept) {
        params.trackers.clear();
        params.tracker_tiers.clear();
        link = lt::make_magnet_uri(params);
    }
    return link.size() > kMaxMagnetKept ? QString() : QString::fromStdString(link);
}

KnownTorrent fromFile(const lt::add_torrent_params& params)
{
    KnownTorrent known;
    const lt::torrent_info& info = *params.ti;
    takeHashes(info.info_hashes(), known);
    known.name = text(info.name(), kMaxName);
    known.isPrivate = info.priv();
    takeFiles(info, known);
    takeTrackers(params, known);
    lt::add_torrent_params bare;
    bare.info_hashes = info.info_hashes();
    bare.name = info.name();
    bare.trackers = params.trackers;
    bare.tracker_tiers = params.tracker_tiers;
    known.magnet = magnetOf(std::move(bare));
    return known;
}

} // namespace

Result<KnownTorrent> readTorrent(const QByteArray& bytes)
{
    if (bytes.size() > kMaxTorrentFile)
        return fail(ErrorCode::TooLarge, "It is larger than 10 MiB: no .torrent file that clients would take.");
    if (!bytes.startsWith('d'))
        return fail(ErrorCode::Malformed, "It is no .torrent file: those begin with a bencoded dictionary.");
    lt::load_torrent_limits limits;
    limits.max_buffer_size = static_cast<int>(kMaxTorrentFile);
    limits.max_pieces = kMaxPieces;
    limits.max_decode_depth = kMaxDepth;
    limits.max_decode_tokens = kMaxTokens;
    try {
        const lt::span<const char> buffer(bytes.constData(), bytes.size());
        const lt::add_torrent_params params = lt::load_torrent_buffer(buffer, limits);
        if (!params.ti || !params.ti->is_valid())
            return fail(ErrorCode::Missing, "It is no usable .torrent file: it describes no content.");
        return fromFile(params);
    } catch (const lt::system_error& error) {
        return fail(ErrorCode::Malformed,
            "It is no usable .torrent file: " + error.code().message() + ". Copy or download it again.");
    } catch (const std::exception&) {
        return fail(ErrorCode::Malformed, "It is no usable .torrent file. Copy or download it again.");
    }
}

Result<KnownTorrent> readMagnet(const QString& link)
{
    const QString trimmed = link.trimmed();
    if (!isMagnet(trimmed))
        return fail(ErrorCode::Malformed, "It is no magnet link: those begin with magnet:?.");
    if (trimmed.size() > kMaxMagnet)
        return fail(ErrorCode::TooLarge, "It is too long for a magnet link (more than 64 KiB).");
    try {
        lt::error_code error;
        // libtorrent knows the scheme in lower case only; URIs do not care (RFC 3986).
        const std::string uri = "magnet:" + trimmed.mid(7).toStdString();
        lt::add_torrent_params params = lt::parse_magnet_uri(uri, error);
        KnownTorrent known;
        if (error)
            return fail(ErrorCode::Malformed, "It is no usable magnet link: " + error.message() + '.');
        if (!takeHashes(params.info_hashes, known))
            return fail(ErrorCode::Missing, "It is no usable magnet link: it names no torrent (xt=urn:btih:…).");
        known.name = text(params.name, kMaxName);
        takeTrackers(params, known);
        known.magnet = magnetOf(std::move(params));
        return known;
    } catch (const std::exception&) {
        return fail(ErrorCode::Malformed, "It is no usable magnet link.");
    }
}

bool isMagnet(const QString& text)
{
    return text.startsWith(QLatin1String("magnet:?"), Qt::CaseInsensitive);
}

} // namespace waggle::torrent
