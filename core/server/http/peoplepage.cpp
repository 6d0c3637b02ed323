// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server/http/peoplepage.h"

#include <algorithm>
#include <array>
#include <sodium.h>

namespace waggle::server {
namespace {

constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--window:#f3f4f6;--base:#fff;--alt:#f8f9fb;--text:#1c1f24;--dim:#5b6470;--line:#d9dde3;
--honey:#f5b301;--ink:#221a00;--link:#1565c0;--warning:#a15c00}
@media(prefers-color-scheme:dark){:root{--window:#1f2226;--base:#272b30;--alt:#2c3036;--text:#e9ecef;--dim:#a2abb6;
--line:#3a4048;--honey:#f2b631;--link:#7fb3f5;--warning:#f0b45a}}
*{box-sizing:border-box}
body{margin:0;background:var(--window);color:var(--text);font:16px/1.55 system-ui,sans-serif}
main{max-width:44rem;margin:0 auto;padding:2.5rem 1.25rem 3rem}
header{display:flex;align-items:center;gap:1rem;margin-bottom:1.75rem}
header svg{flex:none;width:52px;height:52px}
h1{margin:0;font-size:1.85rem;font-weight:600;line-height:1.2}
h2{margin:0 0 .75rem;font-size:1rem}
p{margin:0 0 .75rem}
p:last-child{margin-bottom:0}
.dim{color:var(--dim)}
header p{margin:.15rem 0 0}
section{background:var(--base);border:1px solid var(--line);border-radius:8px;padding:1.25rem 1.4rem;margin-bottom:1rem}
.notice{border-left:4px solid var(--warning)}
.notice strong{color:var(--warning)}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.6rem 1rem;align-items:center;margin:0}
dt{color:var(--dim)}
dd{margin:0;min-width:0}
code{font-family:ui-monospace,monospace;font-size:.95em;overflow-wrap:anywhere}
dd code{display:block;background:var(--alt);border:1px solid var(--line);border-radius:6px;padding:.4rem .65rem;
-webkit-user-select:all;user-select:all}
ul{margin:0 0 .75rem;padding-left:1.3rem}
li{margin-bottom:.45rem}
footer{color:var(--dim);font-size:.92rem;padding:.5rem .2rem}
@media(max-width:30rem){dl{grid-template-columns:1fr;gap:.25rem}dd{margin-bottom:.5rem}}
)css";

// resources/waggle.svg in the colours of the page.
constexpr std::string_view kSign = R"svg(<svg viewBox="0 0 64 64" aria-hidden="true">
<path fill="var(--honey)" d="M33.3 3.25 56.4 16.6a2.6 2.6 0 0 1 1.3 2.25v26.3a2.6 2.6 0 0 1-1.3 2.25L33.3 60.75a2.6 2.6 0 0 1-2.6 0L7.6 47.4a2.6 2.6 0 0 1-1.3-2.25v-26.3a2.6 2.6 0 0 1 1.3-2.25L30.7 3.25a2.6 2.6 0 0 1 2.6 0z"/>
<path fill="none" stroke="var(--ink)" stroke-width="6" stroke-linejoin="round"
d="M32 32C25 24 22.5 22.5 22.5 19a9.5 7.5 0 0 1 19 0C41.5 22.5 39 24 32 32C25 40 22.5 41.5 22.5 45a9.5 7.5 0 0 0 19 0C41.5 41.5 39 40 32 32z"/></svg>)svg";

bool isHostLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
        || c == '_';
}

bool isPort(std::string_view digits)
{
    return !digits.empty() && digits.size() <= 5
        && std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })
        && std::stoul(std::string(digits)) - 1 < 65535;
}

struct Host {
    std::string_view name; // with brackets around an IPv6 address
    std::string_view port; // empty: none given
};

std::optional<Host> readHost(std::string_view text)
{
    constexpr std::size_t kLongestName = 253;
    std::size_t end = 0;
    if (text.starts_with('[')) {
        end = text.find(']');
        if (end == std::string_view::npos || !protocol::Address::parse(text.substr(1, end - 1)))
            return std::nullopt;
        ++end;
    } else {
        end = static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), isHostLetter) - text.begin());
    }
    Host host{text.substr(0, end), {}};
    if (host.name.empty() || host.name.size() > kLongestName)
        return std::nullopt;
    if (end == text.size())
        return host;
    host.port = text.substr(end + 1);
    if (text[end] != ':' || !isPort(host.port))
        return std::nullopt;
    return host;
}

