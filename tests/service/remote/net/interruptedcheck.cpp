// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/service/remote/net/interruptedcheck.h"

#include "core/remote/check/checkrun.h"
#include "core/remote/net/stream.h"

#include <QAbstractEventDispatcher>
#include <QtCore/qtestsupport_core.h>

#include <gtest/gtest.h>

#include <utility>

namespace waggle::test {
namespace {

using namespace remote;

constexpr int kWaitMs = 120'000;

// The real client, and somebody who looks on.
class WatchedClient final : public LegClient {
public:
    WatchedClient(std::unique_ptr<LegClient> client, std::function<void()> asked)
        : m_client(std::move(client))
        , m_asked(std::move(asked))
    {
    }
    void ask(const Step& step, Done done) override
    {
        m_client->ask(step, std::move(done));
        m_asked();
    }
    void cancel() override { m_client->cancel(); }
    void sendStopped(const Step& step) override { m_client->sendStopped(step); }

private:
    std::unique_ptr<LegClient> m_client;
    std::function<void()> m_asked;
};

// Goodbyes outlive their check (sendAlone()).
bool haveGoodbyesEnded()
{
    return QAbstractEventDispatcher::instance()->findChildren<Stream*>().isEmpty();
}

} // namespace

bool checkAndCancel(const QString& url, const CheckOptions& options, int question)
{
    const auto parsed = TrackerUrl::parse(url);
    if (!parsed)
        return false;
    int asked = 0;
    bool isFinished = false, isCancelled = false;
    CheckRun* running = nullptr;
    auto world = realWorld(options);
    world.makeClient = [&](const LegContext& context) -> std::unique_ptr<LegClient> {
        return std::make_unique<WatchedClient>(makeLegClient(context), [&] {
            if (++asked == question)
                QMetaObject::invokeMethod(running, &CheckRun::cancel, Qt::QueuedConnection);
        });
    };
    {
        CheckRun run({*parsed}, options, {}, std::move(world), nullptr);
        running = &run;
        QObject::connect(&run, &CheckRun::finished, &run, [&](bool cancelled) {
            isFinished = true;
            isCancelled = cancelled;
        });
        run.start();
        EXPECT_TRUE(QTest::qWaitFor([&] { return isFinished; }, kWaitMs)) << url.toStdString();
    }
    EXPECT_TRUE(QTest::qWaitFor(haveGoodbyesEnded, kWaitMs)) << url.toStdString();
    return isCancelled;
}

} // namespace waggle::test
