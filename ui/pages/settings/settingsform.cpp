// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settingsform.h"

#include "core/text/words.h"
#include "ui/base/theme.h"
#include "ui/pages/settings/settingscard.h"
#include "ui/widgets/rescale.h"

#include <QFile>
#include <QFileInfo>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace waggle::ui {

namespace {

// Of one that cannot be read somebody else tells.
bool lacksCertificates(const QString& path)
{
    constexpr qint64 kMost = 4 << 20;
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly)
        && !file.read(kMost).contains("-----BEGIN CERTIFICATE-----");
}

} // namespace

SettingsForm::SettingsForm(QWidget* parent)
    : QWidget(parent)
{
    using settings::Group;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepScaled(*this, [column] { column->setSpacing(3 * unit() / 2); });
    for (const Group group :
        {Group::Listening, Group::Access, Group::Times, Group::Limits, Group::Remote, Group::Window})
        addCard(group);
}

void SettingsForm::addCard(settings::Group group)
{
    auto* card = new SettingsCard(settings::groupTitle(group));
    layout()->addWidget(card);
    for (const settings::Descriptor& descriptor : settings::descriptors()) {
        if (descriptor.group == group)
            addField(*card, descriptor);
    }
}

void SettingsForm::addField(SettingsCard& card, const settings::Descriptor& descriptor)
{
    const SettingEditor editor = makeEditor(descriptor, this, [this] { Q_EMIT edited(); });
    const QString hint = *descriptor.hint ? Words::tr(descriptor.hint) : QString();
    auto* field = new SettingField(QLatin1String(descriptor.key), Words::tr(descriptor.title), hint, editor.widget);
    card.addField(field);
    m_rows.push_back({field, editor});
}

void SettingsForm::show(const settings::Settings& settings, const QStringList& fixed)
{
    const QSignalBlocker quiet(this);
    m_shown = settings;
    for (const Row& row : m_rows) {
        row.editor.show(settings);
        row.field->setFixed(fixed.contains(row.field->name()));
    }
    check();
}

settings::Settings SettingsForm::read() const
{
    settings::Settings settings = m_shown;
    for (const Row& row : m_rows)
        row.editor.read(settings);
    return settings;
}

bool SettingsForm::check()
{
    for (const Row& row : m_rows)
        row.field->setProblem(row.editor.mistake(), false);
    settings::Settings candidate = read();
    if (lacksCertificates(candidate.remote.caFile))
        mark({QStringLiteral("remote.caFile"),
            tr("There is no certificate in this file, in PEM: the system's authorities alone are trusted."), true});
    for (const settings::Problem& problem : settings::validate(candidate))
        mark(problem);
    return std::none_of(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.field->hasError(); });
}

void SettingsForm::mark(const settings::Problem& problem)
{
    const auto row = std::find_if(
        m_rows.begin(), m_rows.end(), [&](const Row& candidate) { return candidate.field->name() == problem.where; });
    if (row != m_rows.end() && !row->field->hasError())
        row->field->setProblem(problem.message, problem.warning);
}

} // namespace waggle::ui
