// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/checkrun.h"

#include "core/machine/interfaces.h"

namespace waggle::remote {
namespace {

// A family is there when an interface that is up has an address in it that reaches further than the link.
OwnNetwork ownNetwork()
{
    OwnNetwork network;
    network.addresses = machine::addressesOf(machine::readInterfaces());
    for (const protocol::Address& address : network.addresses) {
        if (!address.isLoopback() && !address.isLinkLocal())
            (address.family() == protocol::Family::V4 ? network.v4 : network.v6) = true;
    }
    return network;
}

} // namespace

CheckRun::World realWorld(const CheckOptions& options)
{
    Resolver::Options asked;
    asked.servers = options.resolvers;
    asked.timeout = options.timeout;
    auto resolver = std::make_shared<Resolver>(asked);
    CheckRun::World world;
    world.resolve = [resolver](const QString& host, std::vector<RecordType> types, Resolver::Done done) {
        return resolver->resolve(host, std::move(types), std::move(done));
    };
    world.makeClient = [](const LegContext& context) { return makeLegClient(context); };
    world.network = ownNetwork();
    return world;
}

} // namespace waggle::remote
