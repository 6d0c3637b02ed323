// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/noticearea.h"

#include "ui/base/theme.h"
#include "ui/widgets/rescale.h"

#include <QVBoxLayout>

#include <algorithm>

namespace waggle::ui {

namespace {

constexpr std::size_t kMost = 4; // the oldest goes; everything stands in the log as well

} // namespace

NoticeArea::NoticeArea(QWidget* parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("noticeArea"));
    keepScaled(*this, [this] {
        m_column->setContentsMargins(unit() * 2, unit() * 3 / 2, unit() * 2, 0);
        m_column->setSpacing(unit());
    });
    hide();
}

void NoticeArea::post(const Banner::Notice& notice)
{
    withdraw(notice.id);
    if (m_banners.size() >= kMost)
        withdraw(m_banners.front()->id());
    auto* banner = new Banner(notice, this);
    connect(banner, &Banner::closed, this, [this, id = notice.id] { withdraw(id); });
    m_column->addWidget(banner);
    m_banners.push_back(banner);
    show();
}

void NoticeArea::withdraw(const QString& id)
{
    const auto found = std::find_if(m_banners.begin(), m_banners.end(), [&](const Banner* b) { return b->id() == id; });
    if (found == m_banners.end())
        return;
    (*found)->hide();
    (*found)->deleteLater(); // it may be the one that is telling us
    m_banners.erase(found);
    setVisible(!m_banners.empty());
}

QStringList NoticeArea::words() const
{
    QStringList all;
    for (const Banner* banner : m_banners)
        all << banner->words();
    return all;
}

const Banner* NoticeArea::find(const QString& id) const
{
    const auto found = std::find_if(m_banners.begin(), m_banners.end(), [&](const Banner* b) { return b->id() == id; });
    return found == m_banners.end() ? nullptr : *found;
}

} // namespace waggle::ui
