// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"
#include "ui/pages/settings/settingeditor.h"
#include "ui/pages/settings/settingfield.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace waggle::ui {

class SettingsCard;

// The settings as cards of fields, made of their descriptors. Knows how to show a value and how to read one back, with
// what is wrong with it. Main thread.
class SettingsForm final : public QWidget {
    Q_OBJECT
public:
    explicit SettingsForm(QWidget* parent = nullptr);

    void show(const settings::Settings& settings, const QStringList& fixed);
    using QWidget::show;
    [[nodiscard]] settings::Settings read() const; // on top of what was shown last
    bool check(); // marks the fields; false while one has an error

Q_SIGNALS:
    void edited();

private:
    struct Row {
        SettingField* field;
        SettingEditor editor;
    };
    void addCard(settings::Group group);
    void addField(SettingsCard& card, const settings::Descriptor& descriptor);
    void mark(const settings::Problem& problem);

    settings::Settings m_shown;
    std::vector<Row> m_rows;
};

} // namespace waggle::ui
