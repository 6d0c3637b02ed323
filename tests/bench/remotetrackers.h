// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <sys/types.h>

// Other people's trackers on loopback: 250 over UDP, 150 over HTTP, 100 over HTTPS.
namespace waggle::bench {

struct Manners {
    bool holes = true; // a tenth never answers
    bool late = true; // one in twenty answers 500 ms late,
    bool alwaysLate = false; // with every answer, not with the first alone
};

// They live in a process of their own, so that their memory and their time are not counted, and go with this object.
// To be made before there are threads.
class OtherTrackers {
public:
    explicit OtherTrackers(const Manners& manners, bool pin = false); // pin: on the second processor
    ~OtherTrackers();
    OtherTrackers(const OtherTrackers&) = delete;
    OtherTrackers& operator=(const OtherTrackers&) = delete;

    [[nodiscard]] const QStringList& urls() const { return m_urls; }
    [[nodiscard]] const QString& caFile() const { return m_caFile; } // vouches for those of HTTPS

private:
    pid_t m_process = 0;
    QStringList m_urls;
    QString m_caFile;
};

// Of this process.
[[nodiscard]] int openDescriptors();
void allowManyDescriptors();

} // namespace waggle::bench
