// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/monitor/views.h"

#include "core/monitor/answers.h"

#include <tuple>

namespace waggle::monitor {

namespace {

// A table's query can keep the order of its last answer; the others have no order.
template <typename AnyQuery>
concept TableQuery = std::derived_from<AnyQuery, QueryHead>;

template <typename AnyQuery>
struct Standing {
    AnyQuery query;
    Pace pace;
};

template <TableQuery AnyQuery>
struct Standing<AnyQuery> {
    using PagePtr = decltype(answer(std::declval<const Sources&>(), std::declval<const AnyQuery&>(), nullptr));
    AnyQuery query;
    Pace pace;
    PagePtr last; // the answer whose order a held query keeps
    AnyQuery lastQuery;
};

template <typename AnyQuery>
Answer answerTo(const Sources& sources, Standing<AnyQuery>& view)
{
    return answer(sources, view.query);
}

template <typename PagePtr>
PagePtr withPlaces(const PagePtr& page, const QueryHead& before, const QueryHead& query)
{
    auto placed = std::make_shared<std::remove_const_t<typename PagePtr::element_type>>(*page);
    placed->trackedRows = heldPlaces(*page, before.tracked, query.tracked);
    return placed;
}

template <TableQuery AnyQuery>
Answer answerTo(const Sources& sources, Standing<AnyQuery>& view)
{
    const bool keepsOrder = view.query.held && view.last && sameRows(view.query, view.lastQuery);
    auto page = answer(sources, view.query, keepsOrder ? view.last.get() : nullptr);
    if (keepsOrder)
        page = withPlaces(page, view.lastQuery, view.query);
    view.last = page;
    view.lastQuery = view.query;
    return page;
}

template <typename AnyQuery>
using StandingOf = std::map<std::uint64_t, Standing<AnyQuery>>;

template <typename Variant>
struct MapsOf;
template <typename... Queries>
struct MapsOf<std::variant<Queries...>> {
    using Type = std::tuple<StandingOf<Queries>...>;
};

} // namespace

class Views::Standings {
public:
    template <typename AnyQuery>
    auto& of()
    {
        return std::get<StandingOf<AnyQuery>>(m_maps);
    }
    template <typename F>
    void forEach(F f)
    {
        std::apply([&f](auto&... maps) { (f(maps), ...); }, m_maps);
    }
    template <typename View>
    static void answerOne(const Sources& sources, View& view, const Publish& publish)
    {
        view.pace.time([&] { publish(answerTo(sources, view)); });
    }

private:
    MapsOf<Query>::Type m_maps;
};

Views::Views(Publish publish)
    : m_publish(std::move(publish))
    , m_standings(std::make_unique<Standings>())
{
}

Views::~Views() = default;

void Views::ask(const Sources& sources, const Query& query)
{
    std::visit(
        [&](const auto& one) {
            using AnyQuery = std::decay_t<decltype(one)>;
            if constexpr (std::is_same_v<AnyQuery, DetailQuery>) { // answered once
                m_publish(answer(sources, one));
            } else {
                auto& view = m_standings->of<AnyQuery>()[one.view];
                view.query = one;
                Standings::answerOne(sources, view, m_publish);
            }
        },
        query);
}

void Views::close(std::uint64_t view)
{
    m_standings->forEach([view](auto& map) { map.erase(view); });
}

void Views::answerDue(const Sources& sources)
{
    m_standings->forEach([&](auto& map) {
        for (auto& [id, view] : map)
            if (view.pace.isDue())
                Standings::answerOne(sources, view, m_publish);
    });
}

bool Views::anyPeers() const
{
    return !m_standings->of<PeerQuery>().empty();
}

} // namespace waggle::monitor
