// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/torrent/safename.h"

namespace waggle::torrent {

namespace {

constexpr char32_t kEllipsis = 0x2026;
constexpr qsizetype kEllipsisBytes = 3;
constexpr char32_t kReplacement = 0xfffd;

// The next code point; half a surrogate pair becomes the replacement character.
char32_t take(const QString& text, qsizetype& at)
{
    const QChar first = text[at++];
    if (!first.isSurrogate())
        return first.unicode();
    if (first.isHighSurrogate() && at < text.size() && text[at].isLowSurrogate())
        return QChar::surrogateToUcs4(first, text[at++]);
    return kReplacement;
}

bool mustShowEscaped(char32_t c)
{
    constexpr char32_t kNonJoiner = 0x200c; // both belong to words of Persian and to joined emoji
    constexpr char32_t kJoiner = 0x200d;
    switch (QChar::category(c)) {
    case QChar::Other_Control:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return true;
    case QChar::Other_Format:
        return c != kNonJoiner && c != kJoiner;
    default:
        return false;
    }
}

QString shown(char32_t c)
{
    if (!mustShowEscaped(c))
        return QString::fromUcs4(&c, 1);
    return c <= 0xffff ? QStringLiteral("\\u%1").arg(static_cast<uint>(c), 4, 16, QLatin1Char('0'))
                       : QStringLiteral("\\U%1").arg(static_cast<uint>(c), 8, 16, QLatin1Char('0'));
}

} // namespace

QString safeText(const QString& raw, qsizetype maxBytes)
{
    QString text;
    qsizetype bytes = 0;
    qsizetype cutAt = 0; // the last place where the ellipsis still fits
    for (qsizetype at = 0; at < raw.size();) {
        const QString piece = shown(take(raw, at));
        bytes += piece.toUtf8().size();
        if (bytes > maxBytes) {
            text.truncate(cutAt);
            return text + QString::fromUcs4(&kEllipsis, 1);
        }
        text += piece;
        if (bytes + kEllipsisBytes <= maxBytes)
            cutAt = text.size();
    }
    return text;
}

QString safeName(const QString& raw)
{
    return safeText(raw, kMaxName);
}

} // namespace waggle::torrent
