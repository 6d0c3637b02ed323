// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/secret.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <sodium.h>

namespace waggle::server {

namespace {

// Three lines: what it is and when the key was made (seconds since 1970), the key, the key before it (hex).
constexpr QByteArrayView kHead = "waggle-secret 1 ";
constexpr qint64 kMaxFile = 256;
constexpr QFile::Permissions kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

std::optional<ConnectionIds::Key> keyFromHex(const QByteArray& hex)
{
    ConnectionIds::Key key{};
    const QByteArray bytes = QByteArray::fromHex(hex);
    if (bytes.size() != static_cast<qsizetype>(key.size()) || bytes.toHex() != hex)
        return {};
    std::copy(bytes.begin(), bytes.end(), key.begin());
    return key;
}

QByteArray toHex(const ConnectionIds::Key& key)
{
    return QByteArray(reinterpret_cast<const char*>(key.data()), static_cast<qsizetype>(key.size())).toHex();
}

ConnectionIds::Key randomKey()
{
    ConnectionIds::Key key{};
    randombytes_buf(key.data(), key.size());
    return key;
}

} // namespace

const Secret::Keys& Secret::load(std::int64_t wallSeconds)
{
    if (!read()) {
        m_keys.current = randomKey();
        m_created = wallSeconds - kLifeSeconds; // due: renewed and written at once
    }
    renewIfDue(wallSeconds);
    return m_keys;
}

bool Secret::renewIfDue(std::int64_t wallSeconds)
{
    // A clock that was set back must not make a key live for ever.
    if (wallSeconds >= m_created && wallSeconds - m_created < kLifeSeconds) {
        if (!m_problem.isEmpty())
            write(); // there may be room by now
        return false;
    }
    renew(wallSeconds);
    return true;
}

bool Secret::read()
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = file.read(kMaxFile).split('\n');
    if (lines.size() < 3 || !lines[0].startsWith(kHead))
        return false;
    bool isNumber = false;
    const qint64 created = lines[0].mid(kHead.size()).toLongLong(&isNumber);
    const auto current = keyFromHex(lines[1]);
    const auto previous = keyFromHex(lines[2]);
    if (!isNumber || !current || !previous)
        return false;
    file.setPermissions(kOwnerOnly);
    m_keys = {*current, *previous};
    m_created = created;
    return true;
}

void Secret::renew(std::int64_t wallSeconds)
{
    m_keys = {randomKey(), m_keys.current};
    m_created = wallSeconds;
    write();
}

void Secret::write()
{
    QSaveFile file(m_path);
    const QByteArray text = kHead.toByteArray() + QByteArray::number(static_cast<qint64>(m_created)) + '\n'
        + toHex(m_keys.current) + '\n' + toHex(m_keys.previous) + '\n';
    // Permissions come before the content: nobody else ever sees it.
    const bool written = file.open(QIODevice::WriteOnly) && file.setPermissions(kOwnerOnly)
        && file.write(text) == text.size() && file.flush() // or commit() puts an empty file there when the disk is full
        && file.commit();
    m_problem = written ? QString()
                        : QStringLiteral("The file %1 cannot be written (%2): clients will have to connect anew after "
                                         "the next start. Make the folder writable, or room on its disk.")
                              .arg(m_path, file.errorString());
}

} // namespace waggle::server
