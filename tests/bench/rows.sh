# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034,SC2154
# What packaging/bench measures: one function a group of rows, and the order. Sourced by it, after servers.sh (which
# says what $pid, $udp and $http are) and table.sh. Targets are those of docs/performance.md.

groups=(udp-opentracker udp-echo udp-rate udp-ipv6 udp-idle udp-workers growth-peers growth-swarm
    http-opentracker http-nginx http-qbittorrent http-idle due flood start idle
    window-udp window-start window-idle window-wait remote-check remote-window)

# Waggle as most rows want it: on 127.0.0.1, 100,000 peers in it. $waggle is the load on it.
start_filled_waggle() {
    start_waggle waggle "$@"
    udp_fill --port "$udp"
    waggle="udp_load --port $udp --pid $pid"
}

start_filled_opentracker() {
    start_opentracker
    udp_fill --port "$udp"
    opentracker="udp_load --port $udp --pid $pid"
}

group_udp_opentracker() {
    start_filled_waggle
    start_filled_opentracker
    compare 'UDP: Waggle / opentracker' rate '>= 1.5' "$waggle" "$opentracker"
}

group_udp_echo() {
    start_filled_waggle
    local first
    first=$($waggle) # says how long answers are
    start_echo "$(printf '%.0f' "$(value_of bytes_per_announce "$first")")"
    compare 'UDP: Waggle / bare echo' rate '>= 0.6' "$waggle" "udp_load --port $udp --pid $pid"
}

group_udp_rate() {
    start_filled_waggle
    start_filled_opentracker
    compare 'UDP at 30,000/s, 99 % answered within µs: Waggle / opentracker' p99 - "$waggle --rate 30000" \
        "$opentracker --rate 30000"
}

group_udp_ipv6() {
    local port
    port=$(free_port)
    start_filled_waggle --listen "127.0.0.1:$port" --listen "[::1]:$port"
    udp_fill --port "$port" --v6 0.1
    compare 'UDP: a tenth over IPv6 / IPv4 alone' rate - "$waggle --v6 0.1" "$waggle"
}

group_udp_idle() {
    start_filled_waggle
    compare 'UDP: 900 idle HTTP connections beside / none' rate '>= 0.9' "beside_idle $http $waggle" "$waggle"
}

# Two programs ask, and they and the servers share both processors.
group_udp_workers() {
    server_cores=0,1 load_cores=0,1
    start_waggle two --listen 127.0.0.1:0 --udp-workers 2
    udp_fill --port "$udp"
    local two="udp_load_twice --port $udp --pid $pid"
    start_waggle one
    udp_fill --port "$udp"
    compare 'UDP, load from the same two processors: two workers / one' shared '>= 1.0' "$two" \
        "udp_load_twice --port $udp --pid $pid"
}

# As many peers a swarm, asked for alike; and what they need.
group_growth_peers() {
    start_waggle crowded
    local empty full crowd='--torrents 100000 --zipf 0 --peers 1000000 --numwant 30 --wrong 0'
    empty=$(resident_kib "$pid")
    # shellcheck disable=SC2086
    udp_fill --port "$udp" $crowd
    full=$(resident_kib "$pid")
    figure 'memory: bytes a peer, 1,000,000 in 100,000 swarms; beside: MB in all' '<= 112' \
        "$(quotient "$(((full - empty) * 1024))" 1000000)" "$((full / 1024))"
    local many="udp_load --port $udp --pid $pid --asks 400000 $crowd"
    start_waggle small
    local few='--torrents 100 --zipf 0 --peers 1000 --numwant 30 --wrong 0'
    compare 'UDP: 1,000,000 peers / 1,000 peers, 10 a swarm' cost '<= 2' "$many" "udp_load --port $udp --pid $pid $few"
}

# Answers of the same length, 30 peers each.
group_growth_swarm() {
    start_waggle large
    local one='--torrents 1 --peers 100000 --numwant 30 --wrong 0' few='--torrents 20 --zipf 0 --peers 1000 --numwant 30 --wrong 0'
    # shellcheck disable=SC2086
    udp_fill --port "$udp" $one
    local large="udp_load --port $udp --pid $pid $one"
    start_waggle small
    compare 'UDP: one swarm of 100,000 peers / 20 of 50' cost '<= 2' "$large" "udp_load --port $udp --pid $pid $few"
}

group_http_opentracker() {
    start_waggle waggle
    local load="http_load --keep-alive 0 --port $http --pid $pid"
    start_opentracker
    compare 'HTTP, a connection each: Waggle / opentracker' rate '>= 1.0' "$load" \
        "http_load --keep-alive 0 --port $http --pid $pid"
}

group_http_nginx() {
    start_waggle waggle
    local load="http_load --port $http --pid $pid" first
    first=$($load)
    start_nginx "$(printf '%.0f' "$(value_of bytes_per_answer "$first")")"
    compare 'HTTP, keep-alive, 64 connections: Waggle / nginx' rate '>= 0.8' "$load" "http_load --port $http --pid $pid"
}

