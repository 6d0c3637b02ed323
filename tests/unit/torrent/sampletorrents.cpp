// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/torrent/sampletorrents.h"

#include <libtorrent/bencode.hpp>
#include <libtorrent/create_torrent.hpp>
#include <libtorrent/hex.hpp>
#include <libtorrent/load_torrent.hpp>
#include <libtorrent/torrent_info.hpp>

#include <string>
#include <vector>

namespace waggle::tests {

namespace {

constexpr int kPiece = 16 << 10;

lt::create_flags_t flagsOf(SampleTorrent::Version version)
{
    switch (version) {
    case SampleTorrent::Version::V1:
        return lt::create_torrent::v1_only;
    case SampleTorrent::Version::V2:
        return lt::create_torrent::v2_only;
    case SampleTorrent::Version::Hybrid:
        break;
    }
    return {};
}

template <typename Hash>
Hash madeUp(int number, char salt)
{
    Hash hash;
    hash[0] = static_cast<std::uint8_t>(number + 1);
    hash[1] = static_cast<std::uint8_t>(number >> 8);
    hash[2] = static_cast<std::uint8_t>(salt);
    hash[3] = 1; // all zeros are no hash to libtorrent
    return hash;
}

} // namespace

QByteArray SampleTorrent::bytes() const
{
    lt::file_storage storage;
    for (int i = 0; i < files; ++i)
        storage.add_file(files == 1 ? std::string(name) : std::string(name) + "/part " + std::to_string(i), 40'000 + i);
    lt::create_torrent torrent(storage, kPiece, flagsOf(version));
    torrent.set_priv(isPrivate);
    if (trackers) {
        torrent.add_tracker("http://tracker.example/announce", 0);
        torrent.add_tracker("udp://tracker.example:6969/announce", 0);
        torrent.add_tracker("http://other.example/announce", 1);
    }
    if (version != Version::V2) {
        for (const lt::piece_index_t piece : torrent.piece_range())
            torrent.set_hash(piece, madeUp<lt::sha1_hash>(static_cast<int>(piece), salt));
    }
    if (version != Version::V1) {
        for (const lt::file_index_t file : torrent.file_range()) {
            if (torrent.files().pad_file_at(file))
                continue;
            for (const lt::piece_index_t::diff_type piece : torrent.file_piece_range(file))
                torrent.set_hash2(
                    file, piece, madeUp<lt::sha256_hash>(static_cast<int>(static_cast<std::int32_t>(piece)), salt));
        }
    }
    std::vector<char> buffer;
    lt::bencode(std::back_inserter(buffer), torrent.generate());
    return {buffer.data(), static_cast<qsizetype>(buffer.size())};
}

SampleHashes hashesOf(const QByteArray& torrent)
{
    const auto params = lt::load_torrent_buffer({torrent.constData(), torrent.size()});
    const lt::info_hash_t hashes = params.ti->info_hashes();
    SampleHashes result;
    if (hashes.has_v1())
        result.v1 = QString::fromStdString(lt::aux::to_hex(hashes.v1));
    if (hashes.has_v2())
        result.v2 = QString::fromStdString(lt::aux::to_hex(hashes.v2)).left(40);
    return result;
}

} // namespace waggle::tests
