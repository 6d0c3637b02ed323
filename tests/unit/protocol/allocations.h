// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace waggle::protocol::test {

// How often this program has called operator new so far, in any thread.
[[nodiscard]] long allocations();

} // namespace waggle::protocol::test
