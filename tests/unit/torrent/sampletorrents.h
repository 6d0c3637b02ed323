// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

// Small .torrent files for tests, made by libtorrent.
namespace waggle::tests {

struct SampleTorrent {
    enum class Version { V1, V2, Hybrid };
    Version version = Version::V1;
    const char* name = "disk.img";
    bool isPrivate = false;
    int files = 1; // file i has 40,000 + i bytes
    bool trackers = true; // two tiers: one of two, one of one
    char salt = 0; // another one, another content

    [[nodiscard]] QByteArray bytes() const;
};

struct SampleHashes {
    QString v1; // hex; empty: none
    QString v2; // of the first 20 bytes
};
[[nodiscard]] SampleHashes hashesOf(const QByteArray& torrent); // by libtorrent

} // namespace waggle::tests
