// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/report/reporttext.h"

#include "core/text/words.h"

namespace waggle::remote {

namespace markdown {
namespace {

// Text as text: no emphasis, links, tables or HTML come of it, not even the links that some readers make of "http://",
// "www." and "name@host" by themselves.
QString escaped(const QString& text)
{
    static const QString kSpecial = QStringLiteral("\\`*_{}[]<>#|~&!@$");
    QString out;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        const bool isLink = (c == u':' && QStringView(text).mid(at + 1).startsWith(u"//"))
            || (c == u'.' && QStringView(text).first(at).endsWith(u"www", Qt::CaseInsensitive));
        if (isLink || kSpecial.contains(c))
            out += u'\\';
        out += c;
    }
    return out;
}

QString cell(const std::optional<qint64>& value)
{
    return value ? QString::number(*value) : QStringLiteral("\u2013");
}

QString cell(const QString& text)
{
    return text.isEmpty() ? QStringLiteral("\u2013") : escaped(text);
}

QString row(const QStringList& cells)
{
    return QLatin1String("| ") + cells.join(QLatin1String(" | ")) + QLatin1String(" |\n");
}

QString legTable(const Report& report)
{
    if (report.record.legs.empty())
        return {};
    QString out = row({Words::tr("Leg"), Words::tr("State"), Words::tr("DNS ms"), Words::tr("Connect ms"),
        Words::tr("TLS ms"), Words::tr("First byte ms"), Words::tr("Lost"), Words::tr("Interval s"),
        Words::tr("Seeders"), Words::tr("Leechers"), Words::tr("Peers"), Words::tr("Scrape"), Words::tr("Message")});
    out += QStringLiteral("|---").repeated(13) + QLatin1String("|\n");
    for (std::size_t leg = 0; leg < report.record.legs.size(); ++leg) {
        const LegFigures figures = legFigures(report, leg);
        out += row({cell(legName(figures)), stateText(figures.state), millisecondsText(figures.dns),
            millisecondsText(figures.connect), millisecondsText(figures.tls), millisecondsText(figures.firstByte),
            QStringLiteral("%1/%2").arg(figures.lost).arg(figures.sent), cell(figures.interval), cell(figures.seeders),
            cell(figures.leechers), cell(figures.peers), cell(figures.scrape), cell(figures.message)});
    }
    return out + QLatin1Char('\n');
}

QString findingItem(const Report& report, const Finding& finding)
{
    QString head = QStringLiteral("- **%1** %2: %3")
                       .arg(QString::fromLatin1(finding.kind->id), QString::fromLatin1(severityText(finding.severity)),
                           escaped(title(*finding.kind)));
    if (finding.kind->bep != 0)
        head += QStringLiteral(" (BEP %1)").arg(finding.kind->bep);
    if (finding.leg >= 0 && static_cast<std::size_t>(finding.leg) < report.record.legs.size())
        head += QLatin1String(", ") + escaped(legName(legFigures(report, static_cast<std::size_t>(finding.leg))));
    const QString evidence = escaped(shownText(report.record.url, finding.evidence));
    return head + QLatin1Char('\n')
        + (evidence.isEmpty() ? QString() : Words::tr("  - Evidence: %1").arg(evidence) + QLatin1Char('\n'))
        + Words::tr("  - Advice: %1").arg(escaped(advice(*finding.kind))) + QLatin1Char('\n');
}

QString section(const Report& report)
{
    QString out = QStringLiteral("## %1: %2\n\n").arg(escaped(report.record.url.shown()), stateText(report.state));
    out += Words::tr("Checked %1, took %2 ms")
               .arg(whenText(report.record.startedMs), millisecondsText(report.record.elapsed));
    out += report.complete ? QStringLiteral(".\n\n") : Words::tr("; not finished.") + QLatin1String("\n\n");
    out += legTable(report);
    for (const Finding& finding : report.findings)
        if (finding.kind)
            out += findingItem(report, finding);
    if (report.findings.empty())
        out += Words::tr("Nothing found.") + QLatin1Char('\n');
    for (const QString& line : untestedLines(report))
        out += QLatin1String("- ") + escaped(line) + QLatin1Char('\n');
    return out + QLatin1Char('\n');
}

} // namespace
} // namespace markdown

QString toMarkdown(const std::vector<ReportPtr>& reports)
{
    QString out = QLatin1String("# ") + Words::tr("Remote trackers") + QLatin1String("\n\n");
    for (const ReportPtr& report : reports)
        if (report)
            out += markdown::section(*report);
    out += QLatin1String("## ") + Words::tr("Not decidable from one place") + QLatin1String("\n\n");
    for (const QString& what : undecidable())
        out += QLatin1String("- ") + what + QLatin1Char('\n');
    return out;
}

} // namespace waggle::remote
