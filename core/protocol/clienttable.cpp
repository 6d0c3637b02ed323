// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/protocol/clienttable.h"

#include <algorithm>
#include <array>

namespace waggle::protocol {

namespace {

using Style = VersionStyle;

constexpr ClientCode kAzureus[] = {
    {"qB", "qBittorrent"},
    {"LT", "libtorrent"},
    {"lt", "libTorrent (rTorrent)"},
    {"TR", "Transmission", Style::Transmission},
    {"UT", "µTorrent", Style::MicroTorrent},
    {"UM", "µTorrent Mac", Style::MicroTorrent},
    {"UW", "µTorrent Web", Style::MicroTorrent},
    {"UE", "µTorrent Embedded", Style::MicroTorrent},
    {"BT", "BitTorrent", Style::MicroTorrent},
    {"DE", "Deluge", Style::Deluge},
    {"BI", "BiglyBT", Style::Four},
    {"AZ", "Vuze", Style::Four},
    {"KT", "KTorrent", Style::KTorrent},
    {"TX", "Tixati", Style::Hundredths},
    {"BC", "BitComet", Style::Hundredths},
    {"BL", "BitLord", Style::Hundredths},
    {"WW", "WebTorrent", Style::TwoPairs},
    {"WD", "WebTorrent Desktop", Style::TwoPairs},
    {"GT", "anacrolix/torrent", Style::Four},
    {"rQ", "rqbit"},
    {"7T", "aTorrent"},
    {"AG", "Ares"},
    {"A~", "Ares"},
    {"AR", "Arctic"},
    {"AV", "Avicora"},
    {"AX", "BitPump"},
    {"BB", "BitBuddy"},
    {"BF", "Bitflu"},
    {"BG", "BTG"},
    {"BR", "BitRocket"},
    {"BS", "BTSlave"},
    {"BW", "BitWombat"},
    {"BX", "BittorrentX"},
    {"CD", "Enhanced CTorrent", Style::TwoPairs},
    {"CT", "CTorrent"},
    {"DP", "Propagate Data Client"},
    {"EB", "EBit"},
    {"ES", "Electric Sheep"},
    {"FC", "FileCroc"},
    {"FD", "Free Download Manager"},
    {"FG", "FlashGet", Style::Hundredths},
    {"FT", "FoxTorrent"},
    {"FW", "FrostWire"},
    {"FX", "Freebox BitTorrent"},
    {"GS", "GSTorrent"},
    {"HK", "Hekate"},
    {"HL", "Halite"},
    {"HN", "Hydranode"},
    {"IL", "iLivid"},
    {"KG", "KGet"},
    {"LC", "LeechCraft"},
    {"LH", "LH-ABC"},
    {"LP", "Lphant"},
    {"LW", "LimeWire"},
    {"MG", "MediaGet"},
    {"MK", "Meerkat"},
    {"MO", "MonoTorrent"},
    {"MP", "MooPolice"},
    {"MR", "Miro"},
    {"MT", "MoonlightTorrent"},
    {"NX", "Net Transport"},
    {"OS", "OneSwarm"},
    {"OT", "OmegaTorrent"},
    {"PD", "Pando"},
    {"PI", "PicoTorrent"},
    {"pX", "pHoeniX"},
    {"QD", "QQDownload"},
    {"QT", "Qt 4 Torrent example"},
    {"RT", "Retriever"},
    {"RZ", "RezTorrent"},
    {"S~", "Shareaza alpha"},
    {"SB", "Swiftbit"},
    {"SD", "Thunder"},
    {"SM", "SoMud"},
    {"SN", "ShareNET"},
    {"SS", "SwarmScope"},
    {"ST", "SymTorrent"},
    {"st", "sharktorrent"},
    {"SZ", "Shareaza"},
    {"TB", "Torch"},
    {"TE", "terasaur Seed Bank"},
    {"TL", "Tribler"},
    {"TN", "Torrent.NET"},
    {"TS", "Torrentstorm"},
    {"TT", "TuoTu"},
    {"UL", "uLeecher!"},
    {"VG", "Vagaa"},
    {"WT", "BitLet"},
    {"WY", "FireTorrent"},
    {"XC", "XTorrent"},
    {"XF", "Xfplay"},
    {"XL", "Xunlei"},
    {"XT", "XanTorrent"},
    {"XX", "Xtorrent"},
    {"ZO", "Zona"},
    {"ZT", "ZipTorrent"},
};

struct ShadowLetter {
    char letter;
    std::string_view name;
};
constexpr ShadowLetter kShadow[] = {
    {'A', "ABC"},
    {'O', "Osprey Permaseed"},
    {'Q', "BTQueue"},
    {'R', "Tribler"},
    {'S', "Shadow"},
    {'T', "BitTornado"},
    {'U', "UPnP NAT Bit Torrent"},
};

} // namespace

const ClientCode* findAzureusCode(std::string_view code)
{
    const auto found = std::find_if(
        std::begin(kAzureus), std::end(kAzureus), [code](const ClientCode& client) { return client.code == code; });
    return found == std::end(kAzureus) ? nullptr : found;
}

std::string_view findShadowLetter(char letter)
{
    const auto found = std::find_if(std::begin(kShadow), std::end(kShadow),
        [letter](const ShadowLetter& client) { return client.letter == letter; });
    return found == std::end(kShadow) ? std::string_view() : found->name;
}

} // namespace waggle::protocol
