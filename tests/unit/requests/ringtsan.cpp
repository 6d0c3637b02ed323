// SPDX-License-Identifier: GPL-3.0-or-later
// One worker and one monitor on a ring, under ThreadSanitizer: any race ends the program with a report. Without
// GoogleTest, whose library is not instrumented.
#include "core/requests/requestring.h"

#include <atomic>
#include <cstdio>
#include <thread>

int main()
{
    using namespace waggle::requests;
    constexpr std::uint64_t kRecords = 200'000;
    RequestRing ring(1 << 16);
    ring.setWanted(true);
    std::atomic<bool> done{false};

    std::thread worker([&] {
        const std::array<std::uint8_t, 98> raw{};
        for (std::uint64_t number = 1; number <= kRecords; ++number) {
            RequestRecord record;
            record.number = number;
            ring.add(record, raw, {});
            if (number % 64 == 0)
                ring.flush();
        }
        ring.flush();
        done = true;
    });

    std::uint64_t accounted = 0;
    std::vector<std::byte> bytes;
    for (bool last = false; !last;) {
        last = done;
        accounted += ring.drain(bytes);
        RecordReader reader(bytes);
        RecordReader::Entry entry;
        while (reader.next(entry))
            ++accounted;
    }
    worker.join();
    if (accounted != kRecords) {
        std::fprintf(stderr, "%llu of %llu records accounted for\n", static_cast<unsigned long long>(accounted),
            static_cast<unsigned long long>(kRecords));
        return 1;
    }
    return 0;
}
