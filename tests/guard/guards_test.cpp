// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an announce costs what budgets.h allows. Counts, not times: they are the same on a busy machine.
#include "tests/guard/askers.h"
#include "tests/guard/budgets.h"
#include "tests/guard/tracer.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>
#include <iostream>
#include <numeric>

namespace waggle::guard {

namespace {

constexpr int kPatienceMs = 200'000;

struct Way {
    const char* name; // as guard_work takes it
    double Budget::*budget;
};
constexpr Way kWays[] = {{"udp", &Budget::udp}, {"http", &Budget::http}, {"http-close", &Budget::httpClose}};

void PrintTo(const Way& way, std::ostream* out)
{
    *out << way.name;
}

class Guard : public ::testing::TestWithParam<Way> {
protected:
    // `what` an ask costs. `least`: less than that and the counting itself is broken.
    static void check(const char* what, double each, const Budget& budget, double least)
    {
        const double most = budget.*GetParam().budget;
        std::cout << GetParam().name << ": " << each << ' ' << what << " a request, budget " << most << std::endl;
        EXPECT_LE(each, most) << what << " a request; tests/guard/budgets.h";
        EXPECT_GE(each, least);
    }
};

struct Output {
    int status = -1;
    QString text;
};

Output run(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(program, arguments);
    if (!process.waitForFinished(kPatienceMs))
        return {};
    return {
        process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, QString::fromUtf8(process.readAll())};
}

QStringList workOf(const char* who, std::size_t rounds)
{
    return {QString::fromLatin1(Guard::GetParam().name), QString::fromLatin1(who), QString::number(rounds)};
}

// The numbers behind `word` at the beginning of a line.
std::vector<double> numbersAfter(const QString& text, const QString& word)
{
    std::vector<double> numbers;
    for (const QString& line : text.split(u'\n')) {
        if (!line.startsWith(word))
            continue;
        for (const QString& number : line.mid(word.size()).split(u' ', Qt::SkipEmptyParts))
            numbers.push_back(number.toDouble());
    }
    return numbers;
}

TEST_P(Guard, AllocationsAndLocks)
{
    constexpr std::size_t kRounds = 256;
    const Output output = run(QStringLiteral(WAGGLE_GUARD_WORK), workOf("known", kRounds));
    ASSERT_EQ(output.status, 0) << output.text.toStdString();
    const auto counted = numbersAfter(output.text, QStringLiteral("counted "));
    ASSERT_EQ(counted.size(), 3u);
    ASSERT_EQ(counted[0], 1) << "allocations are not counted";
    check("allocations", counted[1] / (kRounds * kRoundSize), kAllocations, 0);
    check("locks", counted[2] / (kRounds * kRoundSize), kLocks, 0.9);
}

std::string listOf(const SystemCalls& calls)
{
    std::string text;
    for (const auto& [number, count] : calls)
        text += "  " + std::to_string(count) + ' ' + nameOfSystemCall(number);
    return text;
}

unsigned sumOf(const SystemCalls& calls)
{
    return std::accumulate(
        calls.begin(), calls.end(), 0u, [](unsigned sum, const auto& call) { return sum + call.second; });
}

// The median round: a packet that the kernel delivers late, or a timer that fires, makes a single one dearer.
TEST_P(Guard, SystemCalls)
{
    constexpr std::size_t kRounds = 64;
    std::vector<std::string> command{WAGGLE_GUARD_WORK};
    for (const QString& word : workOf("all", kRounds))
        command.push_back(word.toStdString());
    command.push_back("marks");
    auto trace = traceSystemCalls(command);
    if (!trace)
        GTEST_SKIP() << "this system does not let one process trace another";
    ASSERT_TRUE(trace->isDone);
    ASSERT_EQ(trace->rounds.size(), kRounds);
    const auto median = trace->rounds.begin() + kRounds / 2;
    std::nth_element(trace->rounds.begin(), median, trace->rounds.end(),
        [](const SystemCalls& a, const SystemCalls& b) { return sumOf(a) < sumOf(b); });
    std::cout << GetParam().name << ", 64 requests:" << listOf(*median) << std::endl;
    check("system calls", double(sumOf(*median)) / kRoundSize, kSystemCalls, 2.0 / kRoundSize);
}

double instructions(const QString& valgrind, const QString& folder, std::size_t rounds)
{
    const QString file = folder + QStringLiteral("/out.%1").arg(rounds);
    const QStringList tool{QStringLiteral("--tool=callgrind"), QStringLiteral("--toggle-collect=waggleGuardTurn"),
        QStringLiteral("--callgrind-out-file=") + file, QStringLiteral(WAGGLE_GUARD_WORK)};
    const Output output = run(valgrind, tool + workOf("all", rounds));
    EXPECT_EQ(output.status, 0) << output.text.toStdString();
    QFile result(file);
    EXPECT_TRUE(result.open(QIODevice::ReadOnly));
    const auto totals = numbersAfter(QString::fromUtf8(result.readAll()), QStringLiteral("totals: "));
    return totals.size() == 1 ? totals.front() : 0;
}

TEST_P(Guard, Instructions)
{
    const QString valgrind = QStandardPaths::findExecutable(QStringLiteral("valgrind"));
    if (valgrind.isEmpty())
        GTEST_SKIP() << "valgrind is not installed";
    const QTemporaryDir folder;
    constexpr std::size_t kRounds = 128;
    const double all = instructions(valgrind, folder.path(), kRounds);
    check("instructions", all / (kRounds * kRoundSize), kInstructions, 500);
}

INSTANTIATE_TEST_SUITE_P(Announces, Guard, ::testing::ValuesIn(kWays), [](const auto& one) {
    std::string name = one.param.name;
    name.erase(std::remove(name.begin(), name.end(), '-'), name.end());
    return name;
});

} // namespace

} // namespace waggle::guard
