// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/settingsform.h"

#include "core/settings/proxy.h"
#include "ui/base/theme.h"
#include "ui/pages/settings/settingscard.h"
#include "ui/widgets/rescale.h"

#include <QFile>
#include <QFileInfo>
#include <QVBoxLayout>

#include <algorithm>

namespace waggle::ui {

namespace {

using swarm::seconds;

std::optional<int> number(const std::optional<seconds>& time)
{
    return time ? std::optional(static_cast<int>(time->count())) : std::nullopt;
}

std::optional<seconds> time(const std::optional<int>& number)
{
    return number ? std::optional(seconds(*number)) : std::nullopt;
}

std::optional<std::uint16_t> port(const std::optional<int>& number)
{
    return number ? std::optional(static_cast<std::uint16_t>(*number)) : std::nullopt;
}

std::vector<QString> texts(const std::vector<settings::ListenEntry>& entries)
{
    std::vector<QString> lines;
    for (const settings::ListenEntry& entry : entries)
        lines.push_back(entry.text());
    return lines;
}

// The cursor of who types stays where it is.
void showText(QLineEdit* edit, const QString& text)
{
    if (edit->text().trimmed() != text)
        edit->setText(text);
}

// Of one that cannot be read somebody else tells.
bool lacksCertificates(const QString& path)
{
    constexpr qint64 kMost = 4 << 20;
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly)
        && !file.read(kMost).contains("-----BEGIN CERTIFICATE-----");
}

constexpr settings::Range kListenablePorts{1, 65'535};

} // namespace

SettingsForm::SettingsForm(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    keepScaled(*this, [column] { column->setSpacing(3 * unit() / 2); });
    addTrackerCard();
    addAccessCard();
    addTimesCard();
    addLimitsCard();
    addRemoteCard();
    addWindowCard();
}

SettingsCard* SettingsForm::addCard(const QString& title)
{
    auto* card = new SettingsCard(title);
    layout()->addWidget(card);
    return card;
}

void SettingsForm::addField(
    SettingsCard* card, const char* name, const QString& title, const QString& explanation, QWidget* editor)
{
    auto* field = new SettingField(QString::fromLatin1(name), title, explanation, editor);
    m_fields.emplace(field->name(), field);
    card->addField(field);
    if (auto* spinBox = qobject_cast<QSpinBox*>(editor))
        connect(spinBox, &QSpinBox::valueChanged, this, &SettingsForm::edited);
    else if (auto* box = qobject_cast<QCheckBox*>(editor))
        connect(box, &QCheckBox::toggled, this, &SettingsForm::edited);
    else if (auto* choice = qobject_cast<QComboBox*>(editor))
        connect(choice, &QComboBox::currentIndexChanged, this, &SettingsForm::edited);
    else if (auto* optional = qobject_cast<OptionalNumber*>(editor))
        connect(optional, &OptionalNumber::changed, this, &SettingsForm::edited);
    else if (auto* line = qobject_cast<QLineEdit*>(editor))
        connect(line, &QLineEdit::textChanged, this, &SettingsForm::edited);
    else if (auto* list = qobject_cast<LineList*>(editor))
        connect(list, &LineList::textChanged, this, &SettingsForm::edited);
}

QSpinBox* SettingsForm::spin(settings::Range range, const QString& suffix)
{
    auto* box = new QSpinBox;
    box->setRange(static_cast<int>(range.least), static_cast<int>(range.most));
    box->setSuffix(suffix);
    box->setGroupSeparatorShown(true);
    box->setMaximumWidth(22 * unit());
    return box;
}

void SettingsForm::addTrackerCard()
{
    SettingsCard* card = addCard(tr("Where the tracker listens"));
    m_httpPort = new OptionalNumber(tr("on port"), false, kListenablePorts, settings::kDefaultPort, {});
    addField(card, "tracker.httpPort", tr("HTTP"), tr("What every client speaks."), m_httpPort);
    m_udpPort = new OptionalNumber(tr("on port"), false, kListenablePorts, settings::kDefaultPort, {});
    addField(card, "tracker.udpPort", tr("UDP"), tr("Smaller and faster; BEP 15."), m_udpPort);
    m_listen = new LineList(tr("every address of this computer"), 3);
    addField(card, "tracker.listen", tr("Addresses"),
        tr("One a line, for example 192.168.1.20 or [fd00::1]:7000. Empty: every address, IPv4 and IPv6."), m_listen);
    m_udpWorkers = spin(settings::kWorkersRange);
    addField(card, "tracker.udpWorkers", tr("UDP workers"),
        tr("Threads that answer UDP. One serves thousands of clients. Holds from the next start of the program."),
        m_udpWorkers);
}

void SettingsForm::addAccessCard()
{
    SettingsCard* card = addCard(tr("Who may use it"));
    m_allow = new QComboBox;
    m_allow->addItem(tr("This network only"));
    m_allow->addItem(tr("Anyone who can reach it"));
    addField(card, "tracker.allow", tr("Announces from"),
        tr("This network: private and link-local addresses, those of this computer's own networks, and the computer "
           "itself."),
        m_allow);
    m_answerBadIds = new QCheckBox(tr("Answer wrong connection ids with an error"));
    addField(card, "tracker.answerBadConnectionIds", tr("UDP"),
        tr("Otherwise they are dropped, so that nobody can make the tracker send packets to a third party."),
        m_answerBadIds);
    m_proxies = new LineList(tr("none"), 2);
    addField(card, "tracker.trustedProxies", tr("Trusted proxies"),
        tr("Networks, one a line (10.0.0.0/8). X-Forwarded-For is read only when it comes from these."), m_proxies);
    m_claimedIp = new LineList(tr("none"), 2);
    addField(card, "tracker.claimedIpNetworks", tr("May name another address"),
        tr("Networks whose clients may announce another address than their own (ip=)."), m_claimedIp);
}

void SettingsForm::addTimesCard()
{
    SettingsCard* card = addCard(tr("How often clients report"));
    m_interval = new OptionalNumber(tr("automatic"), true, settings::kIntervalRange, 120, tr(" s"));
    addField(card, "tracker.interval", tr("Interval"),
        tr("Automatic: about 20 announces a second in all, every 2 to 30 min each, and every minute while someone "
           "waits. "
           "libtorrent and qBittorrent keep at least 5 min, whatever they are told."),
        m_interval);
    m_minInterval = spin(settings::kMinIntervalRange, tr(" s"));
    addField(card, "tracker.minInterval", tr("Shortest interval"),
        tr("What HTTP clients may go down to by themselves."), m_minInterval);
    m_expiry = new OptionalNumber(tr("automatic"), true, settings::kExpiryRange, 660, tr(" s"));
    addField(card, "tracker.expiry", tr("Gone after"),
        tr("Automatic: twice the interval and a minute, at least 11 min."), m_expiry);
}

void SettingsForm::addLimitsCard()
{
    SettingsCard* card = addCard(tr("Limits"));
    m_swarms = spin(settings::kSwarmsRange);
    addField(card, "tracker.maxSwarms", tr("Swarms"), {}, m_swarms);
    m_peers = spin(settings::kPeersRange);
    addField(card, "tracker.maxPeers", tr("Peers"), {}, m_peers);
    m_peersPerAddress = spin(settings::kPeersPerAddressRange);
    addField(card, "tracker.maxPeersPerAddress", tr("Peers of one address"),
        tr("In one swarm, of one IPv4 address or IPv6 /64. This computer is excepted."), m_peersPerAddress);
    m_connections = spin(settings::kConnectionsRange);
    addField(card, "tracker.httpConnections", tr("HTTP connections"), tr("Past it, the longest idle one is closed."),
        m_connections);
}

void SettingsForm::addRemoteCard()
{
    SettingsCard* card = addCard(tr("Remote trackers"));
    const auto line = [](const QString& placeholder) {
        auto* edit = new QLineEdit;
        edit->setPlaceholderText(placeholder);
        return edit;
    };
    m_remoteTimeout = spin(settings::kRemoteTimeoutRange, tr(" s"));
    addField(card, "remote.timeout", tr("Wait at most"), tr("For each of lookup, connect, TLS and answer."),
        m_remoteTimeout);
    m_remoteJobs = spin(settings::kRemoteJobsRange);
    addField(card, "remote.jobs", tr("At once"), tr("How many trackers are asked at the same time."), m_remoteJobs);
    m_families = new QComboBox;
    m_families->addItems({tr("IPv4 and IPv6"), tr("IPv4 only"), tr("IPv6 only")});
    addField(card, "remote.families", tr("Over"), {}, m_families);
    m_proxy = line(tr("none"));
    addField(card, "remote.proxy", tr("Proxy"),
        tr("socks5://HOST:PORT or http://HOST:PORT, USER:PASSWORD@ before the host. Nothing goes past it, lookups "
           "included."),
        m_proxy);
    m_caFile = line(tr("the system's alone"));
    addField(card, "remote.caFile", tr("Authorities"), tr("A PEM file of certificates to trust beside the system's."),
        m_caFile);
    m_userAgent = line(tr("Waggle"));
    addField(card, "remote.userAgent", tr("User-Agent"), tr("What trackers over HTTP are told; empty: Waggle's own."),
        m_userAgent);
}

void SettingsForm::addWindowCard()
{
    SettingsCard* card = addCard(tr("Window"));
    m_theme = new QComboBox;
    m_theme->addItems({tr("As the system"), tr("Light"), tr("Dark")});
    addField(card, "window.theme", tr("Colours"), {}, m_theme);
    m_closeToTray = new QCheckBox(tr("Closing the window leaves the tracker running in the tray"));
    addField(card, "window.closeToTray", tr("Closing"), {}, m_closeToTray);
    m_tick = spin(settings::kTickRange, tr(" ms"));
    addField(card, "window.tickMs", tr("Refresh every"), {}, m_tick);
}

void SettingsForm::show(const settings::Settings& s, const QStringList& fixed)
{
    const QSignalBlocker quiet(this);
    m_shown = s;
    m_listen->setEntries(texts(s.listen));
    m_httpPort->setValue(s.httpPort);
    m_udpPort->setValue(s.udpPort);
    m_udpWorkers->setValue(s.udpWorkers);
    m_allow->setCurrentIndex(static_cast<int>(s.allow));
    m_proxies->setEntries(s.trustedProxies);
    m_claimedIp->setEntries(s.claimedIpNetworks);
    m_answerBadIds->setChecked(s.answerBadConnectionIds);
    m_interval->setValue(number(s.policy.interval));
    m_minInterval->setValue(static_cast<int>(s.policy.minInterval.count()));
    m_expiry->setValue(number(s.policy.expiry));
    m_swarms->setValue(static_cast<int>(s.caps.swarms));
    m_peers->setValue(static_cast<int>(s.caps.peers));
    m_peersPerAddress->setValue(static_cast<int>(s.caps.peersPerAddress));
    m_connections->setValue(s.httpConnections);
    m_remoteTimeout->setValue(s.remote.timeoutS);
    m_remoteJobs->setValue(s.remote.jobs);
    m_families->setCurrentIndex(static_cast<int>(s.remote.families));
    showText(m_proxy, s.remote.proxy);
    showText(m_caFile, s.remote.caFile);
    showText(m_userAgent, s.remote.userAgent);
    m_theme->setCurrentIndex(static_cast<int>(s.theme));
    m_closeToTray->setChecked(s.closeToTray);
    m_tick->setValue(s.tickMs);
    for (const auto& [name, field] : m_fields)
        field->setFixed(fixed.contains(name));
    check();
}

settings::Settings SettingsForm::read() const
{
    settings::Settings s = m_shown;
    s.listen.clear();
    for (const QString& text : m_listen->entries())
        if (const auto entry = settings::ListenEntry::parse(text))
            s.listen.push_back(*entry);
    s.httpPort = port(m_httpPort->value());
    s.udpPort = port(m_udpPort->value());
    s.udpWorkers = m_udpWorkers->value();
    s.allow = static_cast<settings::Allow>(m_allow->currentIndex());
    s.trustedProxies = m_proxies->entries();
    s.claimedIpNetworks = m_claimedIp->entries();
    s.answerBadConnectionIds = m_answerBadIds->isChecked();
    s.policy.interval = time(m_interval->value());
    s.policy.minInterval = seconds(m_minInterval->value());
    s.policy.expiry = time(m_expiry->value());
    s.caps.swarms = static_cast<std::uint32_t>(m_swarms->value());
    s.caps.peers = static_cast<std::uint32_t>(m_peers->value());
    s.caps.peersPerAddress = static_cast<std::uint32_t>(m_peersPerAddress->value());
    s.httpConnections = m_connections->value();
    s.remote.timeoutS = m_remoteTimeout->value();
    s.remote.jobs = m_remoteJobs->value();
    s.remote.families = static_cast<settings::Families>(m_families->currentIndex());
    s.remote.proxy = m_proxy->text().trimmed();
    s.remote.caFile = m_caFile->text().trimmed();
    s.remote.userAgent = m_userAgent->text().trimmed();
    s.theme = static_cast<settings::Theme>(m_theme->currentIndex());
    s.closeToTray = m_closeToTray->isChecked();
    s.tickMs = m_tick->value();
    return s;
}

bool SettingsForm::check()
{
    for (const auto& [name, field] : m_fields)
        field->setProblem({}, false);
    for (const QString& text : m_listen->entries()) {
        const auto entry = settings::ListenEntry::parse(text);
        if (!entry)
            mark({QStringLiteral("tracker.listen"),
                QStringLiteral("“%1”: %2").arg(text.left(64), QString::fromStdString(entry.error().message)), false});
    }
    settings::Settings candidate = read();
    if (const auto proxy = settings::Proxy::parse(candidate.remote.proxy); !proxy && !candidate.remote.proxy.isEmpty())
        mark({QStringLiteral("remote.proxy"), QString::fromStdString(proxy.error().message), false});
    if (lacksCertificates(candidate.remote.caFile))
        mark({QStringLiteral("remote.caFile"),
            tr("There is no certificate in this file, in PEM: the system's authorities alone are trusted."), true});
    for (const settings::Problem& problem : settings::validate(candidate))
        mark(problem);
    return std::none_of(m_fields.begin(), m_fields.end(), [](const auto& f) { return f.second->hasError(); });
}

void SettingsForm::mark(const settings::Problem& problem)
{
    const auto field = m_fields.find(problem.where);
    if (field != m_fields.end() && !field->second->hasError())
        field->second->setProblem(problem.message, problem.warning);
}

} // namespace waggle::ui
