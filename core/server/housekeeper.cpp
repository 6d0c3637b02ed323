// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/housekeeper.h"

#include <QLoggingCategory>

namespace waggle::server {

namespace {

Q_LOGGING_CATEGORY(lcSecret, "waggle.secret")

constexpr std::chrono::seconds kEvery{5};

} // namespace

Housekeeper::Housekeeper(const QString& secretPath, machine::Clock clock)
    : m_clock(std::move(clock))
    , m_secret(secretPath)
    , m_timer(this)
{
    m_timer.setInterval(kEvery);
    connect(&m_timer, &QTimer::timeout, this, &Housekeeper::look);
}

void Housekeeper::begin()
{
    m_interfaces = machine::readInterfaces();
    Q_EMIT interfacesChanged(m_interfaces);
    m_secret.load(m_clock.wallMs() / 1000);
    warn();
    Q_EMIT keysChanged(m_secret.keys());
    m_timer.start();
}

void Housekeeper::look()
{
    if (auto interfaces = machine::readInterfaces(); interfaces != m_interfaces) {
        m_interfaces = std::move(interfaces);
        Q_EMIT interfacesChanged(m_interfaces);
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
