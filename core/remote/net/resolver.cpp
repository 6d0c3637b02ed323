// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/net/resolver.h"

#include "core/machine/hostaddress.h"
#include "core/remote/net/dnslookup.h"
#include "core/remote/net/elapsed.h"

#include <QFile>
#include <QHostInfo>

#include <algorithm>
#include <map>

namespace waggle::remote {
namespace {

constexpr std::size_t kServersForTexts = 2; // D9 compares them
constexpr qint64 kMaxSystemFile = 4 << 20;

QByteArray systemFile(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(kMaxSystemFile) : QByteArray();
}

QString usualHostsFile()
{
#ifdef Q_OS_WIN
    return qEnvironmentVariable("SystemRoot") + QStringLiteral("/System32/drivers/etc/hosts");
#else
    return QStringLiteral("/etc/hosts");
#endif
}

// Names of this link: DNS does not know them, the system may (mDNS, search domains).
bool isForSystem(const QString& host)
{
    return !host.contains(QLatin1Char('.')) || host.endsWith(QLatin1String(".local"));
}

Lookup lookupOf(RecordType type, const std::vector<protocol::Address>& addresses, Duration took, const QString& server)
{
    Lookup lookup;
    lookup.type = type;
    lookup.took = took;
    lookup.server = server;
    const auto family = type == RecordType::A ? protocol::Family::V4 : protocol::Family::V6;
    std::copy_if(addresses.begin(), addresses.end(), std::back_inserter(lookup.addresses),
        [family](const protocol::Address& address) { return address.family() == family; });
    if (lookup.addresses.empty())
        lookup.cause = Cause::NoData;
    return lookup;
}

// Of one resolve(): lives as long as its ticket.
struct Request {
    std::vector<Lookup> lookups;
    std::size_t left = 0;
    Resolver::Done done;
};

// Where an answer goes.
struct Waiter {
    std::weak_ptr<Request> request;
    std::size_t place = 0; // in its lookups

    void fill(const Lookup& lookup) const
    {
        const auto waiting = request.lock();
        if (!waiting)
            return;
        waiting->lookups[place] = lookup;
        if (--waiting->left == 0)
            waiting->done(std::move(waiting->lookups));
    }
};

} // namespace

class Resolver::Private {
public:
    struct Key {
        std::string name;
        RecordType type = RecordType::A;
        std::size_t server = 0; // of TXT, asked each apart; else 0
        auto operator<=>(const Key&) const = default;
    };
    struct Running {
        std::unique_ptr<DnsLookup> query;
        std::vector<Waiter> waiters;
    };

    explicit Private(Resolver& resolver)
        : q(resolver)
    {
    }
    [[nodiscard]] std::vector<protocol::Address> knownByHosts(const QByteArray& name) const;
    void answerFromHosts(const Waiter& waiter, RecordType type, const std::vector<protocol::Address>& known);
    void askSystem(const std::shared_ptr<Request>& request, const QString& host);
    void askServers(const Key& key, const Waiter& waiter);
    void answered(const Key& key, const Lookup& lookup);

