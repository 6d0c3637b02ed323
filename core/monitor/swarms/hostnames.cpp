// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/swarms/hostnames.h"

#include <QHostInfo>

namespace waggle::monitor {

void HostNames::setOn(bool on)
{
    m_on = on;
    if (on)
        return;
    m_names.clear();
    m_waiting.clear();
}

QString HostNames::nameOf(const protocol::Address& address)
{
    if (!m_on || !(address.isPrivate() || address.isLinkLocal() || address.isLoopback()))
        return {};
    if (const auto at = m_names.find(address); at != m_names.end())
        return at->second;
    if (m_names.size() >= kMaxNames)
        return {};
    m_names.emplace(address, QString());
    m_waiting.push_back(address);
    lookUpNext();
    return {};
}

void HostNames::lookUpNext()
{
    while (m_lookups < kMaxLookups && !m_waiting.empty()) {
        const protocol::Address address = m_waiting.front();
        m_waiting.pop_front();
        const QString text = QString::fromStdString(address.text());
        ++m_lookups;
        QHostInfo::lookupHost(text, this, [this, address, text](const QHostInfo& info) {
            --m_lookups;
            const auto at = m_names.find(address);
            // Without a name the address itself comes back.
            if (at != m_names.end() && info.error() == QHostInfo::NoError && info.hostName() != text)
                at->second = info.hostName().left(255);
            lookUpNext();
        });
    }
}

} // namespace waggle::monitor