std::string bracketed(const protocol::Address& address)
{
    return address.family() == protocol::Family::V6 ? "[" + address.text() + "]" : address.text();
}

std::string row(std::string_view term, std::string_view url)
{
    return "<dt>" + std::string(term) + "</dt><dd><code>" + escapeHtml(url) + "</code></dd>\n";
}

std::string notice(const protocol::Address& asker)
{
    return "<section class=\"notice\"><p><strong>⚠ Not for your network.</strong> This tracker serves its own network "
           "only, and <code>"
        + escapeHtml(asker.text())
        + "</code> is not part of it. Connect to that network, or ask whoever runs the tracker to allow anyone."
          "</p></section>\n";
}

std::string contentSecurityPolicy()
{
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
    crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(kStyle.data()), kStyle.size());
    std::array<char, sodium_base64_ENCODED_LEN(crypto_hash_sha256_BYTES, sodium_base64_VARIANT_ORIGINAL)> text;
    sodium_bin2base64(text.data(), text.size(), hash.data(), hash.size(), sodium_base64_VARIANT_ORIGINAL);
    return "Content-Security-Policy: default-src 'none'; style-src 'sha256-" + std::string(text.data())
        + "'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n";
}

} // namespace

std::string escapeHtml(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\'':
            out += "&#39;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

PageUrls pageUrls(std::string_view host, const protocol::Endpoint& local, std::optional<std::uint16_t> udpPort)
{
    const auto given = readHost(host);
    const std::string name = given ? std::string(given->name) : bracketed(local.address);
    std::string port = given ? std::string(given->port) : std::to_string(local.port);
    if (port == "80")
        port.clear();
    PageUrls urls;
    urls.http = "http://" + name + (port.empty() ? "" : ":" + port) + "/announce";
    if (udpPort)
        urls.udp = "udp://" + name + ":" + std::to_string(*udpPort) + "/announce";
    return urls;
}

// Entries of their own port have the same number for both transports; the transports' own ports hold for the others.
std::optional<std::uint16_t> udpPortBeside(const settings::Settings& settings, std::uint16_t httpPort)
{
    if (!settings.udpPort)
        return std::nullopt;
    const bool ownPort = settings.httpPort && *settings.httpPort == httpPort;
    return ownPort && *settings.udpPort != 0 ? *settings.udpPort : httpPort;
}

std::string_view peoplePageFields()
{
    static const std::string kFields = contentSecurityPolicy()
        + "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\nCache-Control: no-store\r\n";
    return kFields;
}

std::string peoplePage(const PageFacts& facts)
{
    std::string page = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<title>Waggle: a BitTorrent tracker</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>";
    (page += kStyle) += "</style>\n</head>\n<body>\n<main>\n<header>";
    page += kSign;
    page += "<div><h1>A tracker runs here</h1>\n<p class=\"dim\">Waggle introduces BitTorrent clients to each other. "
            "The "
            "files themselves go from client to client.</p></div></header>\n";
    if (facts.isStranger)
        page += notice(facts.asker);
    page += "<section>\n<h2>Announce URLs</h2>\n<dl>\n" + row("HTTP", facts.urls.http);
    if (!facts.urls.udp.empty())
        page += row("UDP", facts.urls.udp);
    page += "</dl>\n</section>\n<section>\n<h2>Add it to your client</h2>\n<ul>\n"
            "<li><strong>A torrent you have:</strong> open its list of trackers (qBittorrent: tab Trackers, right "
            "click, "
            "Add trackers; Transmission: Properties, Tracker, Edit trackers), and paste one of the URLs on a line of "
            "its "
            "own.</li>\n"
            "<li><strong>A torrent you make:</strong> paste one of them into the field for trackers of "
            "“Create torrent”.</li>\n"
            "</ul>\n<p class=\"dim\">Clients with that torrent and this tracker then find each other by "
            "themselves.</p>\n</section>\n";
    page += "<footer>You came from <code>" + escapeHtml(facts.asker.text()) + "</code>"
        + (facts.asker.isLoopback() ? ", this computer itself." : ": that is the address other clients will be given.")
        + "</footer>\n</main>\n</body>\n</html>\n";
    return page;
}

} // namespace waggle::server
