# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154
# How packaging/bench starts what it measures, and puts load on it. Sourced by it: $build and $work are its folders.
# Each start_… leaves the process id in $pid and the ports in $udp and $http; stop_servers ends all of them.

server_cores=0 load_cores=1
declare -a started=()

stop_servers() {
    local one
    for one in "${started[@]}"; do
        kill -- "$one" 2>/dev/null || true
        wait "$one" 2>/dev/null || true
    done
    started=()
}

# keep_away COMMAND…: meanwhile what may run anywhere, the kernel's own threads too, keeps to the processor of the load.
# For waits of milliseconds, which one visit of another process spoils. Where that is not allowed it just runs.
keep_away() {
    local everywhere task status=0
    local -a moved=()
    everywhere=$(taskset -cp 1) everywhere=${everywhere##*: }
    for task in /proc/[0-9]*; do
        task=${task#/proc/}
        [[ $(taskset -cp "$task" 2>/dev/null) == *": $everywhere" ]] || continue
        taskset -acp "$load_cores" "$task" >/dev/null 2>&1 && moved+=("$task")
    done
    "$@" || status=$?
    for task in "${moved[@]}"; do
        taskset -acp "$everywhere" "$task" >/dev/null 2>&1
    done
    return "$status"
}

# Ports that are free now, for servers that cannot choose one themselves.
free_port() {
    local port
    while true; do
        port=$((20000 + RANDOM % 12000))
        if [[ -z $(ss -Hltun "sport = :$port") ]]; then
            printf '%s' "$port"
            return
        fi
    done
}

# wait_for_port PORT LOG: until somebody accepts connections there.
wait_for_port() {
    local tries
    for ((tries = 0; tries < 200; ++tries)); do
        [[ -n $(ss -Hltn "sport = :$1") ]] && return 0
        sleep 0.05
    done
    say "It did not start:"
    cat -- "$2" >&2
    return 1
}

# start_waggle NAME [OPTION]…: NAME is its data folder, for the second start too.
start_waggle() {
    local name=$1 line out
    shift
    mkdir -p "$work/$name"
    rm -f "$work/$name.out"
    mkfifo "$work/$name.out"
    taskset -c "$server_cores" "$build/app/waggle" serve --json --data-dir "$work/$name" \
        "${@:---listen=127.0.0.1:0}" >"$work/$name.out" 2>"$work/$name.err" &
    pid=$!
    started+=("$pid")
    exec {out}<"$work/$name.out"
    while read -r -t 20 line <&"$out"; do
        [[ $line == *'"listening"'* && $line == *'127.0.0.1'* ]] \
            && udp=$(jq -r .udpPort <<<"$line") http=$(jq -r .httpPort <<<"$line")
        [[ $line == *'"ready"'* ]] && return 0
    done
    say "Waggle did not start:"
    cat "$work/$name.err" >&2
    return 1
}

# A screen for windows; drawing on it is not the server's work.
start_screen() {
    rm -f "$work/screen"
    taskset -c "$load_cores" Xvfb -displayfd 3 -screen 0 1366x768x24 -nolisten tcp 3>"$work/screen" >"$work/screen.log" 2>&1 &
    started+=("$!")
    local tries
    for ((tries = 0; tries < 100; ++tries)); do
        [[ -s $work/screen ]] && break
        sleep 0.05
    done
    DISPLAY=:$(<"$work/screen")
    export DISPLAY QT_QPA_PLATFORM=xcb
}

# start_window PAGE: Waggle with its window on that page; its data folder is window.
start_window() {
    udp=$(free_port)
    mkdir -p "$work/window"
    printf '[General]\nversion=1\n\n[window]\npage=%s\n' "$1" >"$work/window/window.ini"
    taskset -c "$server_cores" "$build/app/waggle" --data-dir "$work/window" --listen "127.0.0.1:$udp" \
        >"$work/window.log" 2>&1 &
    pid=$!
    started+=("$pid")
    wait_for_port "$udp" "$work/window.log" # of HTTP: one port for both
}

stop_window() {
    kill "$pid"
    wait "$pid" || true
}

start_opentracker() {
    local folder=$work/opentracker
    udp=$(free_port)
    http=$udp
    mkdir -p "$folder"
    "$build/tests/bench/udpload" --whitelist "$folder/whitelist"
    # It changes its root folder and its user: both must be able to read the list.
    chmod 755 "$folder"
    chmod 644 "$folder/whitelist"
    (cd "$folder" && exec taskset -c "$server_cores" opentracker -i 127.0.0.1 -p "$http" -P "$udp" -d "$folder" \
        -u nobody -w whitelist >"$folder.log" 2>&1) &
    pid=$!
    started+=("$pid")
    wait_for_port "$http" "$folder.log"
}

start_echo() { # $1: bytes of an announce's answer
    rm -f "$work/echo.out"
    mkfifo "$work/echo.out"
    taskset -c "$server_cores" "$build/tests/bench/udpecho" --bytes "$1" >"$work/echo.out" &
    pid=$!
    started+=("$pid")
    read -r -t 10 udp <"$work/echo.out"
}

start_nginx() { # $1: bytes of an answer, nginx' own 145 of header lines in
    local body
    body=$(printf '%*s' "$(($1 - 145))" '' | tr ' ' x)
    http=$(free_port)
    cat >"$work/nginx.conf" <<CONF
daemon off;
worker_processes 1;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 4096; }
http {
    access_log off;
    keepalive_requests 1000000000;
    server { listen 127.0.0.1:$http; location / { default_type text/plain; return 200 "$body"; } }
}
CONF
    taskset -c "$server_cores" /usr/sbin/nginx -c "$work/nginx.conf" >"$work/nginx.out" 2>&1 &
    pid=$!
    started+=("$pid")
    wait_for_port "$http" "$work/nginx.out"
    pid=$(pgrep -P "$pid" | head -n 1) # the worker is who computes
}

# qBittorrent with its embedded tracker, and without all else that would talk to somebody.
start_qbittorrent() {
    local config=$work/qbittorrent/qBittorrent/config
    http=$(free_port)
    mkdir -p "$config"
    cat >"$config/qBittorrent.conf" <<CONF
[LegalNotice]
Accepted=true

[BitTorrent]
Session\\DHTEnabled=false
Session\\LSDEnabled=false
Session\\PeXEnabled=false
Session\\Port=$(free_port)
Session\\Interface=lo
Session\\InterfaceName=lo
TrackerEnabled=true

[Preferences]
Advanced\\trackerPort=$http
Connection\\UPnP=false
WebUI\\Enabled=true
WebUI\\Address=127.0.0.1
WebUI\\Port=$(free_port)
WebUI\\UseUPnP=false

[Network]
PortForwardingEnabled=false
CONF
    HOME=$work/qbittorrent taskset -c "$server_cores" qbittorrent-nox --profile="$work/qbittorrent" \
        >"$work/qbittorrent.log" 2>&1 &
    pid=$!
    started+=("$pid")
    wait_for_port "$http" "$work/qbittorrent.log"
}

# Closed loop over UDP. 192 fit into the receive buffer of every server here: a lost datagram would hold its place for
# half a second.
udp_load() {
    taskset -c "$load_cores" "$build/tests/bench/udpload" --outstanding 192 --warm-up 0.3 "$@" --seconds "$seconds"
}
# Before measuring: every peer announces once.
udp_fill() { taskset -c "$load_cores" "$build/tests/bench/udpload" --outstanding 192 --fill 1 --seconds 0 "$@"; }
http_load() { taskset -c "$load_cores" "$build/tests/bench/httpload" --warm-up 0.4 "$@" --seconds "$seconds"; }

# Two loads at once, as one: two workers need more than one program can ask.
udp_load_twice() {
    udp_load "$@" --turn 1 >"$work/first.json" &
    local first=$!
    udp_load "$@" --turn 2 >"$work/second.json"
    wait "$first"
    jq -cs '{answered_per_s: (map(.answered_per_s) | add), lost: (map(.lost) | add), server_busy: .[0].server_busy,
        server_cpu_us_per_answer: (1 / (map(1 / .server_cpu_us_per_answer) | add))}' "$work/first.json" "$work/second.json"
}

# beside_idle PORT COMMAND…: with 900 silent connections at that HTTP port.
beside_idle() {
    local port=$1 idle tries status=0
    shift
    taskset -c "$load_cores" "$build/tests/bench/httpload" --port "$port" --connections 0 --idle 900 --seconds 60 \
        >/dev/null &
    idle=$!
    for ((tries = 0; tries < 100; ++tries)); do
        (($(ss -Htn state established "dport = :$port" | wc -l) >= 900)) && break
        sleep 0.05
    done
    "$@" || status=$?
    kill "$idle"
    wait "$idle" 2>/dev/null || true
    return "$status"
}

resident_kib() { awk '/^VmRSS/ { print $2 }' "/proc/$1/status"; }
# Datagrams that the kernel dropped in front of the sockets of a local port.
dropped_at() { awk -v port=":$(printf '%04X' "$1")" 'index($2, port) { n += $NF } END { print n + 0 }' /proc/net/udp /proc/net/udp6; }
cpu_ticks() { awk '{ print $14 + $15 }' "/proc/$1/stat"; } # a name with blanks would shift them
wake_ups() { awk '/^voluntary/ { n += $2 } END { print n }' "/proc/$1"/task/*/status; }
