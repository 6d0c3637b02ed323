# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
# Packages by their names in Debian and Ubuntu, and their installation. Sourced by packaging/run and packaging/test.
# "a|b": the first of them that the system knows. Tried on Debian 12; the alternatives for Debian 13 and
# Ubuntu 24.04 or later are by their package lists, untested.

build_packages=(
    g++ cmake ninja-build pkg-config
    qt6-base-dev qt6-charts-dev qt6-svg-dev
    'libqt6opengl6-dev|qt6-base-dev'  # Debian 12: find_package(Qt6 COMPONENTS Charts) needs it
    'qt6-svg-plugins|libqt6svg6'      # the icon engine for SVG
    libtorrent-rasterbar-dev libboost-dev libsodium-dev libqrencode-dev
    libexpected-dev robin-map-dev
    fonts-dejavu-core
)

# What tests need besides: the test framework, a screen, real clients, namespaces; ccache makes a second build short.
test_packages=(
    libgtest-dev libgmock-dev
    xvfb xauth iproute2
    aria2 transmission-daemon qbittorrent-nox
    ccache
)

say() { printf '%s\n' "$*" >&2; }

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# The names of $@ that are installed, one a line; one call for all of them.
installed_of() {
    dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii  *//p'
}

# The entries of $@ of which no alternative is installed.
missing_of() {
    local entry name found
    local -a names=()
    for entry in "$@"; do
        IFS='|' read -r -a alternatives <<<"$entry"
        names+=("${alternatives[@]}")
    done
    found=" $(installed_of "${names[@]}" | tr '\n' ' ') "
    for entry in "$@"; do
        IFS='|' read -r -a alternatives <<<"$entry"
        for name in "${alternatives[@]}"; do
            [[ $found == *" $name "* ]] && continue 2
        done
        printf '%s\n' "$entry"
    done
}

# Of each entry the first alternative that can be installed here; the first one where none is known, so that apt-get
# itself says so.
choose_of() {
    local entry name
    for entry in "$@"; do
        IFS='|' read -r -a alternatives <<<"$entry"
        for name in "${alternatives[@]}"; do
            if apt-cache policy "$name" 2>/dev/null | grep -q 'Candidate: [^(]'; then
                printf '%s\n' "$name"
                continue 2
            fi
        done
        printf '%s\n' "${alternatives[0]}"
    done
}

# Runs its arguments as root, by sudo where that is needed.
as_root() {
    if ((EUID == 0)); then
        "$@"
    else
        sudo -- "$@"
    fi
}

# Installs what is missing of $@; touches neither the network nor sudo when nothing is. On a system without apt-get it
# prints the list and goes on: the build says what it does not find.
install_packages() {
    if ! has_apt; then
        say "This is neither Debian nor Ubuntu, so nothing is installed. Waggle needs, by their names in Debian:"
        say "  $*"
        say "Going on in case they are here."
        return 0
    fi
    local -a missing names
    mapfile -t missing < <(missing_of "$@")
    ((${#missing[@]} == 0)) && return 0
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        say "These packages are missing, and there is no sudo to install them with:"
        say "  ${missing[*]%%|*}"
        say "Ask an administrator for: apt-get install --no-install-recommends ${missing[*]%%|*}"
        return 1
    fi
    say "Installing what is missing: ${missing[*]%%|*}"
    as_root apt-get update -q >&2 || say "The package lists could not be renewed; going on with those that are here."
    mapfile -t names < <(choose_of "${missing[@]}")
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${names[@]}" >&2
}
