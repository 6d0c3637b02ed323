// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/remote/certificates.h"

#include <QSslCertificate>
#include <QSslKey>

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

namespace waggle::test {

class Authority::Private {
public:
    Private(const char* name, const Wish& wish, const Private* issuer);
    ~Private()
    {
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
    void extend(int id, const QByteArray& value, const Private& issuer) const;

    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
};

void Authority::Private::extend(int id, const QByteArray& value, const Private& issuer) const
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer.certificate, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value.constData());
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

Authority::Private::Private(const char* name, const Wish& wish, const Private* issuer)
{
    static long serial = 1;
    const Private& by = issuer ? *issuer : *this;
    X509_set_version(certificate, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), wish.fromS);
    X509_gmtime_adj(X509_getm_notAfter(certificate), wish.untilS);
    X509_set_pubkey(certificate, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_UTF8,
        reinterpret_cast<const unsigned char*>(name), -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(by.certificate));
    if (wish.isAuthority)
        extend(NID_basic_constraints, "critical,CA:TRUE", by);
    if (!wish.names.isEmpty())
        extend(NID_subject_alt_name, wish.names.join(QLatin1Char(',')).toLatin1(), by);
    X509_sign(certificate, by.key, EVP_sha256());
}

namespace {

template <typename Write>
QByteArray written(Write write)
{
    BIO* memory = BIO_new(BIO_s_mem());
    write(memory);
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory, &bytes);
    QByteArray text(bytes, static_cast<qsizetype>(size));
    BIO_free(memory);
    return text;
}

} // namespace

Authority::Authority(const char* name, const Wish& wish)
    : m_d(std::make_unique<Private>(name, wish, nullptr))
{
}

Authority::Authority(const char* name, const Wish& wish, const Authority& issuer)
    : m_d(std::make_unique<Private>(name, wish, issuer.m_d.get()))
{
}

Authority::~Authority() = default;

QByteArray Authority::pem() const
{
    return written([this](BIO* memory) { PEM_write_bio_X509(memory, m_d->certificate); });
}

QByteArray Authority::keyPem() const
{
    return written(
        [this](BIO* memory) { PEM_write_bio_PrivateKey(memory, m_d->key, nullptr, nullptr, 0, nullptr, nullptr); });
}

QSslConfiguration Authority::serverWith(const QList<const Authority*>& chain) const
{
    QList<QSslCertificate> all{QSslCertificate(pem())};
    for (const Authority* one : chain)
        all.append(QSslCertificate(one->pem()));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(all);
    configuration.setPrivateKey(QSslKey(keyPem(), QSsl::Ec));
    return configuration;
}

Authority::Wish goodWish()
{
    return {{QStringLiteral("IP:127.0.0.1"), QStringLiteral("IP:::1"), QStringLiteral("DNS:tracker.test")}};
}

} // namespace waggle::test
