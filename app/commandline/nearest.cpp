// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commandline/nearest.h"

#include <algorithm>
#include <vector>

namespace waggle::app {

namespace {

// Letters to put in, leave out, change or swap with their neighbour (Damerau and Levenshtein).
int editsBetween(const QString& from, const QString& to)
{
    std::vector<std::vector<int>> edits(
        static_cast<std::size_t>(from.size()) + 1, std::vector<int>(static_cast<std::size_t>(to.size()) + 1));
    for (std::size_t i = 0; i < edits.size(); ++i) {
        for (std::size_t j = 0; j < edits[i].size(); ++j) {
            if (i == 0 || j == 0) {
                edits[i][j] = static_cast<int>(i + j);
                continue;
            }
            const auto f = static_cast<qsizetype>(i) - 1;
            const auto t = static_cast<qsizetype>(j) - 1;
            const int changed = edits[i - 1][j - 1] + (from[f] == to[t] ? 0 : 1);
            edits[i][j] = std::min({changed, edits[i - 1][j] + 1, edits[i][j - 1] + 1});
            if (f > 0 && t > 0 && from[f] == to[t - 1] && from[f - 1] == to[t])
                edits[i][j] = std::min(edits[i][j], edits[i - 2][j - 2] + 1);
        }
    }
    return edits.back().back();
}

} // namespace

QString nearest(const QString& word, const QStringList& known)
{
    QString best;
    int fewest = 0;
    for (const QString& candidate : known) {
        const qsizetype most = std::max<qsizetype>(1, candidate.size() / 3);
        if (std::abs(candidate.size() - word.size()) > most)
            continue;
        const int edits = editsBetween(word, candidate);
        if (edits <= most && (best.isEmpty() || edits < fewest)) {
            best = candidate;
            fewest = edits;
        }
    }
    return best;
}

} // namespace waggle::app
