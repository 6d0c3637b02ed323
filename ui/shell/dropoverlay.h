// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

class QMimeData;

namespace waggle::ui {

// What of a drop or a clipboard can be added: paths of .torrent files and magnet links; and the names of what cannot.
struct Addable {
    QStringList filesOrMagnets;
    QStringList others;
};
[[nodiscard]] Addable addableOf(const QMimeData& data);

// Covers the window while something is dragged over it and says what a drop would do. Main thread.
class DropOverlay final : public QWidget {
    Q_OBJECT
public:
    explicit DropOverlay(QWidget* parent);
    void showFor(const Addable& addable);
    void showWords(const QString& words); // of something that can be dropped

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void open();

    QString m_words;
    bool m_possible = false;
};

} // namespace waggle::ui
