// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/swarms/clienttexts.h"

#include "core/monitor/tables/naming.h"

#include <cstring>

namespace waggle::monitor {

namespace {

ClientTexts::Texts textsOf(const protocol::PeerId& peerId)
{
    const QString text = clientText(peerId);
    return {text, text.toCaseFolded()};
}

// "-qB4630-": those eight bytes alone make the name. MLDonkey writes its version past them.
bool isNamedByHead(const protocol::PeerId& peerId)
{
    const auto& bytes = peerId.bytes;
    return bytes[0] == '-' && bytes[7] == '-' && !(bytes[1] == 'M' && bytes[2] == 'L');
}

} // namespace

const ClientTexts::Texts& ClientTexts::of(const protocol::PeerId& peerId)
{
    if (!isNamedByHead(peerId))
        return m_single = textsOf(peerId);
    std::uint64_t head = 0;
    std::memcpy(&head, peerId.bytes.data(), sizeof head);
    if (const auto at = m_byHead.find(head); at != m_byHead.end())
        return at->second;
    if (m_byHead.size() >= kMax)
        m_byHead.clear();
    return m_byHead.emplace(head, textsOf(peerId)).first->second;
}

} // namespace waggle::monitor
