// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/exchange.h"

#include <QList>

class QSslConfiguration;
class QSslError;
class QSslSocket;

namespace waggle::remote {

// How a check speaks TLS: the system's authorities and those of `caFile`; `old`: TLS 1.1 at most, any cipher.
[[nodiscard]] QSslConfiguration tlsConfiguration(const QString& caFile, bool old);
void addTlsErrors(TlsFacts& facts, const QList<QSslError>& errors);
void readTlsSession(TlsFacts& facts, const QSslSocket& socket); // once encrypted

} // namespace waggle::remote
