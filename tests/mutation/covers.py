# SPDX-License-Identifier: GPL-3.0-or-later
"""Which test binaries see a break of a file of core/: the longest beginning of its path decides.

Those of tests/unit first; where code lives by sockets, service tests follow. Names without their `test_`.
"""
COVERS = {
    "core/access/": ["access"],
    "core/files/": ["settings", "torrent"],
    "core/log/": ["app"],
    "core/machine/": ["machine", "server"],
    "core/monitor/": ["monitor"],
    "core/protocol/": ["protocol"],
    "core/remote/": ["remote_values", "remote_check"],
    "core/remote/check/": ["remote_check", "remote_plan", "remote_behaviour_faults"],
    "core/remote/net/": ["remote_net", "remote_phases"],
    "core/remote/net/http": ["remote_http_faults", "remote_tls_faults", "remote_hostile"],
    "core/remote/net/stream": ["remote_http_faults", "remote_tls_faults", "remote_phases", "remote_net"],
    "core/remote/net/tls": ["remote_tls_faults"],
    "core/remote/net/udp": ["remote_udp_faults", "remote_phases", "remote_hostile"],
    "core/remote/net/websocket": ["remote_websocket_faults", "remote_hostile"],
    "core/remote/rules/": ["remote_rules", "remote_values"],
    "core/remote/rules/behaviour": ["remote_rules", "remote_behaviour_faults"],
    "core/remote/rules/dns": ["remote_rules", "remote_name_faults"],
    "core/remote/rules/http": ["remote_rules", "remote_http_faults"],
    "core/remote/rules/tls": ["remote_rules", "remote_tls_faults"],
    "core/remote/rules/udp": ["remote_rules", "remote_udp_faults"],
    "core/remote/rules/websocket": ["remote_rules", "remote_websocket_faults"],
    "core/remote/wire/": ["remote_wire"],
    "core/requests/": ["requests"],
    "core/server/": ["server", "trackerservice", "http_announces"],
    "core/server/http/": ["server", "http_messages", "http_announces", "http_limits"],
    "core/server/listen/": ["server", "trackerservice"],
    "core/server/udp/": ["server", "udp"],
    "core/settings/": ["settings"],
    "core/swarm/": ["swarm"],
    "core/text/": ["remote_values"],
    "core/torrent/": ["torrent"],
}


def tests_of(path):
    beginnings = [beginning for beginning in COVERS if path.startswith(beginning)]
    return COVERS[max(beginnings, key=len)] if beginnings else []
