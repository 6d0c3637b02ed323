// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/editors.h"

#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QSignalBlocker>

namespace waggle::ui {

OptionalNumber::OptionalNumber(
    const QString& word, bool wordIsOn, settings::Range range, int fallback, const QString& suffix, QWidget* parent)
    : QWidget(parent)
    , m_wordIsOn(wordIsOn)
    , m_box(new QCheckBox(word))
    , m_spin(new QSpinBox)
{
    m_spin->setRange(static_cast<int>(range.least), static_cast<int>(range.most));
    m_spin->setValue(fallback);
    m_spin->setSuffix(suffix);
    m_spin->setAccessibleName(word);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_box);
    row->addWidget(m_spin);
    row->addStretch();
    setFocusProxy(m_box);
    connect(m_box, &QCheckBox::toggled, this, [this] {
        m_spin->setEnabled(isSet());
        Q_EMIT changed();
    });
    connect(m_spin, &QSpinBox::valueChanged, this, &OptionalNumber::changed);
    setValue(std::nullopt);
}

std::optional<int> OptionalNumber::value() const
{
    return isSet() ? std::optional(m_spin->value()) : std::nullopt;
}

void OptionalNumber::setValue(std::optional<int> value)
{
    const QSignalBlocker quiet(this);
    m_box->setChecked(value.has_value() != m_wordIsOn);
    m_spin->setEnabled(value.has_value());
    if (value)
        m_spin->setValue(*value);
}

LineList::LineList(const QString& placeholder, int lines, QWidget* parent)
    : QPlainTextEdit(parent)
{
    setPlaceholderText(placeholder);
    setTabChangesFocus(true);
    setLineWrapMode(QPlainTextEdit::NoWrap);
    keepScaled(*this, [this, lines] {
        setFont(fixedFont());
        setFixedHeight(QFontMetrics(fixedFont()).lineSpacing() * lines + 2 * unit());
    });
}

std::vector<QString> LineList::entries() const
{
    std::vector<QString> entries;
    for (const QString& line : toPlainText().split(QLatin1Char('\n'))) {
        const QString entry = line.trimmed();
        if (!entry.isEmpty())
            entries.push_back(entry);
    }
    return entries;
}

void LineList::setEntries(const std::vector<QString>& entries)
{
    QString text;
    for (const QString& entry : entries)
        text += entry + QLatin1Char('\n');
    setPlainText(text.trimmed());
}

} // namespace waggle::ui
