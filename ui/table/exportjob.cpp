// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/table/exportjob.h"

#include "ui/table/filewriter.h"

namespace waggle::ui {

namespace {

QStringList columnNames(const PagedModelBase& model, const ExportJob::Wanted& wanted)
{
    QStringList names;
    for (const int column : wanted.columns) {
        const ColumnInfo& info = model.columns()[static_cast<std::size_t>(column)];
        if (wanted.format == RowFormat::Tsv) {
            names << info.title;
            continue;
        }
        QString name = QString::fromLatin1(info.id);
        if (*info.unit)
            name += QLatin1Char('_') + QString::fromLatin1(info.unit);
        names << name;
    }
    return names;
}

} // namespace

ExportJob::ExportJob(PagedModelBase& model, Wanted wanted, QObject* parent)
    : QObject(parent)
    , m_model(&model)
    , m_wanted(std::move(wanted))
    , m_writer(m_wanted.format, columnNames(model, m_wanted))
{
    if (!m_wanted.path.isEmpty()) {
        m_file = FileWriter::start(m_wanted.path);
        connect(m_file, &FileWriter::failed, this, [this](const QString& why) { end(false, why); });
        connect(m_file, &FileWriter::committed, this, [this] { end(true, {}); });
    }
    connect(&model, &PagedModelBase::exportSlice, this, &ExportJob::take);
    connect(&model, &QObject::destroyed, this, [this] { end(false, {}); });
    write(m_writer.head());
    m_job
        = model.startExport(m_wanted.columns, m_wanted.format == RowFormat::Tsv ? ExportCells::Copy : ExportCells::Raw);
}

ExportJob::~ExportJob()
{
    if (m_model && !m_ended)
        m_model->cancelExport(m_job);
    if (m_file)
        m_file->leave();
}

void ExportJob::cancel()
{
    end(false, {});
}

void ExportJob::take(const ExportSlice& slice)
{
    if (slice.job != m_job || m_ended)
        return;
    if (m_wanted.accept) {
        std::vector<std::vector<QJsonValue>> chosen;
        for (std::size_t i = 0; i < slice.rows.size(); ++i) {
            if (m_wanted.accept(slice.first + static_cast<qint64>(i), slice.keys[i]))
                chosen.push_back(slice.rows[i]);
        }
        m_rows += static_cast<qint64>(chosen.size());
        write(m_writer.rows(chosen));
    } else {
        m_rows += static_cast<qint64>(slice.rows.size());
        write(m_writer.rows(slice.rows));
    }
    const qint64 done = slice.first + static_cast<qint64>(slice.rows.size());
    Q_EMIT progressed(done, slice.total);
    if (done >= slice.total)
        complete();
}

void ExportJob::write(const QByteArray& bytes)
{
    if (m_file)
        QMetaObject::invokeMethod(
            m_file, [file = m_file, bytes] { file->write(bytes); }, Qt::QueuedConnection);
    else
        m_text += bytes;
}

void ExportJob::complete()
{
    write(m_writer.tail());
    if (m_file)
        QMetaObject::invokeMethod(
            m_file, [file = m_file] { file->commit(); }, Qt::QueuedConnection);
    else
        end(true, {});
}

void ExportJob::end(bool ok, const QString& problem)
{
    if (std::exchange(m_ended, true))
        return;
    if (!ok && m_model)
        m_model->cancelExport(m_job);
    Q_EMIT finished(ok, m_rows, problem);
    deleteLater();
}

} // namespace waggle::ui
