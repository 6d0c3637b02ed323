// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/housekeeper.h"

#include "core/server/ownnetworks.h"

#include <QLoggingCategory>
#include <QNetworkInterface>

namespace waggle::server {

namespace {

Q_LOGGING_CATEGORY(lcSecret, "waggle.secret")

constexpr std::chrono::seconds kEvery{5};

} // namespace

Housekeeper::Housekeeper(const QString& secretPath, Clock clock)
    : m_clock(std::move(clock))
    , m_secret(secretPath)
    , m_timer(this)
{
    m_timer.setInterval(kEvery);
    connect(&m_timer, &QTimer::timeout, this, &Housekeeper::look);
}

void Housekeeper::begin()
{
    m_own = ownNetworks();
    m_addresses = QNetworkInterface::allAddresses();
    Q_EMIT networksChanged(m_own);
    m_secret.load(m_clock.wallMs() / 1000);
    warn();
    Q_EMIT keysChanged(m_secret.keys());
    m_timer.start();
}

void Housekeeper::look()
{
    if (auto own = ownNetworks(); own != m_own) {
        m_own = std::move(own);
        Q_EMIT networksChanged(m_own);
    }
    if (auto addresses = QNetworkInterface::allAddresses(); addresses != m_addresses) {
        m_addresses = std::move(addresses);
        Q_EMIT addressesChanged();
    }
    if (m_secret.renewIfDue(m_clock.wallMs() / 1000)) {
        warn();
        Q_EMIT keysChanged(m_secret.keys());
    }
}

void Housekeeper::warn()
{
    if (!m_secret.problem().isEmpty())
        qCWarning(lcSecret).noquote() << m_secret.problem();
}

} // namespace waggle::server
