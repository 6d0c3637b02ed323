// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/wire/dns.h"
#include "core/torrent/safename.h"

#include "core/text/words.h"

#include <algorithm>

namespace waggle::remote::dns {

namespace {

constexpr std::size_t kMaxPorts = 64;
constexpr qsizetype kMaxMalformed = 16;
constexpr qsizetype kMaxShown = 60; // bytes of a word that is told of
constexpr qsizetype kMaxString = 255; // longer records must be split

class Bep34Reader {
public:
    void read(const std::vector<QByteArray>& strings)
    {
        QByteArray text;
        for (const QByteArray& string : strings)
            text += string;
        const QByteArray plain = text.trimmed();
        const QByteArray word = firstWord(text);
        if (word == "BITTORRENT") {
            ++m_records;
            m_result.present = true;
            if (strings.size() > 1 && text.size() <= kMaxString)
                tell(Words::tr("The record is split into %1 strings.").arg(strings.size()));
            readWords(text.mid(word.size()));
        } else if (plain.startsWith('"') && firstWord(plain.mid(1)).toUpper().startsWith("BITTORRENT")) {
            tell(Words::tr("The record has quotation marks of its own, so that it does not begin with BITTORRENT."));
        } else if (firstWord(plain) == "BITTORRENT") {
            tell(Words::tr("The record begins with a space."));
        } else if (firstWord(plain).toUpper() == "BITTORRENT") {
            tell(Words::tr("BITTORRENT is not in upper case: %1.").arg(shown(firstWord(plain))));
        }
    }

    Bep34 take()
    {
        if (m_records > 1)
            tell(Words::tr("There are %1 records: which one holds is not said.").arg(m_records));
        m_result.denied = m_result.present && m_result.ports.empty() && !m_meantPort;
        return std::move(m_result);
    }

private:
    static QByteArray upTo(const QByteArray& text, char mark)
    {
        const auto end = text.indexOf(mark);
        return end < 0 ? text : text.left(end);
    }
    static QByteArray firstWord(const QByteArray& text) { return upTo(text, ' '); }
    static QString shown(const QByteArray& word) { return torrent::safeText(QString::fromUtf8(word), kMaxShown); }

    void readWords(const QByteArray& text)
    {
        for (const QByteArray& word : text.split(' ')) {
            if (!word.isEmpty())
                readWord(word);
        }
    }

    // Unknown words are there for the future and for readers; one that is nearly a port is a mistake.
    void readWord(const QByteArray& word)
    {
        const QByteArray protocol = upTo(word, ':');
        const QByteArray upper = protocol.toUpper();
        if (upper != "UDP" && upper != "TCP")
            return;
        const QByteArray digits = word.mid(protocol.size() + 1);
        const bool areDigits = !digits.isEmpty()
            && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
        const uint port = areDigits && digits.size() <= 5 ? digits.toUInt() : 0;
        if (protocol != upper || port == 0 || port > 0xffff) {
            m_meantPort = true;
            tell(Words::tr("%1 is neither UDP: nor TCP: with a port.").arg(shown(word)));
        } else if (m_result.ports.size() < kMaxPorts) {
            add({upper == "UDP", static_cast<std::uint16_t>(port)});
        }
    }

    void add(const Bep34::Port& port)
    {
        if (std::find(m_result.ports.begin(), m_result.ports.end(), port) == m_result.ports.end())
            m_result.ports.push_back(port);
    }

    void tell(const QString& problem)
    {
        if (m_result.malformed.size() < kMaxMalformed)
            m_result.malformed << problem;
    }

    Bep34 m_result;
    int m_records = 0;
    bool m_meantPort = false;
};

} // namespace

Bep34 readBep34(const std::vector<std::vector<QByteArray>>& texts)
{
    Bep34Reader reader;
    for (const auto& strings : texts)
        reader.read(strings);
    return reader.take();
}

} // namespace waggle::remote::dns
