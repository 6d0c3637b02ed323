// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/remote/list/listreader.h"

#include <QDialog>
#include <QTimer>

class QPlainTextEdit;
class QPushButton;

namespace waggle::ui {

class TextLabel;

// A place to paste a list of trackers into, with what was found in it told at once; filled from the clipboard where
// that holds some. Main thread.
class PasteDialog final : public QDialog {
    Q_OBJECT
public:
    explicit PasteDialog(QWidget* parent);

Q_SIGNALS:
    void chosen(const waggle::ui::ReadListPtr& list);

private:
    void readClipboard();
    void take(const ReadListPtr& list);

    QPlainTextEdit* m_text;
    TextLabel* m_found;
    QPushButton* m_check;
    ListReader m_reader;
    QTimer m_soon; // after the last key
    ReadListPtr m_list; // what the text holds; null: not read yet
    bool m_isPrefilling = false;
};

// "12 trackers · 2 twice · 1 line is none: …"
[[nodiscard]] QString foundWords(const ReadList& list);

} // namespace waggle::ui
