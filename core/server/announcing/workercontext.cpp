// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/announcing/workercontext.h"

namespace waggle::server {

namespace {

bool isCaptured(const requests::CaptureScope& capture, const requests::RequestRecord& record)
{
    switch (capture.what) {
    case requests::CaptureScope::What::Off:
        return false;
    case requests::CaptureScope::What::All:
        return true;
    case requests::CaptureScope::What::Address:
        return record.from == capture.address;
    case requests::CaptureScope::What::InfoHash:
        return record.hasSwarm && record.infoHash == capture.infoHash;
    }
    return false;
}

} // namespace

void WorkerContext::finish(
    requests::RequestRecord& record, std::span<const std::uint8_t> raw, std::span<const std::uint8_t> reply)
{
    record.number = ++nextRecord;
    record.worker = worker;
    if (record.timeMs == 0)
        record.timeMs = clock.steady().count();
    share.counters.count(record);
    if (share.ring.isWanted())
        share.ring.add(record, raw, isCaptured(capture, record) ? reply : std::span<const std::uint8_t>{});
}

} // namespace waggle::server