group_http_qbittorrent() {
    start_waggle waggle
    local load="http_load --port $http --pid $pid"
    start_qbittorrent
    compare 'HTTP, keep-alive, 64 connections: Waggle / qBittorrent'\''s tracker' rate '>= 4' "$load" \
        "http_load --port $http --pid $pid"
}

group_http_idle() {
    start_waggle waggle
    local load="http_load --port $http --pid $pid"
    compare 'HTTP, keep-alive: 900 idle connections beside / none' rate '>= 0.8' "beside_idle $http $load" "$load"
}

# 100,000 peers announce at once and are due at once, 3 s later, while others ask 2,000 times a second.
group_due() {
    local i run
    local -a then=() before=()
    for ((i = 0; i < (pairs < 5 ? pairs : 5); ++i)); do
        start_waggle due --listen 127.0.0.1:0 --expiry 3
        run=$(seconds=7 udp_load --port "$udp" --fill 1 --rate 2000 --step 0.1 --wrong 0)
        stop_servers
        note "100,000 due: $run"
        jq -e '.peers_told[-1] * 2 < .peers_told[1]' <<<"$run" >/dev/null || {
            say "The peers did not go."
            return 1
        }
        then+=("$(jq '[(.filled_from_s + 3) / .step_s, (.filled_to_s + 4.5) / .step_s] as [$from, $to]
            | .latest_us[$from:$to] | max / 1000' <<<"$run")")
        before+=("$(jq '((.filled_from_s + 3) / .step_s) as $from | .latest_us[2:$from] | max / 1000' <<<"$run")")
    done
    figure '100,000 peers due at once: the latest answer, ms; beside: before' '<= 20' \
        "$(median "${then[@]}")" "$(median "${before[@]}")"
}

# Twice what it can answer, for 3 s; others go on asking 1,000 times a second. Normal: each answer within 20 ms.
group_flood() {
    start_filled_waggle
    local best i run before after
    local -a rates=() back=()
    best=$(value_of answered_per_s "$($waggle)")
    before=$(resident_kib "$pid")
    for ((i = 0; i < (pairs < 5 ? pairs : 5); ++i)); do
        run=$(seconds=6 $waggle --rate 1000 --step 0.05 --flood-from 1 --flood-seconds 3 \
            --flood-rate "$(quotient "$best" 0.5)")
        note "flood: $run"
        rates+=("$(value_of flood_per_s "$run")")
        back+=("$(jq '. as $run | [range(4 / .step_s; .latest_us | length)
            | select($run.latest_us[.] > 20000 or $run.lost_then[.] > 0)] | if . == [] then 0
            else (max + 1) * $run.step_s - 4 end' <<<"$run")")
    done
    after=$(resident_kib "$pid")
    figure 'flood: datagrams a second; beside: the most it answers' - "$(median "${rates[@]}")" "$best"
    figure 'flood: seconds until all is normal again' '<= 1' "$(median "${back[@]}")"
    figure 'flood, all runs: datagrams that the kernel dropped and counted' - "$(dropped_at "$udp")"
    figure 'flood: MB of memory after; beside: before' - "$((after / 1024))" "$((before / 1024))"
}

# From the call until it says that it listens, with both processors; the first start made its folder.
group_start() {
    start_waggle again
    stop_servers
    local i line begun out
    local -a times=()
    for ((i = 0; i < pairs; ++i)); do
        begun=$EPOCHREALTIME
        exec {out}< <(exec "$build/app/waggle" serve --json --data-dir "$work/again" --listen 127.0.0.1:0)
        pid=$!
        while read -r -t 20 -u "$out" line && [[ $line != *'"ready"'* ]]; do :; done
        times+=("$(((${EPOCHREALTIME/./} - ${begun/./}) / 1000))")
        kill "$pid"
        wait "$pid" || true
        exec {out}<&-
    done
    note "start, ms: ${times[*]}"
    figure 'start of serve to listening, second start, ms' '<= 150' "$(median "${times[@]}")"
}

# rest NAME PID: what it needs while nothing happens but what it does by itself.
rest() {
    local ticks wakes span=10
    ticks=$(cpu_ticks "$2")
    wakes=$(wake_ups "$2")
    sleep "$span"
    figure "$1: % of a processor" '<= 1' \
        "$(quotient "$((($(cpu_ticks "$2") - ticks) * 100))" "$((span * $(getconf CLK_TCK)))")"
    figure "$1: wake-ups a second" - "$(quotient "$(($(wake_ups "$2") - wakes))" "$span")"
}

group_idle() {
    start_waggle idle
    udp_fill --port "$udp" --torrents 12 --zipf 0 --peers 150
    rest 'idle serve, 12 swarms, 150 peers' "$pid"
}

# The window keeps every request for its log, and redraws as it does for a person.
group_window_udp() {
    start_screen
    start_window swarms
    udp_fill --port "$udp"
    local with="udp_load --port $udp --pid $pid"
    start_filled_waggle
    compare 'UDP: the window open on Swarms, requests kept / serve' rate '>= 0.85' "$with" "$waggle"
}

# From the call until the window has drawn itself for the first time, with both processors.
group_window_start() {
    start_screen
    start_window overview
    stop_window
    local i line begun out
    local -a times=()
    for ((i = 0; i < pairs; ++i)); do
        begun=$EPOCHREALTIME
        exec {out}< <(QT_LOGGING_RULES=qt.widgets.painting.info=true exec "$build/app/waggle" --log-level info \
            --data-dir "$work/window" --listen 127.0.0.1:0 2>&1)
        pid=$!
        while read -r -t 20 -u "$out" line && [[ $line != *'painting: Flushing'* ]]; do :; done
        times+=("$(((${EPOCHREALTIME/./} - ${begun/./}) / 1000))")
        kill "$pid"
        cat <&"$out" >/dev/null # until it has ended
        exec {out}<&-
    done
    note "start of the window, ms: ${times[*]}"
    figure 'start of the window to its first picture, second start, ms' '<= 400' "$(median "${times[@]}")"
}

group_window_idle() {
    start_screen
    start_window swarms
    udp_fill --port "$udp" --torrents 12 --zipf 0 --peers 150
    sleep 2 # the new rows are drawn
    rest 'idle window on Swarms, 12 swarms, 150 peers' "$pid"
}

# 100,000 swarms and 1,000,000 peers under a quarter of the load that it can answer, while somebody sorts, filters and
# scrolls.
group_window_wait() {
    start_filled_waggle
    local best run i
    best=$(value_of answered_per_s "$($waggle)")
    stop_servers
    start_screen
    local -a usual=() worst=() worker=()
    for ((i = 0; i < (pairs < 5 ? pairs : 5); ++i)); do
        run=$(keep_away "$build/tests/bench/windowbench" --port "$(free_port)" --seconds 9 --rate "$(quotient "$best" 4)" \
            --udpload "$build/tests/bench/udpload" | head -n 1)
        note "window: $run"
        usual+=("$(value_of window_p99_ms "$run")")
        worst+=("$(value_of window_worst_ms "$run")")
        worker+=("$(value_of worker_worst_ms "$run")")
    done
    figure 'window, a million peers: 99 % of pings answered within ms' '<= 16' "$(median "${usual[@]}")"
    figure 'window, a million peers: the longest wait, ms' '<= 50' "$(median "${worst[@]}")"
    figure 'worker beside it: the longest wait, ms' '<= 5' "$(median "${worker[@]}")"
}

# Five hundred trackers, in a process of their own: a tenth never answers, 5 % answer 500 ms late; 2 s of patience.
group_remote_check() {
    local bench=$build/tests/bench/remotebench run i
    local -a all=() healthy=() flight=() left=()
    for ((i = 0; i < (pairs < 5 ? pairs : 5); ++i)); do
        run=$("$bench")
        note "500 trackers: $run"
        all+=("$(value_of seconds "$run")")
        flight+=("$(value_of most_in_flight "$run")")
        left+=("$(value_of descriptors_left "$run")")
        run=$("$bench" --holes 0 --late 0)
        note "500 trackers, all well: $run"
        healthy+=("$(value_of seconds "$run")")
    done
    figure '500 trackers, a tenth silent, 5 % late: seconds' '<= 4' "$(median "${all[@]}")"
    figure 'the same: requests at once' '<= 64' "$(largest "${flight[@]}")"
    figure 'the same: descriptors left behind' '<= 0' "$(largest "${left[@]}")"
    figure '500 trackers, all well: seconds' '<= 1.5' "$(median "${healthy[@]}")"
    run=$("$bench" --late 2)
    note "500 trackers, late with every answer: $run"
    figure '500 trackers, a tenth silent, 5 % late with every answer: seconds' - "$(value_of seconds "$run")"
    run=$("$bench" --list 10000)
    figure 'a pasted list of 10,000 lines: ms' '<= 150' "$(value_of ms "$run")"
}

# The same five hundred pasted into the window, while somebody has a row open, sorts, filters and scrolls.
group_remote_window() {
    start_screen
    local run i
    local -a usual=() worst=() memory=() left=()
    for ((i = 0; i < (pairs < 5 ? pairs : 5); ++i)); do
        run=$("$build/tests/bench/remotewindowbench" --use 1)
        note "500 trackers in the window: $run"
        usual+=("$(value_of window_p99_ms "$run")")
        worst+=("$(value_of window_worst_ms "$run")")
        memory+=("$(value_of memory_mib "$run")")
        left+=("$(value_of descriptors_left "$run")")
    done
    figure '500 trackers in the window: 99 % of pings answered within ms' - "$(median "${usual[@]}")"
    figure '500 trackers in the window: the longest wait, ms' '<= 50' "$(median "${worst[@]}")"
    figure '500 trackers in the window: MB more' '<= 60' "$(largest "${memory[@]}")"
    figure '500 trackers in the window: descriptors left behind' '<= 0' "$(largest "${left[@]}")"
}
