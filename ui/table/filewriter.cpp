// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/filewriter.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QThread>

#include <vector>

namespace waggle::ui {

namespace {

// Threads that have not ended. Main thread.
std::vector<QThread*>& threads()
{
    static std::vector<QThread*> list;
    return list;
}

void endThread(QThread* thread)
{
    if (std::erase(threads(), thread) > 0)
        delete thread;
}

} // namespace

FileWriter* FileWriter::start(const QString& path)
{
    // A thread that the disk still holds then is left to the system: to delete it would wait for it.
    static const bool atEnd = (qAddPostRoutine([] { waitForLeft(kLongestEnd); }), true);
    Q_UNUSED(atEnd);
    auto* thread = new QThread;
    thread->setObjectName(QStringLiteral("export"));
    auto* file = new FileWriter(path);
    file->moveToThread(thread);
    // The file first, as to close it may take long: a thread that is about to finish is waited for when it is deleted.
    connect(file, &QObject::destroyed, thread, &QThread::quit, Qt::DirectConnection);
    connect(thread, &QThread::finished, qApp, [thread] { endThread(thread); });
    threads().push_back(thread);
    thread->start();
    return file;
}

void FileWriter::leave()
{
    m_left = true;
    deleteLater();
}

bool FileWriter::waitForLeft(std::chrono::milliseconds longest)
{
    const QDeadlineTimer deadline(longest);
    const std::vector<QThread*> waited = threads();
    for (QThread* thread : waited) {
        if (thread->wait(deadline))
            endThread(thread);
    }
    return threads().empty();
}

FileWriter::FileWriter(const QString& path)
    : m_file(path)
{
    m_file.setParent(this); // moves with us to the thread
}

void FileWriter::fail()
{
    m_failed = true;
    const QString why = m_file.errorString(); // cancelling has words of its own
    m_file.cancelWriting();
    Q_EMIT failed(why);
}

void FileWriter::write(const QByteArray& bytes)
{
    if (m_failed || m_left)
        return;
    if (!m_opened && !m_file.open(QIODevice::WriteOnly))
        return fail();
    m_opened = true;
    if (m_file.write(bytes) != bytes.size())
        fail();
}

void FileWriter::commit()
{
    if (m_failed || m_left)
        return;
    if (!m_file.flush() || !m_file.commit()) // commit() alone takes no notice of what does not fit on the disk
        return fail();
    Q_EMIT committed();
}

} // namespace waggle::ui
