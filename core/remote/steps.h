// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The names of the steps of a check: given by the plan (check/questions.h, plan.cpp), found by the rules with
// LegRecord::find().
// *main*: the hash that a person asked about, or a random one; fresh: random ones.
namespace waggle::remote::step {

// Quick and full
inline constexpr char kConnect[] = "connect"; // UDP: the handshake that the following steps use
inline constexpr char kUnconnected[] = "connect, unconnected"; // after silence (U4)
inline constexpr char kAnnounceA[] = "announce A"; // started, left 1, numwant 50, main
inline constexpr char kAnnounceB[] = "announce B"; // the same by B: should be told of A
inline constexpr char kOffer[] = "offer B"; // WebSocket: B announces with an offer, A answers it
inline constexpr char kScrape[] = "scrape"; // main, while A and B are there
inline constexpr char kStoppedA[] = "stopped A";
inline constexpr char kStoppedB[] = "stopped B";
inline constexpr char kRedirected[] = "redirected"; // announce A again where the redirect pointed to

// Full
inline constexpr char kScrapeUnknown[] = "scrape unknown"; // fresh 0, which nobody announced
inline constexpr char kConnectB[] = "connect B"; // UDP: another socket
inline constexpr char kScrapePositions[] = "scrape main, fresh 0, main";
inline constexpr char kAnnounceFresh1[] = "announce A, fresh 1"; // fresh 1 and 2 may be shared with other legs
inline constexpr char kStoppedFresh1[] = "stopped A, fresh 1";
inline constexpr char kAnnounceFresh2[] = "announce A, fresh 2";
inline constexpr char kStoppedFresh2[] = "stopped A, fresh 2";
inline constexpr char kAgainA[] = "announce A again"; // an update at once; UDP: without BEP 41 options
inline constexpr char kNumwant0[] = "numwant 0"; // B
inline constexpr char kNumwantMany[] = "numwant 500"; // B; UDP: 200
inline constexpr char kEscapes[] = "lower-case escapes"; // HTTP, B: main with %aa in place of %AA
inline constexpr char kPlus[] = "raw plus"; // HTTP, B: main with '+' in place of %2B
inline constexpr char kReordered[] = "other order"; // HTTP, B: parameters reordered, an unknown one added
inline constexpr char kCompletedB[] = "completed B";
inline constexpr char kScrapeCompleted[] = "scrape after completed";
inline constexpr char kCompletedTwice[] = "completed B twice";
inline constexpr char kScrapeTwice[] = "scrape after completed twice";
inline constexpr char kScrapeMany[] = "scrape 74 hashes"; // main stands last
inline constexpr char kScrapeHalf[] = "scrape 37 hashes"; // only after kScrapeMany lost main
inline constexpr char kScrapeAll[] = "scrape without hash";
inline constexpr char kUpdateB[] = "announce B after stopped A"; // is A still listed?
inline constexpr char kWrongMagic[] = "wrong magic";
inline constexpr char kOldTls[] = "TLS 1.1";
inline constexpr char kIdle[] = "idle";
inline constexpr char kSpoofed[] = "claimed address"; // HTTP, opt-in: A with ip=192.0.2.1
inline constexpr char kSpoofSeen[] = "announce B after claim";
inline constexpr char kVisit[] = "announce B, shared"; // where A announced to another address of the tracker
inline constexpr char kStoppedVisit[] = "stopped B, shared";

// Full, opt-in: minutes or hours later
inline constexpr char kOldId[] = "old connection id"; // UDP: a scrape of main with the id of the leg's handshake
inline constexpr char kGone[] = "announce B after two intervals"; // fresh 1: A is there and was silent since
inline constexpr char kStoppedGone[] = "stopped B after two intervals";

} // namespace waggle::remote::step
