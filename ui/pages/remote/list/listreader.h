// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/remote/list/trackerlist.h"
#include "ui/pages/remote/list/remoterow.h"

#include <QObject>
#include <QStringList>

class QMimeData;

namespace waggle::ui {

// What was read, ready for the table.
struct ReadList {
    std::vector<RemoteRow> rows;
    std::vector<protocol::InfoHash> hashes;
    std::size_t duplicates = 0;
    std::size_t problemCount = 0;
    QStringList problems;
};
using ReadListPtr = std::shared_ptr<ReadList>;

// Takes trackers out of texts and files, on another thread: a list may be long, a disk slow. Main thread.
class ListReader final : public QObject {
    Q_OBJECT
public:
    explicit ListReader(QObject* parent);

    void readText(const QByteArray& text); // an older text that is not read yet is forgotten
    void readFiles(const QStringList& paths); // lists, .torrents; at most kMaxListBytes of each
    [[nodiscard]] static bool holdsSomething(const QMimeData& data); // a text or files
    void read(const QMimeData& data);

Q_SIGNALS:
    void done(const waggle::ui::ReadListPtr& list);

private:
    void start(std::function<remote::TrackerList()> work);

    quint64 m_last = 0;
};

} // namespace waggle::ui
