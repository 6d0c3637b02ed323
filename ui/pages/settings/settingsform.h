// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings/settings.h"
#include "ui/pages/settings/editors.h"
#include "ui/pages/settings/settingfield.h"

#include <QComboBox>
#include <QLineEdit>
#include <QStringList>
#include <QWidget>

#include <map>

namespace waggle::ui {

class SettingsCard;

// The settings as cards of fields. Knows how to show a value and how to read one back, with what is wrong with it.
// Main thread.
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
    void addTrackerCard();
    void addAccessCard();
    void addTimesCard();
    void addLimitsCard();
    void addRemoteCard();
    void addWindowCard();
    SettingsCard* addCard(const QString& title);
    void addField(
        SettingsCard* card, const char* name, const QString& title, const QString& explanation, QWidget* editor);
    void mark(const settings::Problem& problem);
    QSpinBox* spin(settings::Range range, const QString& suffix = {});

    settings::Settings m_shown;
    std::map<QString, SettingField*> m_fields;
    LineList* m_listen = nullptr;
    OptionalNumber* m_httpPort = nullptr;
    OptionalNumber* m_udpPort = nullptr;
    QSpinBox* m_udpWorkers = nullptr;
    QComboBox* m_allow = nullptr;
    LineList* m_proxies = nullptr;
    LineList* m_claimedIp = nullptr;
    QCheckBox* m_answerBadIds = nullptr;
    OptionalNumber* m_interval = nullptr;
    QSpinBox* m_minInterval = nullptr;
    OptionalNumber* m_expiry = nullptr;
    QSpinBox* m_swarms = nullptr;
    QSpinBox* m_peers = nullptr;
    QSpinBox* m_peersPerAddress = nullptr;
    QSpinBox* m_connections = nullptr;
    QSpinBox* m_remoteTimeout = nullptr;
    QSpinBox* m_remoteJobs = nullptr;
    QComboBox* m_families = nullptr;
    QLineEdit* m_proxy = nullptr;
    QLineEdit* m_caFile = nullptr;
    QLineEdit* m_userAgent = nullptr;
    QComboBox* m_theme = nullptr;
    QCheckBox* m_closeToTray = nullptr;
    QSpinBox* m_tick = nullptr;
};

} // namespace waggle::ui
