// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/tlsfacts.h"

#include <QCryptographicHash>
#include <QFile>
#include <QSslCertificate>
#include <QSslCipher>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslSocket>

// Old versions of TLS are named in order to be found.
// clang-format off
QT_WARNING_DISABLE_DEPRECATED
// clang-format on

namespace waggle::remote {
namespace {

QString protocolText(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    case QSsl::TlsV1_1:
        return QStringLiteral("TLS 1.1");
    case QSsl::TlsV1_0:
        return QStringLiteral("TLS 1.0");
    default:
        return QStringLiteral("unknown");
    }
}

Certificate certificateOf(const QSslCertificate& leaf)
{
    Certificate certificate;
    certificate.subject = leaf.subjectDisplayName();
    certificate.issuer = leaf.issuerDisplayName();
    const auto names = leaf.subjectAlternativeNames();
    certificate.names = QStringList(names.begin(), names.end());
    if (certificate.names.isEmpty())
        certificate.names = {certificate.subject};
    certificate.notBeforeMs = leaf.effectiveDate().toMSecsSinceEpoch();
    certificate.notAfterMs = leaf.expiryDate().toMSecsSinceEpoch();
    certificate.sha256 = leaf.digest(QCryptographicHash::Sha256);
    return certificate;
}

} // namespace

QSslConfiguration tlsConfiguration(const QString& caFile, bool old)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    if (!caFile.isEmpty()) {
        QFile file(caFile);
        if (file.open(QIODevice::ReadOnly))
            configuration.addCaCertificates(QSslCertificate::fromDevice(&file));
    }
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (old) {
        configuration.setProtocol(QSsl::TlsV1_0OrLater);
        configuration.setBackendConfigurationOption("MaxProtocol", "TLSv1.1");
        configuration.setBackendConfigurationOption("MinProtocol", "TLSv1");
        configuration.setBackendConfigurationOption("CipherString", "ALL:@SECLEVEL=0");
    }
    return configuration;
}

void addTlsErrors(TlsFacts& facts, const QList<QSslError>& errors)
{
    for (const QSslError& error : errors) {
        facts.errors += error.errorString();
        switch (error.error()) {
        case QSslError::HostNameMismatch:
            facts.nameMismatch = true;
            break;
        case QSslError::SelfSignedCertificate:
        case QSslError::SelfSignedCertificateInChain:
            facts.selfSigned = true;
            break;
        case QSslError::UnableToGetLocalIssuerCertificate:
        case QSslError::UnableToGetIssuerCertificate:
        case QSslError::UnableToVerifyFirstCertificate:
        case QSslError::CertificateUntrusted:
            facts.missingIssuer = true;
            break;
        case QSslError::CertificateNotYetValid:
            facts.notYetValid = true;
            break;
        default:
            break;
        }
    }
}

void readTlsSession(TlsFacts& facts, const QSslSocket& socket)
{
    facts.version = protocolText(socket.sessionProtocol());
    facts.cipher = socket.sessionCipher().name();
    facts.chainLength = static_cast<int>(socket.peerCertificateChain().size());
    if (const QSslCertificate leaf = socket.peerCertificate(); !leaf.isNull())
        facts.leaf = certificateOf(leaf);
}

} // namespace waggle::remote
