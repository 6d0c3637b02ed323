// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/rules/lookbencode.h"

#include <QStringDecoder>

namespace waggle::remote {

BencodedBody::BencodedBody(const QByteArray& body)
    : m_decoded(protocol::bencode::decode({body.constData(), static_cast<std::size_t>(body.size())}))
{
}

const protocol::bencode::Dict* BencodedBody::dict() const
{
    return m_decoded ? m_decoded->value.dict() : nullptr;
}

const protocol::bencode::Value* BencodedBody::find(std::string_view key) const
{
    return dict() ? m_decoded->value.find(key) : nullptr;
}

QString BencodedBody::problem() const
{
    return m_decoded ? QStringLiteral("it is another value") : QString::fromStdString(m_decoded.error().message);
}

bool isUtf8(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString text = decoder(bytes);
    return !decoder.hasError();
}

bool meansUnregistered(const QByteArray& words)
{
    const QByteArray lower = words.toLower();
    for (const char* part :
        {"regist", "not found", "unknown torrent", "unknown info", "not authorized", "not authorised", "unauthorized",
            "not allowed", "not tracked", "not exist", "passkey", "pass key", "private", "whitelist", "not permitted",
            "invalid info", "info hash", "infohash", "client", "log in", "login", "access"}) {
        if (lower.contains(part))
            return true;
    }
    return false;
}

} // namespace waggle::remote
