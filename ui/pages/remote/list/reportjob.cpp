// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/remote/list/reportjob.h"

#include "ui/table/filewriter.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPointer>
#include <QThreadPool>

namespace waggle::ui {

namespace {

QByteArray textOf(const std::vector<remote::ReportPtr>& reports, ReportFormat format)
{
    if (format == ReportFormat::Markdown)
        return remote::toMarkdown(reports).toUtf8();
    if (format == ReportFormat::Html)
        return remote::toHtml(reports).toUtf8();
    QJsonArray all;
    for (const remote::ReportPtr& report : reports)
        all.append(remote::toJson(*report));
    return QJsonDocument(all).toJson();
}

} // namespace

void makeReport(const std::vector<remote::ReportPtr>& reports, ReportFormat format, QObject* context,
    std::function<void(const QByteArray&)> done)
{
    QThreadPool::globalInstance()->start([reports, format, guard = QPointer<QObject>(context), done = std::move(done)] {
        QMetaObject::invokeMethod(qApp, [guard, done, text = textOf(reports, format)] {
            if (guard)
                done(text);
        });
    });
}

void writeReport(
    const QString& path, const QByteArray& text, QObject* context, std::function<void(const QString&)> done)
{
    FileWriter* file = FileWriter::start(path);
    QObject::connect(file, &FileWriter::committed, context, [file, done] {
        file->leave();
        done({});
    });
    QObject::connect(file, &FileWriter::failed, context, [file, done](const QString& why) {
        file->leave();
        done(why);
    });
    QMetaObject::invokeMethod(file, [file, text] {
        file->write(text);
        file->commit();
    });
}

} // namespace waggle::ui
