// SPDX-License-Identifier: GPL-3.0-or-later
// Read by moc (Qt 6.4) before every header: it cannot parse libstdc++'s <concepts> unless this one came first.
#include <cstddef>
