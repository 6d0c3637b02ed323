// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/isolate.h"

#include <cstdlib>
#include <cstring>
#include <string>
#include <unistd.h>
#include <vector>

namespace waggle::e2e {

namespace {

constexpr const char* kMark = "WAGGLE_E2E_ISOLATED";
constexpr const char* kTry = "unshare --net --mount true 2>/dev/null && command -v ip >/dev/null";
// The names of network namespaces live in /run/netns: a file system of our own hides the machine's.
constexpr const char* kEnter
    = "mkdir -p /run/netns && mount -t tmpfs none /run/netns && ip link set lo up && exec \"$0\" \"$@\"";

std::string& reason()
{
    static std::string text;
    return text;
}

} // namespace

void enterIsolation(int argc, char** argv)
{
    if (std::getenv(kMark))
        return;
    if (geteuid() != 0) {
        reason() = "network namespaces need root";
        return;
    }
    if (std::system(kTry) != 0) {
        reason() = "this system does not allow network namespaces (unshare --net --mount failed, or ip is missing)";
        return;
    }
    setenv(kMark, "1", 1);
    std::vector<const char*> words{"unshare", "--net", "--mount", "sh", "-c", kEnter, "/proc/self/exe"};
    const std::string self = [] {
        char path[4096] = {};
        const ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
        return std::string(path, length > 0 ? static_cast<std::size_t>(length) : 0);
    }();
    words.back() = self.c_str();
    for (int i = 1; i < argc; ++i)
        words.push_back(argv[i]);
    words.push_back(nullptr);
    execvp("unshare", const_cast<char* const*>(words.data()));
    reason() = std::string("unshare could not be started: ") + std::strerror(errno);
}

bool isolated()
{
    return std::getenv(kMark) != nullptr;
}

const std::string& whyNotIsolated()
{
    return reason();
}

} // namespace waggle::e2e
