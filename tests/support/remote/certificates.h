// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslConfiguration>
#include <QStringList>

#include <memory>

// Certificates made while a test runs: none is kept, none runs out.
namespace waggle::test {

class Authority {
public:
    struct Wish {
        QStringList names; // "IP:127.0.0.1", "DNS:tracker.test"
        qint64 fromS = -86'400, untilS = 30 * 86'400; // from now
        bool isAuthority = false;
    };
    // Signed by itself.
    explicit Authority(const char* name, const Wish& wish);
    // Signed by another.
    Authority(const char* name, const Wish& wish, const Authority& issuer);
    ~Authority();

    [[nodiscard]] QByteArray pem() const;
    [[nodiscard]] QByteArray keyPem() const;
    // Of a server: this certificate, and those behind it as they are sent.
    [[nodiscard]] QSslConfiguration serverWith(const QList<const Authority*>& chain = {}) const;

private:
    class Private;
    std::unique_ptr<Private> m_d;
};

// A certificate that everything is right with, for 127.0.0.1, ::1 and tracker.test, and its authority.
[[nodiscard]] Authority::Wish goodWish();

} // namespace waggle::test
