// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// How the calling thread shares a processor with the program's other threads. Wishes: where the system does not know
// them nothing changes. Nothing here needs a privilege.
namespace waggle::machine {

// Its time comes in short turns: woken by a datagram, it soon runs before a thread that draws (Linux 6.12).
void takeShortTurns();

// What it does may wait: a socket or a click may not. Short turns too, so that a lock it holds is soon free.
void stepBack();

} // namespace waggle::machine
