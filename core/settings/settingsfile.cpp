// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/jsonfile.h"
#include "core/settings/jsonvalue.h"
#include "core/text/words.h"

#include <QFileInfo>
#include <QJsonObject>

#include <algorithm>
#include <map>

namespace waggle::settings {

using protocol::Result;

namespace {

constexpr qint64 kMaxFile = 1 << 20;

// The section of `root`; what stands there in its place is told once.
QJsonObject sectionOf(const QJsonObject& root, const QString& name, std::vector<Problem>& problems)
{
    const QJsonValue value = root.value(name);
    if (!value.isUndefined() && !value.isObject())
        problems.push_back({name, Words::tr("This must be an object { … }; the defaults are used.")});
    return value.toObject();
}

void readAll(const QJsonObject& root, Loaded& loaded)
{
    std::map<QString, QJsonObject> sections;
    for (const Descriptor& descriptor : descriptors()) {
        const QString name = descriptor.section();
        if (!sections.contains(name))
            sections.emplace(name, sectionOf(root, name, loaded.problems));
        readJson(descriptor, sections.at(name).value(descriptor.name()), loaded.settings, loaded.problems);
    }
}

// Into what is there, so that keys of a newer version survive.
void writeAll(const Settings& settings, QJsonObject& root)
{
    for (const Descriptor& descriptor : descriptors()) {
        QJsonObject section = root.value(descriptor.section()).toObject();
        section.insert(descriptor.name(), toJson(descriptor, settings));
        root.insert(descriptor.section(), section);
    }
}

void checkVersion(const QJsonObject& root, std::vector<Problem>& problems)
{
    const QJsonValue version = root.value(QLatin1String("version"));
    if (version.isUndefined())
        return;
    if (!version.isDouble() || version.toInt() < 1)
        problems.push_back({QStringLiteral("version"),
            Words::tr("This must be %1; the file is read as one of version %1.").arg(kVersion)});
    else if (version.toInt() > kVersion)
        problems.push_back({QStringLiteral("version"),
            Words::tr("The file is of a newer Waggle; what this one does not know is kept."), true});
}

Loaded unreadable(const QString& path, const protocol::Error& error)
{
    Loaded loaded;
    loaded.putAside = files::putAside(path);
    const QString name = QFileInfo(path).fileName();
    QString message = Words::tr("%1 could not be used. %2 ").arg(name, QString::fromStdString(error.message));
    message += loaded.putAside.isEmpty()
        ? Words::tr(
            "It could not be put aside either: it will be overwritten by the next change. The defaults are used.")
        : Words::tr("It was put aside as %1, and the defaults are used.").arg(QFileInfo(loaded.putAside).fileName());
    loaded.problems.push_back({name, message});
    return loaded;
}

} // namespace

Settings keepFixed(const Settings& wanted, const Settings& kept, const QStringList& fixed)
{
    Settings result = wanted;
    for (const Descriptor& descriptor : descriptors()) {
        if (fixed.contains(QLatin1String(descriptor.key)))
            copyValue(descriptor, kept, result);
    }
    return result;
}

Loaded load(const QString& path)
{
    const QFileInfo info(path);
    if (!info.exists() && !info.isSymLink())
        return {};
    const Result<QJsonObject> root = files::readJson(path, kMaxFile);
    if (!root)
        return unreadable(path, root.error());
    Loaded loaded;
    readAll(*root, loaded);
    checkVersion(*root, loaded.problems);
    const std::vector<Problem> more = validate(loaded.settings);
    loaded.problems.insert(loaded.problems.end(), more.begin(), more.end());
    return loaded;
}

Result<void> save(const QString& path, const Settings& settings)
{
    QJsonObject root;
    if (QFileInfo::exists(path)) {
        if (const Result<QJsonObject> there = files::readJson(path, kMaxFile))
            root = *there;
        else
            (void)files::putAside(path); // somebody edits it right now: their work is not ours to overwrite
    }
    root.insert(QLatin1String("version"), std::max(kVersion, root.value(QLatin1String("version")).toInt()));
    writeAll(settings, root);
    return files::writeJson(path, root);
}

} // namespace waggle::settings
