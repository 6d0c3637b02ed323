// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filewriter.h"

namespace waggle::ui {

FileWriter::FileWriter(const QString& path)
    : m_file(path)
{
    m_file.setParent(this); // moves with us to the thread
}

void FileWriter::fail()
{
    m_failed = true;
    m_file.cancelWriting();
    Q_EMIT failed(m_file.errorString());
}

void FileWriter::write(const QByteArray& bytes)
{
    if (m_failed)
        return;
    if (!m_opened && !m_file.open(QIODevice::WriteOnly))
        return fail();
    m_opened = true;
    if (m_file.write(bytes) != bytes.size())
        fail();
}

void FileWriter::commit()
{
    if (m_failed)
        return;
    if (!m_file.commit())
        return fail();
    Q_EMIT committed();
}

} // namespace waggle::ui
