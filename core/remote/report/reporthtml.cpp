// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/reporttext.h"

#include "core/text/words.h"

namespace waggle::remote {

namespace html {
namespace {

// No script, no picture, nothing loaded: whatever a tracker wrote, the page only shows it.
constexpr char kHead[] = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<style>
:root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --line: #d0d7de; --soft: #57606a;
  --good: #1a7f37; --weak: #9a6700; --bad: #cf222e; --info: #0969da; }
@media (prefers-color-scheme: dark) {
  :root { --back: #16191d; --text: #e6edf3; --line: #3d444d; --soft: #9198a1;
    --good: #3fb950; --weak: #d29922; --bad: #f85149; --info: #4493f8; } }
body { background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; }
h2 { border-top: 1px solid var(--line); padding-top: 1em; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .25em .75em; text-align: left; vertical-align: top; }
td.n { text-align: right; }
.soft { color: var(--soft); }
.tag { border: 1px solid currentColor; border-radius: 1em; font-size: .8em; padding: .1em .6em; white-space: nowrap; }
.up { color: var(--good); } .degraded, .warning { color: var(--weak); } .down, .error, .fatal { color: var(--bad); }
.restricted, .note { color: var(--info); } .unknown { color: var(--soft); }
dt { margin-top: 1em; } dd { margin-left: 1.5em; overflow-wrap: anywhere; }
</style>
)";

QString escaped(const QString& text)
{
    return text.toHtmlEscaped();
}

// A tracker's words: their direction ends with them.
QString words(const QString& text)
{
    return text.isEmpty() ? QStringLiteral("\u2013") : QLatin1String("<bdi>") + escaped(text) + QLatin1String("</bdi>");
}

QString tag(const QString& name) // a state or severity of ours, the class of that name
{
    return QStringLiteral("<span class=\"tag %1\">%1</span>").arg(name);
}

QString cell(const QString& html)
{
    return QLatin1String("<td>") + html + QLatin1String("</td>");
}

QString numberCell(const QString& text)
{
    return QLatin1String("<td class=\"n\">") + text + QLatin1String("</td>");
}

QString numberCell(const std::optional<qint64>& value)
{
    return numberCell(value ? QString::number(*value) : QStringLiteral("\u2013"));
}

QString legRow(const Report& report, std::size_t leg)
{
    const LegFigures figures = legFigures(report, leg);
    QString out = QLatin1String("<tr>") + cell(escaped(legName(figures))) + cell(tag(stateText(figures.state)));
    for (const auto& time : {figures.dns, figures.connect, figures.tls, figures.firstByte})
        out += numberCell(millisecondsText(time));
    out += numberCell(QStringLiteral("%1/%2").arg(figures.lost).arg(figures.sent));
    for (const auto& count : {figures.interval, figures.seeders, figures.leechers, figures.peers})
        out += numberCell(count);
    return out + cell(words(figures.scrape)) + cell(words(figures.message)) + QLatin1String("</tr>\n");
}

QString legTable(const Report& report)
{
    if (report.record.legs.empty())
        return {};
    QString out = QStringLiteral("<div class=\"scroll\"><table>\n<tr>");
    for (const QString& name :
        {Words::tr("Leg"), Words::tr("State"), Words::tr("DNS ms"), Words::tr("Connect ms"), Words::tr("TLS ms"),
            Words::tr("First byte ms"), Words::tr("Lost"), Words::tr("Interval s"), Words::tr("Seeders"),
            Words::tr("Leechers"), Words::tr("Peers"), Words::tr("Scrape"), Words::tr("Message")})
        out += QLatin1String("<th>") + escaped(name) + QLatin1String("</th>");
    out += QLatin1String("</tr>\n");
    for (std::size_t leg = 0; leg < report.record.legs.size(); ++leg)
        out += legRow(report, leg);
    return out + QLatin1String("</table></div>\n");
}

QString findingItem(const Report& report, const Finding& finding)
{
    const FindingKind& kind = *finding.kind;
    QString out = QStringLiteral("<dt><b>%1</b> ").arg(QString::fromLatin1(kind.id))
        + tag(QString::fromLatin1(severityText(finding.severity))) + QLatin1Char(' ') + escaped(title(kind));
    QStringList where;
    if (finding.leg >= 0 && static_cast<std::size_t>(finding.leg) < report.record.legs.size())
        where += escaped(legName(legFigures(report, static_cast<std::size_t>(finding.leg))));
    if (kind.bep != 0)
        where += QStringLiteral("BEP %1").arg(kind.bep);
    if (!where.isEmpty())
        out += QLatin1String(" <span class=\"soft\">") + where.join(QLatin1String(", ")) + QLatin1String("</span>");
    out += QLatin1String("</dt>\n");
    const QString evidence = shownText(report.record.url, finding.evidence);
    if (!evidence.isEmpty())
        out += QLatin1String("<dd>") + words(evidence) + QLatin1String("</dd>\n");
    return out + QLatin1String("<dd class=\"soft\">") + escaped(advice(kind)) + QLatin1String("</dd>\n");
}

QString section(const Report& report)
{
    const QString took = Words::tr("Checked %1, took %2 ms")
                             .arg(whenText(report.record.startedMs), millisecondsText(report.record.elapsed))
        + (report.complete ? QStringLiteral(".") : Words::tr("; not finished."));
    QString out = QLatin1String("<h2>") + escaped(report.record.url.shown()) + QLatin1Char(' ')
        + tag(stateText(report.state)) + QLatin1String("</h2>\n<p class=\"soft\">") + escaped(took)
        + QLatin1String("</p>\n") + legTable(report);
    if (report.findings.empty()) {
        out += QLatin1String("<p>") + escaped(Words::tr("Nothing found.")) + QLatin1String("</p>\n");
    } else {
        out += QLatin1String("<dl>\n");
        for (const Finding& finding : report.findings)
            if (finding.kind)
                out += findingItem(report, finding);
        out += QLatin1String("</dl>\n");
    }
    for (const QString& line : untestedLines(report))
        out += QLatin1String("<p class=\"soft\">") + escaped(line) + QLatin1String("</p>\n");
    return out;
}

} // namespace
} // namespace html

QString toHtml(const std::vector<ReportPtr>& reports)
{
    const QString name = html::escaped(Words::tr("Remote trackers"));
    QString out = QString::fromLatin1(html::kHead) + QLatin1String("<title>") + name
        + QLatin1String("</title>\n</head>\n<body>\n<h1>") + name + QLatin1String("</h1>\n");
    for (const ReportPtr& report : reports)
        if (report)
            out += html::section(*report);
    out += QLatin1String("<h2>") + html::escaped(Words::tr("Not decidable from one place"))
        + QLatin1String("</h2>\n<ul>\n");
    for (const QString& what : undecidable())
        out += QLatin1String("<li>") + html::escaped(what) + QLatin1String("</li>\n");
    return out + QLatin1String("</ul>\n</body>\n</html>\n");
}

} // namespace waggle::remote
