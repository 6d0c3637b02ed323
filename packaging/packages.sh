# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2034
# Packages by their names in Debian and Ubuntu, and their installation. Sourced by packaging/run and packaging/test.
# "name?": only where the system has a package of that name. Tried on Debian 12; what is for Debian 13 and Ubuntu 24.04
# or later is by their package lists, untested.

build_packages=(
    g++ cmake ninja-build pkg-config
    qt6-base-dev qt6-charts-dev qt6-svg-dev
    'libqt6opengl6-dev?'            # Debian 12: find_package(Qt6 COMPONENTS Charts) needs it
    libqt6svg6 'qt6-svg-plugins?'   # the icon engine for SVG; a package of its own since Debian 13
    libtorrent-rasterbar-dev libboost-dev libsodium-dev libqrencode-dev
    libexpected-dev
    fonts-dejavu-core
)

# What tests need besides: the test framework, a screen, real clients, namespaces; ccache makes a second build short.
test_packages=(
    libgtest-dev libgmock-dev
    libssl-dev                      # makes certificates
    valgrind                        # counts instructions
    xvfb xauth iproute2
    aria2 transmission-daemon qbittorrent-nox
    dante-server microsocks tinyproxy   # SOCKS5 with and without UDP, HTTP
    opentracker
    ccache
    clang-format shellcheck codespell   # packaging/check
)

say() { printf '%s\n' "$*" >&2; }

has_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# The names of $@ that are installed, one a line; one call for all of them. (It fails where one name is unknown.)
installed_of() {
    { dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null || true; } | sed -n 's/^ii  *//p'
}

# Whether apt-get could install $1.
is_known() {
    local policy
    policy=$(apt-cache policy "$1" 2>/dev/null) || policy=''
    [[ $policy == *'Candidate: '[!\(]* ]]
}

# The names of $@ that have to be installed. Of a package that is only where it is known, this is for the package lists
# to say; without any (a fresh system) `install_packages` asks again when it has them.
missing_of() {
    local entry found
    found=" $(installed_of "${@%\?}" | tr '\n' ' ') "
    for entry in "$@"; do
        if [[ $found != *" ${entry%\?} "* ]] && { [[ $entry != *\? ]] || is_known "${entry%\?}"; }; then
            printf '%s\n' "${entry%\?}"
        fi
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
        say "  ${*%\?}"
        say "Going on in case they are here."
        return 0
    fi
    local -a missing
    mapfile -t missing < <(missing_of "$@")
    ((${#missing[@]} == 0)) && return 0
    if ((EUID != 0)) && ! command -v sudo >/dev/null; then
        say "These packages are missing, and there is no sudo to install them with. Ask an administrator for:"
        say "  apt-get install --no-install-recommends ${missing[*]}"
        return 1
    fi
    say "Installing what is missing: ${missing[*]}"
    as_root apt-get update -q >&2 || say "The package lists could not be renewed; going on with those that are here."
    mapfile -t missing < <(missing_of "$@")
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" >&2
}
