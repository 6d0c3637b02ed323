// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/backend.h"

#include <atomic>

namespace waggle::ui {

std::uint64_t Backend::nextView()
{
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

} // namespace waggle::ui
