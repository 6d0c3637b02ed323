# SPDX-License-Identifier: GPL-3.0-or-later
# What Waggle stands on; the reason for each is in docs/architecture.md.
find_package(Threads REQUIRED)
find_package(Qt6 6.4 REQUIRED COMPONENTS Core DBus Gui Widgets Network Charts Svg)
find_package(LibtorrentRasterbar 2.0 REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(Sodium REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(QrEncode REQUIRED IMPORTED_TARGET libqrencode)
find_path(WAGGLE_EXPECTED_INCLUDE tl/expected.hpp REQUIRED)
find_path(WAGGLE_BEAST_INCLUDE boost/beast/http/parser.hpp REQUIRED)
