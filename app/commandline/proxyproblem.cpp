// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/proxyproblem.h"

#include "core/remote/checkoptions.h"

namespace waggle::app {

std::vector<settings::Problem> proxyProblems(const settings::Remote& remote)
{
    if (remote.proxy.isEmpty())
        return {};
    const auto proxy = remote::Proxy::parse(remote.proxy);
    if (proxy)
        return {};
    return {{QStringLiteral("remote.proxy"),
        QString::fromStdString(proxy.error().message) + QStringLiteral(" Until it is right, no tracker is checked."),
        true}};
}

} // namespace waggle::app
