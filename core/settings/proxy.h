// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace waggle::settings {

// Through whom other people's trackers are asked. A value.
struct Proxy {
    enum class Kind : std::uint8_t { None, Socks5, Http };
    Kind kind = Kind::None;
    QString host;
    std::uint16_t port = 0;
    QString user, password; // never shown, never in text()
    bool operator==(const Proxy&) const = default;

    // socks5://[user:password@]host:port, http://…
    [[nodiscard]] static protocol::Result<Proxy> parse(const QString& url);
    [[nodiscard]] QString text() const; // without the user
    [[nodiscard]] QByteArray authorization() const; // the header line of an HTTP proxy; empty without a user
};

} // namespace waggle::settings
