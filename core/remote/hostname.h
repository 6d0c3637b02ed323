// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/error.h"

#include <QByteArray>
#include <QString>

#include <cstdint>

namespace waggle::remote {

// The host of a URL as it is asked: lower case, ASCII (IDN as xn--…), an IPv6 literal without its brackets. The error
// says which label is wrong. Pure.
[[nodiscard]] protocol::Result<QString> readHost(const QString& text);

// As a URL has it: an IPv6 literal in brackets.
[[nodiscard]] QString bracketed(const QString& host);
// HOST:PORT for a request; without the port where it is the `usual` one.
[[nodiscard]] QByteArray authorityOf(const QString& host, std::uint16_t port, std::uint16_t usual = 0);

} // namespace waggle::remote
