// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/list/listreader.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QPointer>
#include <QThreadPool>
#include <QUrl>

#include <functional>
#include <set>

namespace waggle::ui {

namespace {

constexpr qsizetype kMostFiles = 100;

void join(remote::TrackerList& all, remote::TrackerList list, std::set<remote::TrackerUrl>& seen)
{
    for (remote::TrackerUrl& url : list.trackers) {
        if (seen.insert(url).second)
            all.trackers.push_back(std::move(url));
        else
            ++all.duplicates;
    }
    all.hashes.insert(all.hashes.end(), list.hashes.begin(), list.hashes.end());
    all.duplicates += list.duplicates;
    all.problemCount += list.problemCount;
    all.problems += list.problems;
}

remote::TrackerList listOfFiles(const QStringList& paths)
{
    remote::TrackerList all;
    std::set<remote::TrackerUrl> seen;
    for (const QString& path : paths.first(std::min(paths.size(), kMostFiles))) {
        QFile file(path);
        if (QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly)) {
            join(all, remote::readTrackers(file.read(remote::kMaxListBytes)), seen);
            continue;
        }
        ++all.problemCount;
        all.problems << QCoreApplication::translate("waggle::ui::ListReader", "%1 cannot be read: %2")
                            .arg(QFileInfo(path).fileName(), file.errorString());
    }
    return all;
}

ReadListPtr readyList(remote::TrackerList list)
{
    auto ready = std::make_shared<ReadList>();
    ready->rows = remoteRows(list.trackers, 1);
    ready->hashes = std::move(list.hashes);
    ready->duplicates = list.duplicates;
    ready->problemCount = list.problemCount;
    ready->problems = list.problems;
    return ready;
}

} // namespace

ListReader::ListReader(QObject* parent)
    : QObject(parent)
{
}

void ListReader::start(std::function<remote::TrackerList()> work)
{
    const quint64 number = ++m_last;
    QThreadPool::globalInstance()->start([guard = QPointer<ListReader>(this), number, work = std::move(work)] {
        const ReadListPtr list = readyList(work());
        QMetaObject::invokeMethod(qApp, [guard, number, list] {
            if (guard && guard->m_last == number)
                Q_EMIT guard->done(list);
        });
    });
}

void ListReader::readText(const QByteArray& text)
{
    start([text] { return remote::readTrackers(text.left(remote::kMaxListBytes)); });
}

void ListReader::readFiles(const QStringList& paths)
{
    start([paths] { return listOfFiles(paths); });
}

bool ListReader::holdsSomething(const QMimeData& data)
{
    return data.hasUrls() || data.hasText();
}

void ListReader::read(const QMimeData& data)
{
    QStringList paths;
    QByteArray text;
    const auto urls = data.urls();
    for (const QUrl& url : urls) {
        if (url.isLocalFile())
            paths << url.toLocalFile();
        else
            text += url.toEncoded() + '\n';
    }
    if (!paths.isEmpty())
        return readFiles(paths);
    readText(data.hasText() ? data.text().toUtf8() : text);
}

} // namespace waggle::ui
