// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/e2e/clients.h"

#include <QDir>

#include <libtorrent/add_torrent_params.hpp>
#include <libtorrent/load_torrent.hpp>
#include <libtorrent/session.hpp>
#include <libtorrent/session_params.hpp>
#include <libtorrent/settings_pack.hpp>
#include <libtorrent/torrent_handle.hpp>

#include <optional>

namespace waggle::e2e {

namespace {

lt::settings_pack settingsFor(const QString& address)
{
    const QString listen = address.contains(QLatin1Char(':')) ? QStringLiteral("[%1]:0").arg(address)
                                                              : QStringLiteral("%1:0").arg(address);
    lt::settings_pack pack;
    pack.set_str(lt::settings_pack::listen_interfaces, listen.toStdString());
    pack.set_bool(lt::settings_pack::enable_dht, false);
    pack.set_bool(lt::settings_pack::enable_lsd, false);
    pack.set_bool(lt::settings_pack::enable_upnp, false);
    pack.set_bool(lt::settings_pack::enable_natpmp, false);
    pack.set_bool(lt::settings_pack::enable_outgoing_utp, false);
    pack.set_bool(lt::settings_pack::enable_incoming_utp, false);
    pack.set_bool(lt::settings_pack::allow_multiple_connections_per_ip, true);
    pack.set_int(lt::settings_pack::alert_mask, lt::alert_category::error | lt::alert_category::tracker);
    pack.set_int(lt::settings_pack::stop_tracker_timeout, 1);
    return pack;
}

class LibtorrentClient final : public RealClient {
public:
    LibtorrentClient(const QString& address, const MadeTorrent& torrent, const QString& folder)
    {
        m_folder = folder;
        lt::session_params params(settingsFor(address));
        m_session.emplace(std::move(params), lt::session_flags_t{}); // no extensions: no peer exchange
        lt::add_torrent_params add = lt::load_torrent_file(torrent.torrentPath.toStdString());
        add.save_path = folder.toStdString();
        add.flags &= ~(lt::torrent_flags::paused | lt::torrent_flags::auto_managed);
        m_session->add_torrent(std::move(add));
    }

    // A session cannot be killed: its sockets go, and it does not wait for the answer to `stopped`.
    void killHard() override { m_session.reset(); }

    QString output() override
    {
        QString text;
        std::vector<lt::alert*> alerts;
        if (m_session)
            m_session->pop_alerts(&alerts);
        for (const lt::alert* alert : alerts)
            text += QString::fromStdString(alert->message()) + QLatin1Char('\n');
        return text;
    }

private:
    std::optional<lt::session> m_session;
};

} // namespace

std::unique_ptr<RealClient> startLibtorrent(
    const QString& address, const MadeTorrent& torrent, Role role, const QString& work)
{
    const QString folder = role == Role::Seed ? torrent.seedFolder : work + QStringLiteral("/files");
    QDir().mkpath(folder);
    return std::make_unique<LibtorrentClient>(address, torrent, folder);
}

} // namespace waggle::e2e
