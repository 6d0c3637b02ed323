// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/table/pagedmodelbase.h"
#include "ui/table/rowwriter.h"

#include <QObject>
#include <QPointer>

namespace waggle::ui {

class FileWriter;

// Writes all rows of a model's query into a file, or into a text for the clipboard, while the program goes on. Slices
// come through the model; the disk is touched on a thread of the file's own, for which nobody waits. Deletes itself
// after finished().
class ExportJob final : public QObject {
    Q_OBJECT
public:
    struct Wanted {
        std::vector<int> columns;
        RowFormat format = RowFormat::Csv;
        QString path; // empty: text() after finished()
        std::function<bool(qint64 row, const monitor::RowKey& key)> accept; // empty: all rows
    };
    ExportJob(PagedModelBase& model, Wanted wanted, QObject* parent);
    ~ExportJob() override;

    void cancel(); // nothing is left of the file, as soon as the disk lets it go
    [[nodiscard]] FileWriter* file() const { return m_file; } // null: a text
    [[nodiscard]] QString text() const { return QString::fromUtf8(m_text); }

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    void finished(bool ok, qint64 rows, const QString& problem); // not ok and no problem: cancelled

private:
    void take(const ExportSlice& slice);
    void write(const QByteArray& bytes);
    void complete();
    void end(bool ok, const QString& problem);

    QPointer<PagedModelBase> m_model;
    Wanted m_wanted;
    RowWriter m_writer;
    QByteArray m_text;
    quint64 m_job = 0;
    qint64 m_rows = 0;
    bool m_ended = false;
    FileWriter* m_file = nullptr; // on its own thread
};

} // namespace waggle::ui
