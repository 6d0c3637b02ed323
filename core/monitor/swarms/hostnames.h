// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/protocol/types.h"

#include <QObject>
#include <QString>

#include <deque>
#include <map>

namespace waggle::monitor {

// Names of computers of this network, by reverse lookup: asynchronous, a few at a time, each address once, remembered.
// Addresses elsewhere are never asked about. Off until setOn(). Monitor's thread.
class HostNames final : public QObject {
public:
    static constexpr std::size_t kMaxNames = 4096;
    static constexpr int kMaxLookups = 8; // at a time

    explicit HostNames(QObject* parent = nullptr)
        : QObject(parent)
    {
    }

    void setOn(bool on);
    // Empty while it is not known; asks for it the first time.
    QString nameOf(const protocol::Address& address);
    [[nodiscard]] std::size_t asked() const { return m_names.size(); }
    [[nodiscard]] bool isBusy() const { return m_lookups > 0; }

private:
    void lookUpNext();

    bool m_on = false;
    int m_lookups = 0;
    std::map<protocol::Address, QString> m_names; // empty: asked, or it has none
    std::deque<protocol::Address> m_waiting;
};

} // namespace waggle::monitor
