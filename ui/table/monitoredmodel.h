// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/backend.h"
#include "ui/table/pagedmodel.h"

namespace waggle::ui {

// A PagedModel whose questions go to the monitor. What a page's model is:
//
//     class SwarmModel final : public MonitoredModel<monitor::SwarmRow, monitor::SwarmQuery, monitor::SwarmPage,
//                                  monitor::SwarmColumn> { … };
template <typename Row, typename Query, typename PageType, typename Sort>
class MonitoredModel : public PagedModel<Row, Query, PageType, Sort> {
    using Base = PagedModel<Row, Query, PageType, Sort>;

public:
    MonitoredModel(Backend& backend, typename Base::Columns columns, QObject* parent)
        : Base(std::move(columns), parent)
        , m_backend(backend)
    {
        using PagePtr = typename Base::PagePtr;
        QObject::connect(&backend, &Backend::answered, this,
            monitor::ofKind<PagePtr>([this](const PagePtr& page) { this->take(page); }));
        QObject::connect(&backend, &Backend::exported, this,
            monitor::ofKind<PagePtr>([this](const PagePtr& slice) { this->takeSlice(slice); }));
    }

protected:
    // Whether the query is one that can be asked: a view of one swarm has none before the swarm is chosen.
    [[nodiscard]] virtual bool isAskable(const Query&) const { return true; }

    void ask(const Query& query) final
    {
        if (isAskable(query))
            Q_EMIT m_backend.ask(query);
    }
    void close() final { Q_EMIT m_backend.closeView(this->query().view); }
    void askExport(quint64 job, const Query& query) final { Q_EMIT m_backend.exportRows(job, query); }
    void sendCancel(quint64 job) final { Q_EMIT m_backend.cancelExport(job); }

private:
    Backend& m_backend;
};

} // namespace waggle::ui
