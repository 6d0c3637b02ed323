// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/legclient.h"

#include "core/remote/net/httplegclient.h"
#include "core/remote/net/udplegclient.h"
#include "core/remote/net/websocketlegclient.h"

namespace waggle::remote {

std::unique_ptr<LegClient> makeLegClient(const LegContext& context)
{
    if (context.leg.scheme == Scheme::Udp)
        return std::make_unique<UdpLegClient>(context);
    if (isWebSocket(context.leg.scheme))
        return std::make_unique<WebSocketLegClient>(context);
    return std::make_unique<HttpLegClient>(context);
}

} // namespace waggle::remote
