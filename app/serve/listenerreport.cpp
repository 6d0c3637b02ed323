// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/serve/listenerreport.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <vector>

namespace waggle::app {

using protocol::Transport;
using server::ListenerState;
using server::ListenerStates;

namespace {

// The event first, for people who read along.
QString line(const QString& event, const QJsonObject& rest = {})
{
    const QString head = QStringLiteral("{\"event\":\"") + event + u'"';
    return rest.isEmpty() ? head + u'}'
                          : head + u',' + QString::fromUtf8(QJsonDocument(rest).toJson(QJsonDocument::Compact)).mid(1);
}

QString nameOf(Transport transport)
{
    return transport == Transport::Http ? QStringLiteral("http") : QStringLiteral("udp");
}

QString addressOf(const ListenerState& state)
{
    const QString address = QString::fromStdString(state.wanted.address.text());
    return state.scope.isEmpty() ? address : address + u'%' + state.scope;
}

// The other transport of the same address: best on the same port, else (--udp-port 7000) the next one in order.
auto findTwin(std::vector<const ListenerState*>& states, const ListenerState& one)
{
    const auto same = [&](const ListenerState* other) {
        return other->transport != one.transport && other->wanted.address == one.wanted.address
            && other->scope == one.scope;
    };
    const auto samePort = std::find_if(states.begin(), states.end(),
        [&](const ListenerState* other) { return same(other) && other->port == one.port; });
    return samePort != states.end() ? samePort : std::find_if(states.begin(), states.end(), same);
}

} // namespace

ListenerReport::Lines ListenerReport::next(const ListenerStates& states)
{
    Lines lines;
    std::vector<const ListenerState*> fresh;
    std::map<Key, ListenerState> now;
    for (const ListenerState& state : states) {
        now[keyOf(state)] = state;
        const auto said = m_said.find(keyOf(state));
        const bool same = said != m_said.end() && said->second.state == state.state && said->second.port == state.port
            && said->second.problem == state.problem;
        if (same)
            continue;
        if (state.state == ListenerState::State::Listening)
            fresh.push_back(&state);
        else if (state.note)
            lines.notes += state.problem;
        else if (state.state == ListenerState::State::Retrying) {
            lines.problems += state.problem;
            if (m_json)
                lines.out += failed(state);
        }
    }
    m_said = std::move(now);
    while (!fresh.empty()) {
        const ListenerState* one = fresh.front();
        fresh.erase(fresh.begin());
        const auto twin = findTwin(fresh, *one);
        lines.out += listening(*one, twin == fresh.end() ? nullptr : *twin);
        if (twin != fresh.end())
            fresh.erase(twin);
    }
    return lines;
}

QString ListenerReport::event(const QString& name) const
{
    return m_json ? line(name) : name;
}

QString ListenerReport::listening(const ListenerState& one, const ListenerState* twin) const
{
    std::vector<const ListenerState*> both{&one};
    if (twin)
        both.insert(twin->transport == Transport::Http ? both.begin() : both.end(), twin);
    if (!m_json) {
        QString text = QStringLiteral("listening");
        for (const ListenerState* state : both)
            text += u' ' + state->announceUrl();
        return text;
    }
    QJsonObject object{{QStringLiteral("address"), addressOf(one)}};
    for (const ListenerState* state : both) {
        object.insert(nameOf(state->transport), state->announceUrl());
        object.insert(nameOf(state->transport) + QStringLiteral("Port"), state->port);
    }
    return line(QStringLiteral("listening"), object);
}

QString ListenerReport::failed(const ListenerState& one) const
{
    return line(QStringLiteral("failed"),
        {{QStringLiteral("transport"), nameOf(one.transport)}, {QStringLiteral("address"), addressOf(one)},
            {QStringLiteral("port"), one.wanted.port}, {QStringLiteral("why"), one.problem}});
}

} // namespace waggle::app
