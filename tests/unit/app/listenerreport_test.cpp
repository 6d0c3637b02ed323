// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/serve/listenerreport.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <gmock/gmock.h>

namespace waggle::app {
namespace {

using protocol::Address;
using protocol::Transport;
using server::ListenerState;
using testing::ElementsAre;
using testing::IsEmpty;
using State = ListenerState::State;

ListenerState on(Transport transport, const char* address, std::uint16_t port, std::uint16_t wanted = 0)
{
    ListenerState state;
    state.transport = transport;
    state.wanted = {*Address::parse(address), wanted};
    state.port = port;
    state.state = State::Listening;
    return state;
}

ListenerState failing(Transport transport, const char* address, const char* problem)
{
    ListenerState state = on(transport, address, 0, 6969);
    state.state = State::Retrying;
    state.problem = QLatin1String(problem);
    return state;
}

std::vector<std::string> plain(const QStringList& list)
{
    std::vector<std::string> result;
    for (const QString& text : list)
        result.push_back(text.toStdString());
    return result;
}

TEST(ListenerReport, saysOneLineAnAddress)
{
    ListenerReport report(false);
    const auto lines = report.next({on(Transport::Http, "127.0.0.1", 7000), on(Transport::Udp, "127.0.0.1", 7000),
        on(Transport::Http, "::1", 7001), on(Transport::Udp, "::1", 7001)});
    EXPECT_THAT(plain(lines.out),
        ElementsAre("listening http://127.0.0.1:7000/announce udp://127.0.0.1:7000/announce",
            "listening http://[::1]:7001/announce udp://[::1]:7001/announce"));
    EXPECT_THAT(lines.problems, IsEmpty());
    EXPECT_EQ(report.ready(), "ready");
    EXPECT_TRUE(report.stopped().isEmpty());
}

TEST(ListenerReport, putsHttpFirstAndPairsByPort)
{
    ListenerReport report(false);
    const auto lines = report.next({on(Transport::Udp, "10.0.0.1", 2, 2), on(Transport::Http, "10.0.0.1", 1, 1),
        on(Transport::Udp, "10.0.0.1", 1, 1), on(Transport::Http, "10.0.0.1", 2, 2)});
    EXPECT_THAT(plain(lines.out),
        ElementsAre("listening http://10.0.0.1:2/announce udp://10.0.0.1:2/announce",
            "listening http://10.0.0.1:1/announce udp://10.0.0.1:1/announce"));
}

TEST(ListenerReport, pairsDifferentPortsOfTheTransports)
{
    ListenerReport report(false);
    EXPECT_THAT(
        plain(report.next({on(Transport::Http, "0.0.0.0", 80, 80), on(Transport::Udp, "0.0.0.0", 6969, 6969)}).out),
        ElementsAre("listening http://0.0.0.0:80/announce udp://0.0.0.0:6969/announce"));
}

TEST(ListenerReport, saysWhatFailedAndLaterThatItWorks)
{
    ListenerReport report(false);
    auto lines
        = report.next({on(Transport::Http, "127.0.0.1", 6969, 6969), failing(Transport::Udp, "127.0.0.1", "In use.")});
    EXPECT_THAT(plain(lines.out), ElementsAre("listening http://127.0.0.1:6969/announce"));
    EXPECT_THAT(plain(lines.problems), ElementsAre("In use."));

    lines
        = report.next({on(Transport::Http, "127.0.0.1", 6969, 6969), failing(Transport::Udp, "127.0.0.1", "In use.")});
    EXPECT_THAT(lines.out, IsEmpty());
    EXPECT_THAT(lines.problems, IsEmpty()) << "each thing once";

    lines = report.next({on(Transport::Http, "127.0.0.1", 6969, 6969), on(Transport::Udp, "127.0.0.1", 6969, 6969)});
    EXPECT_THAT(plain(lines.out), ElementsAre("listening udp://127.0.0.1:6969/announce"));

    lines = report.next({failing(Transport::Http, "127.0.0.1", "Gone."), on(Transport::Udp, "127.0.0.1", 6969, 6969)});
    EXPECT_THAT(lines.out, IsEmpty());
    EXPECT_THAT(plain(lines.problems), ElementsAre("Gone."));
}

TEST(ListenerReport, keepsNotesAndWhatIsOffApart)
{
    ListenerReport report(true);
    ListenerState note = failing(Transport::Http, "::", "No IPv6 here.");
    note.note = true;
    ListenerState off = on(Transport::Udp, "10.0.0.1", 0);
    off.state = State::Off;
    const auto lines = report.next({note, off});
    EXPECT_THAT(lines.out, IsEmpty());
    EXPECT_THAT(lines.problems, IsEmpty());
    EXPECT_THAT(plain(lines.notes), ElementsAre("No IPv6 here."));
}

TEST(ListenerReport, speaksJsonOneObjectALine)
{
    ListenerReport report(true);
    ListenerState scoped = on(Transport::Http, "fe80::1", 7000);
    scoped.scope = QStringLiteral("eth0");
    const auto lines = report.next({scoped, failing(Transport::Udp, "10.0.0.1", "In \"use\".\n")});
    ASSERT_EQ(lines.out.size(), 2);
    const auto object = [](const QString& text) { return QJsonDocument::fromJson(text.toUtf8()).object(); };
    for (const QString& line : lines.out)
        EXPECT_FALSE(line.contains(u'\n'));
    const QJsonObject failed = object(lines.out[0]);
    EXPECT_EQ(failed["event"].toString(), "failed");
    EXPECT_EQ(failed["transport"].toString(), "udp");
    EXPECT_EQ(failed["address"].toString(), "10.0.0.1");
    EXPECT_EQ(failed["port"].toInt(), 6969);
    EXPECT_EQ(failed["why"].toString(), "In \"use\".\n");
    const QJsonObject listening = object(lines.out[1]);
    EXPECT_TRUE(lines.out[1].startsWith(QStringLiteral("{\"event\":\"listening\",")));
    EXPECT_EQ(listening["address"].toString(), "fe80::1%eth0");
    EXPECT_EQ(listening["http"].toString(), scoped.announceUrl());
    EXPECT_EQ(listening["httpPort"].toInt(), 7000);
    EXPECT_FALSE(listening.contains("udp"));
    EXPECT_EQ(report.ready(), "{\"event\":\"ready\"}");
    EXPECT_EQ(report.stopped(), "{\"event\":\"stopped\"}");
}

} // namespace
} // namespace waggle::app