    Resolver& q;
    std::vector<DnsServer> servers;
    QByteArray hosts; // in lower case
    std::chrono::milliseconds timeout{0};
    int tries = 1;
    std::map<Key, Running> running;
};

// Block lists make hosts files long: few of the names asked for stand in them at all.
std::vector<protocol::Address> Resolver::Private::knownByHosts(const QByteArray& name) const
{
    return hosts.contains(name) ? dns::readHosts(hosts, name) : std::vector<protocol::Address>();
}

// From the event loop, as every answer.
void Resolver::Private::answerFromHosts(
    const Waiter& waiter, RecordType type, const std::vector<protocol::Address>& known)
{
    Lookup lookup = lookupOf(type, known, Duration(0), QStringLiteral("hosts"));
    QMetaObject::invokeMethod(
        &q, [waiter, lookup] { waiter.fill(lookup); }, Qt::QueuedConnection);
}

void Resolver::Private::askSystem(const std::shared_ptr<Request>& request, const QString& host)
{
    QElapsedTimer clock;
    clock.start();
    const std::weak_ptr<Request> weak = request;
    QHostInfo::lookupHost(host, &q, [weak, clock](const QHostInfo& info) {
        const auto waiting = weak.lock();
        if (!waiting)
            return;
        std::vector<protocol::Address> addresses;
        for (const QHostAddress& address : info.addresses())
            addresses.push_back(machine::addressOf(address));
        const Duration took = since(clock);
        const bool isUnknown = info.error() == QHostInfo::HostNotFound;
        for (std::size_t place = 0; place < waiting->lookups.size(); ++place) {
            Lookup lookup = lookupOf(waiting->lookups[place].type, addresses, took, QStringLiteral("system"));
            if (addresses.empty())
                lookup.cause = isUnknown ? Cause::NxDomain : Cause::ServFail;
            Waiter{weak, place}.fill(lookup);
        }
    });
}

void Resolver::Private::askServers(const Key& key, const Waiter& waiter)
{
    Running& one = running[key];
    one.waiters.push_back(waiter);
    if (one.query)
        return;
    const bool isText = key.type == RecordType::Txt;
    one.query = std::make_unique<DnsLookup>(QByteArray::fromStdString(key.name), key.type,
        isText ? std::vector{servers[key.server]} : servers, timeout, tries);
    connect(one.query.get(), &DnsLookup::done, &q, [this, key](const Lookup& lookup) { answered(key, lookup); });
    one.query->start();
}

void Resolver::Private::answered(const Key& key, const Lookup& lookup)
{
    auto ended = running.extract(key);
    ended.mapped().query.release()->deleteLater(); // it is what called us
    for (const Waiter& waiter : ended.mapped().waiters)
        waiter.fill(lookup);
}

Resolver::Resolver(const Options& options, QObject* parent)
    : QObject(parent)
    , m_d(std::make_unique<Private>(*this))
{
    m_d->hosts = systemFile(options.hostsFile.isEmpty() ? usualHostsFile() : options.hostsFile).toLower();
    m_d->timeout = options.timeout;
    m_d->tries = options.tries;
    const QStringList servers = options.servers.isEmpty()
        ? dns::readResolvConf(systemFile(QStringLiteral("/etc/resolv.conf")))
        : options.servers;
    for (const QString& text : servers) {
        if (const auto server = DnsServer::parse(text))
            m_d->servers.push_back(*server);
    }
}

Resolver::~Resolver() = default;

Resolver::Ticket Resolver::resolve(const QString& host, std::vector<RecordType> types, Done done)
{
    const std::string name = host.toStdString();
    const auto known = m_d->knownByHosts(host.toLatin1().toLower());
    const bool bySystem = known.empty() && (isForSystem(host) || m_d->servers.empty());
    auto request = std::make_shared<Request>();
    request->done = std::move(done);
    std::vector<Private::Key> keys;
    for (const RecordType type : types) {
        if (type != RecordType::Txt)
            keys.push_back({name, type, 0});
        else if (!bySystem && known.empty()) // else there is nobody to ask, or it is not the Internet's name
            for (std::size_t server = 0; server < std::min(kServersForTexts, m_d->servers.size()); ++server)
                keys.push_back({name, type, server});
    }
    for (const Private::Key& key : keys)
        request->lookups.push_back(lookupOf(key.type, {}, Duration(0), {}));
    request->left = keys.size();
    if (bySystem) {
        m_d->askSystem(request, host);
        return request;
    }
    for (std::size_t place = 0; place < keys.size(); ++place) {
        if (known.empty())
            m_d->askServers(keys[place], {request, place});
        else
            m_d->answerFromHosts({request, place}, keys[place].type, known);
    }
    return request;
}

} // namespace waggle::remote
