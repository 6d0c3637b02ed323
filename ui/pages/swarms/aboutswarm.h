// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/monitor/tables/rows.h"
#include "core/torrent/nametable.h"

#include <QScrollArea>
#include <QStringList>

#include <optional>

class QGridLayout;
class QLabel;
class QTreeWidget;

namespace waggle::ui {

// What is known of one swarm beside its figures: hashes, magnet link, announce URLs, label, size, files. Every line can
// be copied.
class AboutSwarm final : public QScrollArea {
    Q_OBJECT
public:
    explicit AboutSwarm(QWidget* parent = nullptr);

    void set(const std::optional<monitor::SwarmRow>& swarm, const std::shared_ptr<const torrent::KnownTorrent>& known,
        const QStringList& announceUrls, const QString& magnet);
    [[nodiscard]] QString value(const QString& name) const; // of the line of this object name, "" where it is hidden

Q_SIGNALS:
    void labelRequested();

private:
    struct Line {
        QLabel* caption = nullptr;
        QLabel* value = nullptr;
        QWidget* button = nullptr;
    };
    Line addLine(const QString& name, const QString& caption, bool fixed, bool copyable = true);
    void setLine(const Line& line, const QString& text);
    void setFiles(const torrent::KnownTorrent* known);
    void setGaps();
    static void copyFiles(const torrent::KnownTorrent& known);

    QGridLayout* m_grid;
    Line m_name, m_hash, m_secondHash, m_magnet, m_urls, m_label, m_size, m_added, m_files;
    QTreeWidget* m_fileList;
    std::shared_ptr<const torrent::KnownTorrent> m_known;
};

} // namespace waggle::ui
