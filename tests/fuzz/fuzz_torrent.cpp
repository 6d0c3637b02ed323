// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torrent/reader.h"
#include "core/torrent/safename.h"
#include "tests/fuzz/driver.h"
#include "tests/unit/torrent/sampletorrents.h"

using namespace waggle;
using tests::SampleTorrent;
using Version = SampleTorrent::Version;

namespace {

void requireSafe(const QString& text, qsizetype maxBytes)
{
    fuzz::require(text.toUtf8().size() <= maxBytes, "text stays within its bound");
    fuzz::require(torrent::safeText(text, maxBytes) == text, "nothing invisible is left in a text");
}

void requireSound(const torrent::KnownTorrent& known)
{
    requireSafe(known.name, torrent::kMaxName);
    fuzz::require(known.files.size() <= torrent::kMaxListedFiles, "the list of files is bounded");
    fuzz::require(known.fileCount >= known.files.size(), "all files are counted");
    std::uint64_t listed = 0;
    for (const torrent::TorrentFile& file : known.files) {
        requireSafe(file.path, torrent::kMaxPath);
        listed += file.size;
    }
    fuzz::require(!known.size || listed <= *known.size, "no file is larger than all");
    if (known.magnet.isEmpty())
        return;
    const auto again = torrent::readMagnet(known.magnet);
    fuzz::require(again.has_value(), "a magnet link of ours is read");
    fuzz::require(
        again->infoHash == known.infoHash && again->secondHash == known.secondHash, "it names the same torrent");
}

bool readOne(fuzz::Bytes input)
{
    const QByteArray bytes(reinterpret_cast<const char*>(input.data()), static_cast<qsizetype>(input.size()));
    const auto known
        = bytes.startsWith('m') ? torrent::readMagnet(QString::fromUtf8(bytes)) : torrent::readTorrent(bytes);
    if (known)
        requireSound(*known);
    else
        fuzz::require(known.error().message.size() > 10, "an error has words");
    return known.has_value();
}

std::string sample(const SampleTorrent& torrent)
{
    return torrent.bytes().toStdString();
}

} // namespace

int main(int argc, char** argv)
{
    const std::string hash = "4f1c0000000000000000000000000000000009ab";
    fuzz::Plan plan{.name = "torrent",
        .seeds = {sample({}), sample({.isPrivate = true, .files = 4, .trackers = false}),
            sample({.version = Version::V2, .files = 2}), sample({.version = Version::Hybrid, .files = 3}),
            sample({.version = Version::Hybrid, .name = "\xe2\x80\xae\x01x"}),
            "d4:infod6:lengthi1e4:name1:a12:piece lengthi16384e6:pieces20:aaaaaaaaaaaaaaaaaaaaee",
            "magnet:?xt=urn:btih:" + hash
                + "&dn=a+b%20c&tr=http%3A%2F%2Ft.example%2Fannounce&x.pe=10.0.0.1:6881&so=0-3",
            "magnet:?xt=urn:btih:" + hash + "&xt=urn:btmh:1220" + std::string(64, 'a')},
        .words = {"4:info", "6:length", "4:name", "12:piece length", "6:pieces", "5:files", "4:path", "9:file tree",
            "12:meta version", "12:piece layers", "11:pieces root", "4:attr", "1:p", "1:l", "12:symlink path",
            "7:private", "13:announce-list", "8:url-list", "5:nodes", "0:", "le", "de", "i-1e", "i9223372036854775807e",
            "..", "/", "&xt=urn:btih:", "&xt=urn:btmh:1220", "&tr=", "&dn=", "%00", "%"}};
    plan.mutations = 200'000; // each one costs libtorrent several allocations a token
    return fuzz::run(argc, argv, plan, readOne);
}
