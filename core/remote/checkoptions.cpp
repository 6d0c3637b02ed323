// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/checkoptions.h"

namespace waggle::remote {

QByteArray CheckOptions::agent() const
{
    return userAgent.isEmpty() ? QByteArray("Waggle/0.1") : userAgent.toLatin1();
}

} // namespace waggle::remote
