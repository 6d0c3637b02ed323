// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/check/hostpace.h"
#include "core/remote/check/jobqueue.h"
#include "core/remote/checkoptions.h"

#include <gmock/gmock.h>

namespace waggle::remote {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

const QString kA = QStringLiteral("a");
const QString kB = QStringLiteral("b");

class JobQueueTest : public testing::Test {
protected:
    void add(JobQueue& queue, const QString& host, int number) { queue.enqueue(host, noting(number)); }
    JobQueue::Start noting(int number)
    {
        return [this, number](std::unique_ptr<JobQueue::Place> place) {
            m_started.push_back(number);
            m_places[number] = std::move(place);
        };
    }
    void end(int number) { m_places.extract(number); } // others start while it goes
    std::vector<int> m_started;
    std::map<int, std::unique_ptr<JobQueue::Place>> m_places;
};

TEST_F(JobQueueTest, StartsInOrderAndNeverMoreThanItsJobs)
{
    JobQueue queue(2, 10);
    for (int i = 0; i < 4; ++i)
        add(queue, kA, i);
    EXPECT_THAT(m_started, ElementsAre(0, 1));
    EXPECT_EQ(queue.running(), 2);
    end(1);
    EXPECT_THAT(m_started, ElementsAre(0, 1, 2));
    end(0);
    EXPECT_THAT(m_started, ElementsAre(0, 1, 2, 3));
    m_places.clear();
    EXPECT_EQ(queue.running(), 0);
}

TEST_F(JobQueueTest, LetsOthersPassAHostThatIsFull)
{
    JobQueue queue(10, 1);
    add(queue, kA, 0);
    add(queue, kA, 1);
    add(queue, kB, 2);
    add(queue, {}, 3); // no host: no limit of its own
    add(queue, {}, 4);
    EXPECT_THAT(m_started, ElementsAre(0, 2, 3, 4));
    end(0);
    EXPECT_THAT(m_started, ElementsAre(0, 2, 3, 4, 1));
    m_places.clear();
}

TEST_F(JobQueueTest, LetsAJobThatGoesOnWaitForAsManyAsRunAtOnce)
{
    JobQueue queue(2, 10);
    for (int i = 0; i < 6; ++i)
        add(queue, kA, i);
    end(0); // 2 starts
    queue.enqueueAgain(kA, noting(10));
    end(1); // 3
    queue.enqueueAgain(kA, noting(11));
    for (const int ended : {2, 3, 4, 10})
        end(ended);
    EXPECT_THAT(m_started, ElementsAre(0, 1, 2, 3, 4, 10, 11, 5));
    m_places.clear();
    queue.enqueueAgain(kA, noting(12)); // nobody waits
    EXPECT_EQ(m_started.back(), 12);
    m_places.clear();
}

TEST_F(JobQueueTest, ForgetsWhatWaitsWhenCleared)
{
    JobQueue queue(1, 1);
    add(queue, kA, 0);
    add(queue, kA, 1);
    queue.clear();
    end(0);
    EXPECT_THAT(m_started, ElementsAre(0));
}

TEST_F(JobQueueTest, LetsAJobEndOrAskWhileItStarts)
{
    JobQueue queue(1, 1);
    int ended = 0;
    for (int i = 0; i < 10'000; ++i) // not nested, or the stack would not do
        queue.enqueue(kA, [&](std::unique_ptr<JobQueue::Place>) { ++ended; });
    EXPECT_EQ(ended, 10'000);
    queue.enqueue(kA, [&](std::unique_ptr<JobQueue::Place> place) {
        add(queue, kA, 1);
        EXPECT_THAT(m_started, IsEmpty());
        place.reset();
    });
    EXPECT_THAT(m_started, ElementsAre(1));
    m_places.clear();
}

TEST_F(JobQueueTest, AlwaysHasAPlace)
{
    JobQueue queue(0, -1);
    add(queue, kA, 0);
    EXPECT_THAT(m_started, ElementsAre(0));
    m_places.clear();
}

TEST(HostPaceTest, KeepsRequestsToAHostApart)
{
    HostPace pace(250ms);
    EXPECT_EQ(pace.reserve(kA, 1000ms), 0ms);
    EXPECT_EQ(pace.reserve(kA, 1000ms), 250ms);
    EXPECT_EQ(pace.reserve(kA, 1100ms), 400ms);
    EXPECT_EQ(pace.reserve(kB, 1100ms), 0ms);
    EXPECT_EQ(pace.reserve(kA, 5000ms), 0ms);
    EXPECT_EQ(pace.reserve({}, 5000ms), 0ms);
    EXPECT_EQ(pace.reserve({}, 5000ms), 0ms);
}

TEST(ProxyTest, IsReadAndShownWithoutItsUser)
{
    struct Row {
        const char* text;
        Proxy::Kind kind;
        const char* host;
        int port;
        const char* user;
        const char* password;
        const char* shown;
    };
    for (const Row& row :
        {Row{"socks5://192.0.2.1", Proxy::Kind::Socks5, "192.0.2.1", 1080, "", "", "socks5://192.0.2.1:1080"},
            Row{"socks5h://bee:h%40ney@proxy.example:9050", Proxy::Kind::Socks5, "proxy.example", 9050, "bee", "h@ney",
                "socks5://proxy.example:9050"},
            Row{" http://[2001:db8::1]:3128/ ", Proxy::Kind::Http, "2001:db8::1", 3128, "", "",
                "http://[2001:db8::1]:3128"},
            Row{"HTTP://proxy.example", Proxy::Kind::Http, "proxy.example", 8080, "", "",
                "http://proxy.example:8080"}}) {
        const auto proxy = Proxy::parse(QLatin1String(row.text));
        ASSERT_TRUE(proxy) << row.text;
        EXPECT_EQ(proxy->kind, row.kind) << row.text;
        EXPECT_EQ(proxy->host, QLatin1String(row.host));
        EXPECT_EQ(proxy->port, row.port);
        EXPECT_EQ(proxy->user, QLatin1String(row.user));
        EXPECT_EQ(proxy->password, QLatin1String(row.password));
        EXPECT_EQ(proxy->text(), QLatin1String(row.shown));
    }
    EXPECT_TRUE(Proxy().text().isEmpty());
}

TEST(ProxyTest, SaysWhatIsWrong)
{
    const std::pair<const char*, const char*> rows[] = {{"", "begins with"}, {"proxy.example:1080", "begins with"},
        {"https://proxy.example", "begins with"}, {"socks4://proxy.example", "begins with"},
        {"socks5://", "host is missing"}, {"socks5://:1080", "host is missing"}, {"socks5://h:99999", ""},
        {"socks5://h:0", "port"}, {"http://h:1/x", "Nothing stands behind"}, {"http://h?x", "Nothing stands behind"},
        {"http://h#x", "Nothing stands behind"}};
    for (const auto& [text, words] : rows) {
        const auto proxy = Proxy::parse(QLatin1String(text));
        ASSERT_FALSE(proxy) << text;
        EXPECT_THAT(proxy.error().message, testing::HasSubstr(words)) << text;
    }
    const auto longUser = Proxy::parse(QStringLiteral("socks5://%1@h").arg(QString(256, u'x')));
    ASSERT_FALSE(longUser);
    EXPECT_THAT(longUser.error().message, testing::HasSubstr("255"));
}

} // namespace
} // namespace waggle::remote
