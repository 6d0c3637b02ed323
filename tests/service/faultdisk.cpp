// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/faultdisk.h"

#include <QFile>

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <unistd.h>

namespace waggle::test {

namespace {

bool s_isAllowed = false;
const QString kBallast = QStringLiteral("ballast");

} // namespace

bool SmallDisk::enterNamespace()
{
    s_isAllowed = ::unshare(CLONE_NEWNS) == 0 && ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
    return s_isAllowed;
}

bool SmallDisk::isAllowed()
{
    return s_isAllowed;
}

SmallDisk::SmallDisk()
    : m_isMounted(::mount("none", m_folder.path().toUtf8().constData(), "tmpfs", 0, "size=256k") == 0)
{
}

SmallDisk::~SmallDisk()
{
    if (m_isMounted)
        ::umount2(m_folder.path().toUtf8().constData(), MNT_DETACH);
}

bool SmallDisk::fill()
{
    static constexpr std::array<char, 4096> kPage{};
    const int file = ::open(path(kBallast).toUtf8().constData(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    while (::write(file, kPage.data(), kPage.size()) > 0) { }
    const bool isFull = errno == ENOSPC;
    ::close(file);
    return isFull;
}

bool SmallDisk::makeRoom()
{
    return QFile::remove(path(kBallast));
}

} // namespace waggle::test
